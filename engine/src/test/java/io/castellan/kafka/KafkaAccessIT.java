package io.castellan.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.castellan.model.Observed;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaAccessIT {
    private final TestCluster cluster = SharedBroker.get();
    private final String prefix = cluster.prefix();
    private final List<String> throttled = new ArrayList<>();
    private final KafkaAccess access = access(cluster.adminProperties());

    private KafkaAccess access(Map<String, Object> properties) {
        return new KafkaAccess(
                new ClientProperties(properties), CallSettings.defaults(), TimeSource.system(), new CallListener() {
                    @Override
                    public void throttled(String call, int items, Duration wait) {
                        throttled.add(call + " " + items);
                    }
                });
    }

    @AfterEach
    void close() {
        access.close();
    }

    private KafkaWrites writes() {
        return access.writes(CallBudget.each(Duration.ofSeconds(20)));
    }

    private List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, 1, (short) 1).configs(Map.of("retention.ms", "86400000"));
    }

    private void create(Collection<String> names) {
        assertThat(writes().createTopics(
                                names.stream().map(KafkaAccessIT::topic).toList())
                        .values())
                .allMatch(WriteResult::isDone);
        await().until(() -> access.reads().topics(names).values().stream()
                .allMatch(seen -> seen.found().isPresent()));
    }

    private static String text(WriteResult result) {
        return result.fold(
                () -> "done",
                error -> "failed " + error.name(),
                error -> "unknown " + error.name(),
                why -> "not sent " + why);
    }

    private static Map<String, String> overrides(Config config) {
        return config.entries().stream()
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .collect(java.util.stream.Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    @Test
    void givesEachTopicOfABatchItsOwnResult() {
        var results = writes().createTopics(List.of(
                topic(prefix + "good"),
                new NewTopic(prefix + "copies", 1, (short) 3),
                topic(prefix + "name with spaces"),
                topic(prefix + "key").configs(Map.of("retention.mss", "1"))));

        assertThat(text(results.get(prefix + "good"))).isEqualTo("done");
        assertThat(text(results.get(prefix + "copies"))).isEqualTo("failed InvalidReplicationFactorException");
        assertThat(text(results.get(prefix + "name with spaces"))).isEqualTo("failed InvalidTopicException");
        assertThat(text(results.get(prefix + "key"))).isEqualTo("failed InvalidConfigurationException");
        assertThat(text(writes().createTopics(List.of(topic(prefix + "good"))).get(prefix + "good")))
                .isEqualTo("unknown TopicExistsException");
    }

    @Test
    void readsAndWritesManyTopicsInAHandfulOfRequests() {
        var names = names(300);
        create(names);
        var before = access.traffic();

        var topics = access.reads().topics(names, TopicDescription::topicId);
        var configs = access.reads()
                .configs(
                        names.stream()
                                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                                .toList(),
                        KafkaAccessIT::overrides);
        var ids =
                topics.values().stream().map(seen -> seen.found().orElseThrow()).toList();
        var deleted = writes().deleteTopics(ids);

        assertThat(configs.values()).containsOnly(Observed.present(Map.of("retention.ms", "86400000")));
        assertThat(deleted.values()).allMatch(WriteResult::isDone);
        var used = access.traffic().since(before);
        assertThat(used.requests()).isLessThanOrEqualTo(5);
        assertThat(used.bytesIn()).isPositive();
        assertThat(used.bytesOut()).isPositive();
    }

    @Test
    void tellsMissingFromPresentInTheSameBatch() {
        create(List.of(prefix + "there"));

        var topics = access.reads().topics(List.of(prefix + "there", prefix + "gone"), TopicDescription::name);
        var missing = new ConfigResource(ConfigResource.Type.TOPIC, prefix + "gone");
        var present = new ConfigResource(ConfigResource.Type.TOPIC, prefix + "there");

        assertThat(topics)
                .containsEntry(prefix + "there", Observed.present(prefix + "there"))
                .containsEntry(prefix + "gone", Observed.missing());
        assertThat(access.reads().configs(List.of(missing, present), KafkaAccessIT::overrides))
                .containsEntry(missing, Observed.missing())
                .containsEntry(present, Observed.present(Map.of("retention.ms", "86400000")));
        assertThat(access.reads().topicsById(List.of(Uuid.randomUuid())).values())
                .containsOnly(Observed.missing());
        assertThat(access.reads().listTopics()).extracting(TopicListing::name).contains(prefix + "there");
    }

    @Test
    void changesSettingsAndPartitions() {
        create(List.of(prefix + "t"));
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, prefix + "t");
        var set = new AlterConfigOp(new ConfigEntry("retention.ms", "1000"), AlterConfigOp.OpType.SET);

        assertThat(writes().alterConfigs(Map.of(resource, List.of(set))).get(resource))
                .matches(WriteResult::isDone);
        assertThat(writes().createPartitions(Map.of(prefix + "t", NewPartitions.increaseTo(3)))
                        .get(prefix + "t"))
                .matches(WriteResult::isDone);

        await().untilAsserted(() -> {
            assertThat(access.reads()
                            .configs(List.of(resource), KafkaAccessIT::overrides)
                            .values())
                    .containsOnly(Observed.present(Map.of("retention.ms", "1000")));
            assertThat(access.reads()
                            .topics(
                                    List.of(prefix + "t"),
                                    topic -> topic.partitions().size())
                            .values())
                    .containsOnly(Observed.present(3));
        });
        assertThat(access.reads()
                        .offsets(Map.of(new TopicPartition(prefix + "t", 2), OffsetSpec.latest()))
                        .values())
                .allMatch(offset -> offset.found().orElseThrow().offset() == 0);
        assertThat(access.reads()
                        .logDirs(
                                List.of(1),
                                folders -> folders.values().stream()
                                        .flatMap(folder -> folder.replicaInfos().keySet().stream())
                                        .filter(partition -> partition.topic().equals(prefix + "t"))
                                        .count())
                        .get(1))
                .isEqualTo(Observed.present(3L));
    }

    @Test
    void givesAndTakesAclsExactly() {
        var bindings = IntStream.range(0, 3)
                .mapToObj(i -> new AclBinding(
                        new ResourcePattern(ResourceType.TOPIC, prefix + i, PatternType.PREFIXED),
                        new AccessControlEntry("User:" + prefix, "*", AclOperation.READ, AclPermissionType.ALLOW)))
                .toList();
        assertThat(writes().createAcls(bindings).values()).allMatch(WriteResult::isDone);
        await().untilAsserted(() -> assertThat(acls()).containsAll(bindings));

        var deleted = writes().deleteAcls(bindings.subList(0, 2));

        assertThat(deleted.values()).hasSize(2).allMatch(WriteResult::isDone);
        await().untilAsserted(() ->
                assertThat(acls()).contains(bindings.get(2)).doesNotContain(bindings.get(0), bindings.get(1)));
        assertThat(writes().deleteAcls(bindings.subList(0, 1)).values())
                .as("gone already")
                .allMatch(WriteResult::isDone);
    }

    private Collection<AclBinding> acls() {
        return access.reads()
                .acls(org.apache.kafka.common.acl.AclBindingFilter.ANY)
                .found()
                .orElseThrow();
    }

    @Test
    void changesQuotasAndScramUsersOneByOne() {
        var entity = new ClientQuotaEntity(Map.of("user", prefix + "q"));
        var bad = new ClientQuotaEntity(Map.of("user", prefix + "bad"));

        var quotas = writes().alterQuotas(List.of(
                new ClientQuotaAlteration(entity, List.of(new ClientQuotaAlteration.Op("producer_byte_rate", 1e6))),
                new ClientQuotaAlteration(bad, List.of(new ClientQuotaAlteration.Op("no_such_quota", 1.0)))));
        var first = upsertion(prefix + "u", ScramMechanism.SCRAM_SHA_256);
        var second = upsertion(prefix + "u", ScramMechanism.SCRAM_SHA_512);
        var none = new UserScramCredentialDeletion(prefix + "nobody", ScramMechanism.SCRAM_SHA_256);
        var users = writes().alterScramUsers(List.of(first, second, none));

        assertThat(text(quotas.get(entity))).isEqualTo("done");
        assertThat(text(quotas.get(bad))).startsWith("failed InvalidRequest");
        assertThat(text(users.get(first))).isEqualTo("done");
        assertThat(text(users.get(second))).isEqualTo("done");
        assertThat(text(users.get(none))).isEqualTo("unknown ResourceNotFoundException");
        await().untilAsserted(() -> {
            assertThat(access.reads().quotas(ClientQuotaFilter.all()).found().orElseThrow())
                    .containsEntry(entity, Map.of("producer_byte_rate", 1e6));
            assertThat(access.reads()
                            .scramUsers()
                            .found()
                            .orElseThrow()
                            .get(prefix + "u")
                            .credentialInfos())
                    .hasSize(2);
        });
    }

    private static UserScramCredentialAlteration upsertion(String user, ScramMechanism mechanism) {
        return new UserScramCredentialUpsertion(user, new ScramCredentialInfo(mechanism, 4096), "pw-of-a-test");
    }

    @Test
    void readsBrokersFeaturesAndQuorum() {
        var info = access.connect();
        var reads = access.reads();

        assertThat(info.brokers()).hasSize(1);
        assertThat(info.operations()).contains(AclOperation.ALTER, AclOperation.DESCRIBE);
        assertThat(reads.brokerConfigs(List.of(1), Config::entries)
                        .get(1)
                        .found()
                        .orElseThrow())
                .hasSizeGreaterThan(200);
        assertThat(reads.configs(List.of(new ConfigResource(ConfigResource.Type.BROKER, "")), Config::entries)
                        .values())
                .allMatch(config -> config.found().isPresent());
        assertThat(reads.features().found().orElseThrow().finalizedFeatures()).containsKey("metadata.version");
        assertThat(reads.quorum().found().orElseThrow().leaderId()).isEqualTo(1);
        assertThat(reads.configResources(Set.of(ConfigResource.Type.CLIENT_METRICS))
                        .found())
                .isPresent();
    }

    @Test
    void waitsForTheMutationQuotaAndThenGoesOn() {
        var user = prefix + "slow";
        var properties = cluster.user(user);
        var binding = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, prefix, PatternType.PREFIXED),
                new AccessControlEntry("User:" + user, "*", AclOperation.ALL, AclPermissionType.ALLOW));
        writes().createAcls(List.of(binding));
        writes().alterQuotas(List.of(new ClientQuotaAlteration(
                new ClientQuotaEntity(Map.of("user", user)),
                List.of(new ClientQuotaAlteration.Op("controller_mutation_rate", 1.0)))));
        await().untilAsserted(() -> assertThat(acls()).contains(binding));
        await().untilAsserted(() -> assertThat(
                        access.reads().quotas(ClientQuotaFilter.all()).found().orElseThrow())
                .containsKey(new ClientQuotaEntity(Map.of("user", user))));

        try (var slow = access(properties)) {
            var topics = IntStream.range(0, 4)
                    .mapToObj(i -> topic(prefix + "slow-" + i))
                    .map(topic -> new NewTopic(topic.name(), 4, (short) 1))
                    .toList();
            var results = slow.writes(CallBudget.each(Duration.ofSeconds(20)));

            for (var topic : topics) {
                assertThat(text(results.createTopics(List.of(topic)).get(topic.name())))
                        .isEqualTo("done");
            }
        }
        assertThat(throttled).isNotEmpty().allMatch(line -> line.equals("createTopics 1"));
    }
}
