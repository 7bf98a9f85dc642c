package io.castellan.resource.topic;

import io.castellan.diagnostics.Problem;
import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.KafkaWrites;
import io.castellan.kafka.WriteResult;
import io.castellan.model.Observed;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.StepState;
import io.castellan.resource.Attempt;
import io.castellan.resource.Cluster;
import io.castellan.resource.Run;
import io.castellan.resource.StepExecutor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Does the steps of topics: all of a batch in one request, and one reading of the topics to say where the steps stand.
 *
 * @param reading what must be read to tell where steps stand
 * @param standing where a step stands, given its topic
 * @param visible where an acknowledged step stands, given its topic without settings; empty where its settings must be read
 * @param sending sends steps; one answer each
 */
record TopicExecutor(
        String name,
        BiFunction<LiveTopics, Collection<String>, Map<String, Observed<TopicState>>> reading,
        BiFunction<Step, Observed<TopicState>, StepState> standing,
        Optional<BiFunction<Step, Observed<TopicState>, StepState>> visible,
        BiFunction<KafkaWrites, List<Step>, Map<StepId, WriteResult>> sending)
        implements StepExecutor {
    /** The controller takes so many in one request; larger topics are split further on the way. */
    private static final int BATCH = 1000;

    static TopicExecutor create() {
        return new TopicExecutor(
                TopicPlanner.CREATE,
                LiveTopics::readOwn,
                Standing::ofCreation,
                // a topic and its settings become visible in one, being one batch of the controller's records
                Optional.of(Standing::ofShape),
                (writes, steps) -> byStep(
                        steps,
                        StepArguments::topic,
                        writes.createTopics(
                                steps.stream().map(TopicExecutor::newTopic).toList())));
    }

    private static NewTopic newTopic(Step step) {
        var topic = StepArguments.newOne(step);
        return new NewTopic(StepArguments.topic(step), Optional.of(topic.partitions()), Optional.of((short)
                        topic.replicationFactor()))
                .configs(topic.config());
    }

    /** All changes of one topic go together or not at all. */
    static TopicExecutor config(String name) {
        return new TopicExecutor(
                name,
                LiveTopics::readOwn,
                Standing::ofSettings,
                Optional.empty(),
                (writes, steps) -> byStep(
                        steps,
                        TopicExecutor::resource,
                        writes.alterConfigs(steps.stream()
                                .collect(Collectors.toMap(
                                        TopicExecutor::resource,
                                        TopicExecutor::operations,
                                        (one, other) -> one,
                                        LinkedHashMap::new)))));
    }

    private static ConfigResource resource(Step step) {
        return new ConfigResource(ConfigResource.Type.TOPIC, StepArguments.topic(step));
    }

    private static Collection<AlterConfigOp> operations(Step step) {
        return StepArguments.moves(step).entrySet().stream()
                .map(entry -> new AlterConfigOp(
                        new ConfigEntry(entry.getKey(), entry.getValue().after().orElse("")),
                        entry.getValue().after().isPresent() ? AlterConfigOp.OpType.SET : AlterConfigOp.OpType.DELETE))
                .toList();
    }

    static TopicExecutor partitions() {
        return new TopicExecutor(
                TopicPlanner.PARTITIONS,
                LiveTopics::readShapes,
                Standing::ofPartitions,
                Optional.empty(),
                (writes, steps) -> byStep(
                        steps,
                        StepArguments::topic,
                        writes.createPartitions(steps.stream()
                                .collect(Collectors.toMap(
                                        StepArguments::topic,
                                        step -> NewPartitions.increaseTo(StepArguments.partitionsAfter(step)),
                                        (one, other) -> one,
                                        LinkedHashMap::new)))));
    }

    /** By id, so that a later topic of the same name stays. */
    static TopicExecutor delete() {
        return new TopicExecutor(
                TopicPlanner.DELETE,
                LiveTopics::readShapes,
                Standing::ofDeletion,
                Optional.empty(),
                (writes, steps) -> byStep(
                        steps,
                        TopicExecutor::uuid,
                        writes.deleteTopics(
                                steps.stream().map(TopicExecutor::uuid).toList())));
    }

    private static Uuid uuid(Step step) {
        return Uuid.fromString(StepArguments.uuid(step));
    }

    private static <K> Map<StepId, WriteResult> byStep(
            List<Step> steps, Function<Step, K> key, Map<K, WriteResult> results) {
        var byStep = new TreeMap<StepId, WriteResult>();
        steps.forEach(step ->
                Optional.ofNullable(results.get(key.apply(step))).ifPresent(result -> byStep.put(step.id(), result)));
        return byStep;
    }

    @Override
    public int batchLimit() {
        return BATCH;
    }

    @Override
    public Map<StepId, StepState> inspect(List<Step> steps, Cluster cluster) {
        return states(steps, cluster, reading, standing);
    }

    @Override
    public Map<StepId, StepState> inspectAcknowledged(List<Step> steps, Cluster cluster) {
        return visible.map(seen -> states(steps, cluster, LiveTopics::readShapes, seen))
                .orElseGet(() -> inspect(steps, cluster));
    }

    private static Map<StepId, StepState> states(
            List<Step> steps,
            Cluster cluster,
            BiFunction<LiveTopics, Collection<String>, Map<String, Observed<TopicState>>> reading,
            BiFunction<Step, Observed<TopicState>, StepState> standing) {
        var live = reading.apply(
                new LiveTopics(cluster.access(KafkaAccess.class).reads()),
                steps.stream().map(StepArguments::topic).distinct().toList());
        var states = new TreeMap<StepId, StepState>();
        for (var step : steps) {
            var topic = live.getOrDefault(StepArguments.topic(step), Observed.unreadable("not answered"));
            states.put(step.id(), standing.apply(step, topic));
        }
        return states;
    }

    /** Kafka is asked whether it would: rights, policies and values; deletions cannot be asked. */
    @Override
    public List<Problem> obstacles(List<Step> steps, Cluster cluster) {
        if (name.equals(TopicPlanner.DELETE)) {
            return List.of();
        }
        var trials = cluster.access(KafkaAccess.class).trials();
        return sending.apply(trials, steps).entrySet().stream()
                .flatMap(answer -> answer
                        .getValue()
                        .refusal()
                        .map(error -> Problem.error(
                                TopicCodes.WOULD_FAIL, answer.getKey().subject() + ": Kafka would refuse it: " + error))
                        .stream())
                .sorted()
                .toList();
    }

    @Override
    public Map<StepId, Attempt> run(List<Step> batch, Run run) {
        var writes =
                run.cluster().access(KafkaAccess.class).writes(() -> run.prove().left());
        var attempts = new TreeMap<StepId, Attempt>();
        sending.apply(writes, batch).forEach((id, result) -> attempts.put(id, result.toAttempt()));
        return attempts;
    }
}
