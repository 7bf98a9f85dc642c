package io.castellan.kafka;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Observed;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeAclsOptions;
import org.apache.kafka.clients.admin.DescribeClientQuotasOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.DescribeLogDirsOptions;
import org.apache.kafka.clients.admin.DescribeMetadataQuorumOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeUserScramCredentialsOptions;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.ListConfigResourcesOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.clients.admin.UserScramCredentialsDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;

/**
 * What can be read of a cluster, each item on its own: present, missing, or unreadable with the reason. A cluster that answers
 * nobody any more is a {@link Failure} instead ({@link ExitCode#UNREACHABLE}). Requests are as few as Kafka's limits allow.
 */
public final class KafkaReads {
    private static final int TOPICS = 2000;
    /** Each answer has some 35 settings for each topic: with larger ones, two at once are promoted before they are taken apart. */
    private static final int CONFIGS = 500;

    private static final int PARTITIONS = 10_000;
    private static final int GROUPS = 500;

    private final Admin admin;
    private final Calls calls;
    private final CallBudget budget;
    private final Reachability reachability;

    KafkaReads(Admin admin, Calls calls, CallBudget budget, Reachability reachability) {
        this.admin = Objects.requireNonNull(admin, "admin");
        this.calls = Objects.requireNonNull(calls, "calls");
        this.budget = Objects.requireNonNull(budget, "budget");
        this.reachability = Objects.requireNonNull(reachability, "reachability");
    }

    /**
     * All topics that the principal may see, internal ones too.
     *
     * @throws Failure when Kafka refuses the request as a whole
     */
    public Collection<TopicListing> listTopics() {
        return needed(
                "listTopics",
                timeout -> admin.listTopics(
                                new ListTopicsOptions().listInternal(true).timeoutMs(timeout.getAsInt()))
                        .listings());
    }

    public Map<String, Observed<TopicDescription>> topics(Collection<String> names) {
        return topics(names, Function.identity());
    }

    /** @param keep what is needed of a description, so that the rest of a large answer can go */
    public <T> Map<String, Observed<T>> topics(Collection<String> names, Function<TopicDescription, T> keep) {
        return each(topicCall(keep), names);
    }

    private <T> Call<String, String, TopicDescription, T> topicCall(Function<TopicDescription, T> keep) {
        return new Call<>(
                "describeTopics",
                Call.Scope.READ_ANYWHERE,
                Batching.byCount(TOPICS),
                Function.identity(),
                (batch, timeout) -> admin.describeTopics(
                                batch, new DescribeTopicsOptions().timeoutMs(timeout.getAsInt()))
                        .topicNameValues(),
                keep);
    }

    /** Whether we might see topics of these names, which need not exist. */
    Map<String, TopicProbe.Answer> probe(Collection<String> names) {
        var answers = new LinkedHashMap<String, TopicProbe.Answer>();
        replies(topicCall(Function.identity()), names)
                .byKey()
                .forEach((name, reply) -> answers.put(
                        name,
                        reply.fold(
                                found -> TopicProbe.Answer.VISIBLE,
                                // a name that no topic can have hides nothing
                                error -> error.isMissing() || error.is(InvalidTopicException.class)
                                        ? TopicProbe.Answer.VISIBLE
                                        : error.is(TopicAuthorizationException.class)
                                                ? TopicProbe.Answer.HIDDEN
                                                : TopicProbe.Answer.OPEN,
                                error -> TopicProbe.Answer.OPEN,
                                why -> TopicProbe.Answer.OPEN)));
        return answers;
    }

    /** Whether the topics of these ids still are; a recreated topic of the same name has another id. */
    public Map<Uuid, Observed<TopicDescription>> topicsById(Collection<Uuid> ids) {
        return each(
                new Call<Uuid, Uuid, TopicDescription, TopicDescription>(
                        "describeTopics",
                        Call.Scope.READ_ANYWHERE,
                        Batching.byCount(TOPICS),
                        Function.identity(),
                        (batch, timeout) -> admin.describeTopics(
                                        TopicCollection.ofTopicIds(batch),
                                        new DescribeTopicsOptions().timeoutMs(timeout.getAsInt()))
                                .topicIdValues(),
                        Function.identity()),
                ids);
    }

    /**
     * Settings of topics, groups, client metrics, or of the brokers' cluster-wide default ({@code BROKER ""}). A broker's own
     * settings go through {@link #brokerConfigs}.
     *
     * @param keep what is needed of the settings, usually the overrides: an answer holds every key with its default
     */
    public <T> Map<ConfigResource, Observed<T>> configs(
            Collection<ConfigResource> resources, Function<Config, T> keep) {
        return configs(Call.Scope.READ_ANYWHERE, resources, false, keep);
    }

    /** The same with every place that a value could come from; twice the bytes, so only for the few that need it. */
    public <T> Map<ConfigResource, Observed<T>> configsWithSynonyms(
            Collection<ConfigResource> resources, Function<Config, T> keep) {
        return configs(Call.Scope.READ_ANYWHERE, resources, true, keep);
    }

    /** Settings of single brokers, each answered by that broker itself, so a dead one is unreadable after a while. */
    public <T> Map<Integer, Observed<T>> brokerConfigs(Collection<Integer> ids, Function<Config, T> keep) {
        return brokerConfigs(ids, false, keep);
    }

    /** The same with every place that a value could come from. */
    public <T> Map<Integer, Observed<T>> brokerConfigsWithSynonyms(Collection<Integer> ids, Function<Config, T> keep) {
        return brokerConfigs(ids, true, keep);
    }

    private <T> Map<Integer, Observed<T>> brokerConfigs(
            Collection<Integer> ids, boolean synonyms, Function<Config, T> keep) {
        var resources = ids.stream()
                .map(id -> new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(id)))
                .toList();
        var byId = new LinkedHashMap<Integer, Observed<T>>();
        configs(Call.Scope.READ_AT_NODE, resources, synonyms, keep)
                .forEach((resource, config) -> byId.put(Integer.valueOf(resource.name()), config));
        return byId;
    }

    private <T> Map<ConfigResource, Observed<T>> configs(
            Call.Scope scope, Collection<ConfigResource> resources, boolean synonyms, Function<Config, T> keep) {
        return each(
                new Call<ConfigResource, ConfigResource, Config, T>(
                        "describeConfigs",
                        scope,
                        Batching.byCount(CONFIGS),
                        Function.identity(),
                        (batch, timeout) -> admin.describeConfigs(
                                        batch,
                                        new DescribeConfigsOptions()
                                                .includeSynonyms(synonyms)
                                                .timeoutMs(timeout.getAsInt()))
                                .values(),
                        keep),
                resources);
    }

    /** Which resources of these types have settings at all, for example client metrics subscriptions and groups. */
    public Observed<Collection<ConfigResource>> configResources(Set<ConfigResource.Type> types) {
        return one(
                "listConfigResources",
                timeout -> admin.listConfigResources(
                                types, new ListConfigResourcesOptions().timeoutMs(timeout.getAsInt()))
                        .all());
    }

    /** Missing means that the cluster has no authorizer and therefore no ACLs. */
    public Observed<Collection<AclBinding>> acls(AclBindingFilter filter) {
        return one(
                "describeAcls",
                timeout -> admin.describeAcls(filter, new DescribeAclsOptions().timeoutMs(timeout.getAsInt()))
                        .values());
    }

    public Observed<Map<ClientQuotaEntity, Map<String, Double>>> quotas(ClientQuotaFilter filter) {
        return one(
                "describeClientQuotas",
                timeout -> admin.describeClientQuotas(
                                filter, new DescribeClientQuotasOptions().timeoutMs(timeout.getAsInt()))
                        .entities());
    }

    /** All users that have SCRAM credentials, with mechanism and iterations; Kafka never gives back more. */
    public Observed<Map<String, UserScramCredentialsDescription>> scramUsers() {
        return one(
                "describeUserScramCredentials",
                timeout -> admin.describeUserScramCredentials(
                                List.of(), new DescribeUserScramCredentialsOptions().timeoutMs(timeout.getAsInt()))
                        .all());
    }

    public Observed<FeatureMetadata> features() {
        return one(
                "describeFeatures",
                timeout -> admin.describeFeatures(new DescribeFeaturesOptions().timeoutMs(timeout.getAsInt()))
                        .featureMetadata());
    }

    /** What single brokers say of features, each for itself: what they support differs while versions do. */
    public Map<Integer, Observed<FeatureMetadata>> featuresOf(Collection<Integer> brokers) {
        return each(
                new Call<Integer, Integer, FeatureMetadata, FeatureMetadata>(
                        "describeFeatures",
                        Call.Scope.READ_AT_NODE,
                        Batching.byCount(CONFIGS),
                        Function.identity(),
                        (batch, timeout) -> batch.stream()
                                .collect(Collectors.toMap(
                                        Function.identity(),
                                        broker -> admin.describeFeatures(new DescribeFeaturesOptions()
                                                        .nodeId(broker)
                                                        .timeoutMs(timeout.getAsInt()))
                                                .featureMetadata())),
                        Function.identity()),
                brokers);
    }

    /** Answered by the active controller. */
    public Observed<QuorumInfo> quorum() {
        return oneOfNodes(
                "describeMetadataQuorum",
                timeout -> admin.describeMetadataQuorum(
                                new DescribeMetadataQuorumOptions().timeoutMs(timeout.getAsInt()))
                        .quorumInfo());
    }

    /** Each partition is answered by its leader, so those of a dead leader are unreadable after a while. */
    public Map<TopicPartition, Observed<ListOffsetsResultInfo>> offsets(Map<TopicPartition, OffsetSpec> asked) {
        return each(
                new Call<TopicPartition, TopicPartition, ListOffsetsResultInfo, ListOffsetsResultInfo>(
                        "listOffsets",
                        Call.Scope.READ_AT_NODE,
                        Batching.byCount(PARTITIONS),
                        Function.identity(),
                        (batch, timeout) -> {
                            var specs = batch.stream().collect(Collectors.toMap(Function.identity(), asked::get));
                            var result =
                                    admin.listOffsets(specs, new ListOffsetsOptions().timeoutMs(timeout.getAsInt()));
                            return batch.stream()
                                    .collect(Collectors.toMap(Function.identity(), result::partitionResult));
                        },
                        Function.identity()),
                asked.keySet());
    }

    /** Sizes on disk, each broker for itself: its log folders by path. */
    public <T> Map<Integer, Observed<T>> logDirs(
            Collection<Integer> brokers, Function<Map<String, LogDirDescription>, T> keep) {
        return each(
                new Call<Integer, Integer, Map<String, LogDirDescription>, T>(
                        "describeLogDirs",
                        Call.Scope.READ_AT_NODE,
                        Batching.byCount(PARTITIONS),
                        Function.identity(),
                        (batch, timeout) -> admin.describeLogDirs(
                                        batch, new DescribeLogDirsOptions().timeoutMs(timeout.getAsInt()))
                                .descriptions(),
                        keep),
                brokers);
    }

    /** Which groups read which topics. */
    public GroupReads groups() {
        return new GroupReads(admin, this);
    }

    /** One item of a group each, by group id; any broker may be its coordinator. */
    <R, T> Map<String, Observed<T>> eachGroup(
            String call,
            Collection<String> groups,
            BiFunction<List<String>, IntSupplier, Map<String, ? extends KafkaFuture<R>>> send,
            Function<R, T> keep) {
        return each(
                new Call<String, String, R, T>(
                        call,
                        Call.Scope.READ_AT_NODE,
                        Batching.byCount(GROUPS),
                        Function.identity(),
                        send::apply,
                        keep),
                groups);
    }

    /** A request without items, whose answer everything else depends on. */
    <R> R needed(String call, Function<IntSupplier, KafkaFuture<R>> send) {
        return one(call, send)
                .fold(
                        answer -> answer,
                        () -> {
                            throw refused(call, "not available on this cluster");
                        },
                        why -> {
                            throw refused(call, why);
                        });
    }

    private static Failure refused(String call, String why) {
        return new Failure(
                ExitCode.UNREACHABLE,
                Problem.error(KafkaCodes.READ_FAILED, "Kafka does not answer " + call + ": " + why));
    }

    private <R> Observed<R> one(String call, Function<IntSupplier, KafkaFuture<R>> send) {
        return one(call, Call.Scope.READ_ANYWHERE, send);
    }

    /** A request that only certain brokers can answer, so that silence says nothing of the others. */
    <R> Observed<R> oneOfNodes(String call, Function<IntSupplier, KafkaFuture<R>> send) {
        return one(call, Call.Scope.READ_AT_NODE, send);
    }

    private <R> Observed<R> one(String call, Call.Scope scope, Function<IntSupplier, KafkaFuture<R>> send) {
        return each(
                        new Call<String, String, R, R>(
                                call,
                                scope,
                                Batching.byCount(1),
                                Function.identity(),
                                (batch, timeout) -> Map.of(call, send.apply(timeout)),
                                Function.identity()),
                        List.of(call))
                .values()
                .iterator()
                .next();
    }

    private <I, K, R, T> Map<K, Observed<T>> each(Call<I, K, R, T> call, Collection<? extends I> items) {
        var observed = new LinkedHashMap<K, Observed<T>>();
        replies(call, items).byKey().forEach((key, reply) -> observed.put(key, observed(reply)));
        return observed;
    }

    private <I, K, R, T> Replies<K, T> replies(Call<I, K, R, T> call, Collection<? extends I> items) {
        var replies = calls.run(call, items, budget);
        replies.stopped().ifPresent(thrown -> {
            throw thrown;
        });
        replies.cutOff().ifPresent(error -> {
            throw reachability.lost(error);
        });
        return replies;
    }

    private static <T> Observed<T> observed(Reply<T> reply) {
        return reply.fold(
                Observed::present,
                error -> error.isMissing() || error.is(SecurityDisabledException.class)
                        ? Observed.missing()
                        : Observed.unreadable(error.toString()),
                error -> Observed.unreadable("no answer: " + error),
                why -> Observed.unreadable("not asked: " + why));
    }
}
