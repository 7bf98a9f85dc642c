package io.castellan.resource.broker;

import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.WriteResult;
import io.castellan.model.Observed;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.StepState;
import io.castellan.resource.Attempt;
import io.castellan.resource.Cluster;
import io.castellan.resource.Pause;
import io.castellan.resource.Run;
import io.castellan.resource.StepExecutor;
import io.castellan.resource.keyed.ConfigExecutor;
import io.castellan.resource.keyed.KeyedState;
import io.castellan.resource.keyed.KeyedSteps;
import io.castellan.resource.keyed.KeyedSteps.Move;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;

/**
 * Sets keys of all brokers or of one node. Numbers of threads go in steps that every broker has taken before the next one is
 * sent.
 *
 * @param level what the steps change
 */
record BrokerExecutor(String name, Layers.Level level, Pause pause) implements StepExecutor {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration BEAT = Duration.ofMillis(50);
    /** More than any number of threads can be doubled. */
    private static final int ROUNDS = 40;

    static BrokerExecutor ofCluster(Pause pause) {
        return new BrokerExecutor(BrokerPlanner.CLUSTER, Layers.Level.CLUSTER, pause);
    }

    static BrokerExecutor ofNodes(Pause pause) {
        return new BrokerExecutor(BrokerPlanner.NODE, Layers.Level.NODE, pause);
    }

    @Override
    public int batchLimit() {
        return 1;
    }

    @Override
    public Map<StepId, StepState> inspect(List<Step> steps, Cluster cluster) {
        var states = new TreeMap<StepId, StepState>();
        if (level == Layers.Level.CLUSTER) {
            var live = LiveBrokers.ofAll(cluster.access(KafkaAccess.class).reads());
            steps.forEach(step -> states.put(step.id(), KeyedSteps.standing(step, live)));
            return states;
        }
        var nodes = nodes(cluster, steps.stream().map(BrokerExecutor::node).toList());
        for (var step : steps) {
            Observed<KeyedState> own = nodes.getOrDefault(node(step), Observed.unreadable("not answered"))
                    .fold(state -> Observed.present(state.own()), Observed::missing, Observed::unreadable);
            states.put(step.id(), KeyedSteps.standing(step, own));
        }
        return states;
    }

    @Override
    public Map<StepId, Attempt> run(List<Step> batch, Run run) {
        return batch.stream().collect(Collectors.toMap(Step::id, step -> run(step, run)));
    }

    private Attempt run(Step step, Run run) {
        var moves = KeyedSteps.moves(step);
        for (int round = 0; round < ROUNDS; round++) {
            var next = next(step, moves, followers(step, run.cluster()));
            boolean last = next.equals(Optional.of(Map.of()));
            if (next.isEmpty()) {
                return Attempt.failed("the nodes have moved too far apart to take a value together");
            }
            var sent = send(step, last ? goals(moves) : values(next.get()), run);
            var attempt = sent.toAttempt();
            if (last || attempt.status() != Attempt.Status.ACCEPTED) {
                return attempt;
            }
            run.progress(step.id() + ": " + next.get());
            if (!arrived(step, next.get(), run)) {
                return Attempt.failed("not every node has taken " + next.get() + " in time");
            }
        }
        return Attempt.failed("the values move away while they are changed");
    }

    private static Map<String, Optional<String>> goals(Map<String, Move> moves) {
        return moves.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, move -> move.getValue().after()));
    }

    private static Map<String, Optional<String>> values(Map<String, String> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, value -> Optional.of(value.getValue())));
    }

    /** What to set before the goal, by key; nothing where the goal can be set. Empty where there is no way. */
    private Optional<Map<String, String>> next(Step step, Map<String, Move> moves, List<NodeState> nodes) {
        var next = new TreeMap<String, String>();
        for (var move : moves.entrySet()) {
            var key = move.getKey();
            var following = following(key, nodes);
            var goal = following.stream()
                    .flatMap(
                            node -> node.layers(key).with(level, move.getValue().after()).stream())
                    .findFirst();
            var way = goal.map(value -> Way.of(key, now(key, following), value)).orElse(Optional.of(List.of()));
            if (way.isEmpty()) {
                return Optional.empty();
            }
            way.filter(values -> values.size() > 1).ifPresent(values -> next.put(key, values.get(0)));
        }
        return Optional.of(next);
    }

    private List<NodeState> following(String key, List<NodeState> nodes) {
        return nodes.stream()
                .filter(node ->
                        level == Layers.Level.NODE || !node.own().settings().containsKey(key))
                .toList();
    }

    private static Collection<String> now(String key, List<NodeState> nodes) {
        return nodes.stream()
                .flatMap(node -> node.layers(key).effective().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<NodeState> followers(Step step, Cluster cluster) {
        var ids = level == Layers.Level.NODE
                ? List.of(node(step))
                : cluster.view().brokers().stream().map(broker -> broker.id()).toList();
        return LiveBrokers.found(nodes(cluster, ids).values());
    }

    private static Map<Integer, Observed<NodeState>> nodes(Cluster cluster, Collection<Integer> ids) {
        return LiveBrokers.nodes(cluster.access(KafkaAccess.class).reads(), ids);
    }

    private WriteResult send(Step step, Map<String, Optional<String>> values, Run run) {
        var writes =
                run.cluster().access(KafkaAccess.class).writes(() -> run.prove().left());
        Collection<AlterConfigOp> operations = values.entrySet().stream()
                .map(value -> ConfigExecutor.operation(value.getKey(), value.getValue()))
                .toList();
        return Objects.requireNonNull(
                level == Layers.Level.NODE
                        ? writes.alterBrokerConfigs(Map.of(node(step), operations))
                                .get(node(step))
                        : writes.alterConfigs(Map.of(LiveBrokers.ALL, operations))
                                .get(LiveBrokers.ALL));
    }

    private boolean arrived(Step step, Map<String, String> values, Run run) {
        var end = run.clock().instant().plus(PATIENCE);
        Function<NodeState, Boolean> has = node -> values.entrySet().stream()
                .filter(value -> !following(value.getKey(), List.of(node)).isEmpty())
                .allMatch(value -> node.layers(value.getKey()).effective().equals(Optional.of(value.getValue())));
        while (!followers(step, run.cluster()).stream().allMatch(has::apply)) {
            if (!run.clock().instant().isBefore(end) || Thread.currentThread().isInterrupted()) {
                return false;
            }
            pause.sleep(BEAT);
        }
        return true;
    }

    private static int node(Step step) {
        return Integer.parseInt(step.id().subject().name());
    }
}
