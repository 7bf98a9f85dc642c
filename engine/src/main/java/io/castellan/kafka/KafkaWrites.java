package io.castellan.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.DeleteAclsResult.FilterResults;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.ResourceNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/**
 * What can be changed on a cluster; one {@link WriteResult} an item, always for all items, and no exception for what Kafka refuses or
 * does not answer. The budget is asked before each request, and a failure of it leaves the rest unsent. Acknowledged is not yet
 * visible: read back.
 */
public final class KafkaWrites {
    private static final int TOPICS = 1000;
    /** One request of ten times as many takes the broker about twice as long as ten. */
    private static final int ACLS = 500;
    /** The controller compares every filter with every ACL. */
    private static final int ACL_FILTERS = 500;
    /** Where a topic leaves its partitions to the broker's default we assume that many, to stay below the limit of records. */
    private static final int ASSUMED_PARTITIONS = 50;

    /** What Kafka can be asked without doing it. */
    private static final Set<String> TRIALS = Set.of("createTopics", "createPartitions", "incrementalAlterConfigs");

    private final Admin admin;
    private final Calls calls;
    private final CallBudget budget;
    private final boolean validateOnly;

    /** @param validateOnly Kafka is only asked whether it would; what cannot be asked so is a defect */
    KafkaWrites(Admin admin, Calls calls, CallBudget budget, boolean validateOnly) {
        this.validateOnly = validateOnly;
        this.admin = Objects.requireNonNull(admin, "admin");
        this.calls = Objects.requireNonNull(calls, "calls");
        this.budget = Objects.requireNonNull(budget, "budget");
    }

    /** By topic name. Mutation quotas are respected by waiting as long as Kafka asks. */
    public Map<String, WriteResult> createTopics(Collection<NewTopic> topics) {
        return each(
                "createTopics",
                Call.Scope.WRITE_ANYWHERE,
                Batching.byRecords(TOPICS, KafkaWrites::records),
                NewTopic::name,
                (batch, timeout) -> admin.createTopics(
                                batch,
                                LateTimeout.createTopics(timeout)
                                        .retryOnQuotaViolation(false)
                                        .validateOnly(validateOnly))
                        .values(),
                topics,
                Set.of(TopicExistsException.class));
    }

    private static int records(NewTopic topic) {
        int partitions = topic.replicasAssignments() == null
                ? topic.numPartitions() < 0 ? ASSUMED_PARTITIONS : topic.numPartitions()
                : topic.replicasAssignments().size();
        return 1 + partitions + (topic.configs() == null ? 0 : topic.configs().size());
    }

    /** By topic name. */
    public Map<String, WriteResult> createPartitions(Map<String, NewPartitions> topics) {
        return each(
                "createPartitions",
                Call.Scope.WRITE_ANYWHERE,
                Batching.<Map.Entry<String, NewPartitions>>byRecords(
                        TOPICS, entry -> entry.getValue().totalCount()),
                Map.Entry::getKey,
                (batch, timeout) -> admin.createPartitions(
                                entries(batch),
                                LateTimeout.createPartitions(timeout)
                                        .retryOnQuotaViolation(false)
                                        .validateOnly(validateOnly))
                        .values(),
                topics.entrySet(),
                Set.of(InvalidPartitionsException.class));
    }

    /** By topic id, so that a topic that was created anew under the same name stays. */
    public Map<Uuid, WriteResult> deleteTopics(Collection<Uuid> ids) {
        return each(
                "deleteTopics",
                Call.Scope.WRITE_ANYWHERE,
                Batching.byCount(TOPICS),
                Function.identity(),
                (batch, timeout) -> admin.deleteTopics(
                                TopicCollection.ofTopicIds(batch),
                                LateTimeout.deleteTopics(timeout).retryOnQuotaViolation(false))
                        .topicIdValues(),
                ids,
                Set.of(UnknownTopicIdException.class));
    }

    /**
     * Settings of topics, groups, client metrics, or of the brokers' cluster-wide default. A broker's own go through
     * {@link #alterBrokerConfigs}.
     */
    public Map<ConfigResource, WriteResult> alterConfigs(Map<ConfigResource, Collection<AlterConfigOp>> resources) {
        return alterConfigs(Call.Scope.WRITE_ANYWHERE, resources);
    }

    /** By broker id; each goes to that broker itself. */
    public Map<Integer, WriteResult> alterBrokerConfigs(Map<Integer, Collection<AlterConfigOp>> brokers) {
        var resources = new LinkedHashMap<ConfigResource, Collection<AlterConfigOp>>();
        brokers.forEach((id, operations) ->
                resources.put(new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(id)), operations));
        var byId = new LinkedHashMap<Integer, WriteResult>();
        alterConfigs(Call.Scope.WRITE_AT_NODE, resources)
                .forEach((resource, outcome) -> byId.put(Integer.valueOf(resource.name()), outcome));
        return byId;
    }

    private Map<ConfigResource, WriteResult> alterConfigs(
            Call.Scope scope, Map<ConfigResource, Collection<AlterConfigOp>> resources) {
        return each(
                "incrementalAlterConfigs",
                scope,
                Batching.<Map.Entry<ConfigResource, Collection<AlterConfigOp>>>byRecords(
                        TOPICS, entry -> entry.getValue().size()),
                Map.Entry::getKey,
                (batch, timeout) -> admin.incrementalAlterConfigs(
                                entries(batch),
                                LateTimeout.alterConfigs(timeout).validateOnly(validateOnly))
                        .values(),
                resources.entrySet(),
                Set.of());
    }

    public Map<AclBinding, WriteResult> createAcls(Collection<AclBinding> bindings) {
        return each(
                "createAcls",
                Call.Scope.WRITE_ANYWHERE,
                Batching.byCount(ACLS),
                Function.identity(),
                (batch, timeout) ->
                        admin.createAcls(batch, LateTimeout.createAcls(timeout)).values(),
                bindings,
                Set.of());
    }

    /** Exactly these; one that is not there any more is done. */
    public Map<AclBinding, WriteResult> deleteAcls(Collection<AclBinding> bindings) {
        return each(
                "deleteAcls",
                Call.Scope.WRITE_ANYWHERE,
                Batching.byCount(ACL_FILTERS),
                Function.identity(),
                (batch, timeout) -> {
                    var filters = batch.stream().map(AclBinding::toFilter).toList();
                    var results = admin.deleteAcls(filters, LateTimeout.deleteAcls(timeout))
                            .values();
                    return batch.stream()
                            .collect(Collectors.toMap(
                                    Function.identity(),
                                    binding -> Objects.requireNonNull(results.get(binding.toFilter()))
                                            .thenApply(KafkaWrites::orThrow)));
                },
                bindings,
                Set.of());
    }

    private static Void orThrow(FilterResults results) {
        for (var result : results.values()) {
            ApiException error = result.exception();
            if (error != null) {
                throw error;
            }
        }
        return null;
    }

    public Map<ClientQuotaEntity, WriteResult> alterQuotas(Collection<ClientQuotaAlteration> alterations) {
        return each(
                "alterClientQuotas",
                Call.Scope.WRITE_ANYWHERE,
                Batching.<ClientQuotaAlteration>byRecords(
                        TOPICS, alteration -> alteration.ops().size()),
                ClientQuotaAlteration::entity,
                (batch, timeout) -> admin.alterClientQuotas(batch, LateTimeout.alterClientQuotas(timeout))
                        .values(),
                alterations,
                Set.of());
    }

    /**
     * By the alteration itself. Kafka takes only one of a user in a request, so the second mechanism of all users goes into a
     * second request.
     */
    public Map<UserScramCredentialAlteration, WriteResult> alterScramUsers(
            Collection<? extends UserScramCredentialAlteration> alterations) {
        var rounds = new ArrayList<Map<String, UserScramCredentialAlteration>>();
        for (var alteration : alterations) {
            var free = rounds.stream()
                    .filter(round -> !round.containsKey(alteration.user()))
                    .findFirst();
            free.orElseGet(() -> {
                        var round = new LinkedHashMap<String, UserScramCredentialAlteration>();
                        rounds.add(round);
                        return round;
                    })
                    .put(alteration.user(), alteration);
        }
        var results = new LinkedHashMap<UserScramCredentialAlteration, WriteResult>();
        for (var round : rounds) {
            alterOnePerUser(round.values())
                    .forEach((user, result) -> results.put(Objects.requireNonNull(round.get(user)), result));
        }
        return results;
    }

    private Map<String, WriteResult> alterOnePerUser(Collection<UserScramCredentialAlteration> alterations) {
        return each(
                "alterUserScramCredentials",
                Call.Scope.WRITE_ANYWHERE,
                Batching.byCount(TOPICS),
                UserScramCredentialAlteration::user,
                (batch, timeout) -> admin.alterUserScramCredentials(
                                batch, LateTimeout.alterUserScramCredentials(timeout))
                        .values(),
                alterations,
                Set.of(ResourceNotFoundException.class));
    }

    /** By feature name, for example {@code metadata.version}; all in one request. */
    public Map<String, WriteResult> updateFeatures(Map<String, FeatureUpdate> features) {
        return updateFeatures(features, false);
    }

    /** Whether Kafka would accept it; changes nothing. */
    public Map<String, WriteResult> validateFeatures(Map<String, FeatureUpdate> features) {
        return updateFeatures(features, true);
    }

    private Map<String, WriteResult> updateFeatures(Map<String, FeatureUpdate> features, boolean validateOnly) {
        return each(
                "updateFeatures",
                Call.Scope.WRITE_ANYWHERE,
                Batching.byCount(TOPICS),
                Map.Entry::getKey,
                (batch, timeout) -> admin.updateFeatures(
                                entries(batch),
                                LateTimeout.updateFeatures(timeout).validateOnly(validateOnly))
                        .values(),
                features.entrySet(),
                Set.of());
    }

    private static <K, V> Map<K, V> entries(Collection<Map.Entry<K, V>> batch) {
        return batch.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** @param alreadySo errors that a first answer, lost on the way, would explain as well */
    private <I, K> Map<K, WriteResult> each(
            String name,
            Call.Scope scope,
            Batching<I> batching,
            Function<I, K> key,
            Call.Send<I, K, Void> send,
            Collection<? extends I> items,
            Set<Class<? extends ApiException>> alreadySo) {
        if (validateOnly && !TRIALS.contains(name)) {
            throw new IllegalStateException(name + " cannot be tried");
        }
        var call = new Call<I, K, Void, Boolean>(name, scope, batching, key, send, nothing -> true);
        var outcomes = new LinkedHashMap<K, WriteResult>();
        calls.run(call, items, budget)
                .byKey()
                .forEach((item, reply) -> outcomes.put(
                        item,
                        reply.fold(
                                done -> new WriteResult.Done(),
                                error -> alreadySo.stream().anyMatch(error::is)
                                        ? new WriteResult.Unknown(error)
                                        : new WriteResult.Failed(error),
                                WriteResult.Unknown::new,
                                WriteResult.NotSent::new)));
        return outcomes;
    }
}
