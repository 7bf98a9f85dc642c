package io.castellan.resource.acl;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.kafka.ClientProperties;
import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.lock.ClusterLock;
import io.castellan.kafka.lock.LockSettings;
import io.castellan.model.Change;
import io.castellan.model.Fact;
import io.castellan.resource.group.GroupRoom;
import io.castellan.resource.quota.QuotaRoom;
import io.castellan.resource.topic.TopicRoom;
import io.castellan.testing.RoomBench;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** None of the rights that {@code docs/reference/access.md} names is one too many: each is taken away by itself, and missed. */
class EachRightIT {
    /** What a plan of {@link #EVERYTHING} does not know without a right. */
    private static final Map<String, Set<String>> MISSED_TO_PLAN = Map.ofEntries(
            entry("Describe cluster", Set.of("acl", "bytes", "bytesDropped", "hidden topics")),
            entry("DescribeConfigs cluster", Set.of("quota")),
            entry("Describe topic *", Set.of("topic", "hidden topics")),
            entry("DescribeConfigs topic *", Set.of("topic")),
            entry("Describe group *", Set.of("readingGroups")),
            entry("DescribeConfigs group *", Set.of("group-config")));

    private static final String EVERYTHING = """
            topics:
              PREmade: {partitions: 1, replicationFactor: 1, config: {retention.ms: 1d}}
              PREgone: {absent: true, reason: old}
            acls: {"User:PREa": [{allow: [Read], topic: PREmade}]}
            quotas: [{user: PREmade, producer_byte_rate: 1}]
            groupConfigs: {PREmade: {consumer.heartbeat.interval.ms: 5s}}
            """;

    /** What a change needs besides the rights to plan. */
    private static final Map<String, String> MISSED_TO_APPLY = Map.ofEntries(
            entry("Alter cluster", "acls: {'User:PREa': [{allow: [Read], topic: PREmade}]}"),
            entry("AlterConfigs cluster", "quotas: [{user: PREmade, producer_byte_rate: 1}]"),
            entry("Create topic *", "topics: {PREnew: {partitions: 1, replicationFactor: 1}}"),
            entry("Alter topic *", "topics: {PREmade: {partitions: 2, replicationFactor: 1}}"),
            entry(
                    "AlterConfigs topic *",
                    "topics: {PREtuned: {partitions: 1, replicationFactor: 1, config: {segment.ms: 1d}}}"),
            entry("Delete topic *", "topics: {PREgone: {absent: true, reason: old, evenIfActive: true}}"),
            entry("AlterConfigs group *", "groupConfigs: {PREmade: {consumer.heartbeat.interval.ms: 5s}}"));

    private final TestCluster cluster = SharedBroker.get();
    private final String prefix = cluster.prefix();
    private final String principal = "User:" + prefix + "p";
    private final Admin admin = cluster.admin();

    private void give(List<AclRule> rules) throws Exception {
        var bindings = rules.stream().map(AclRule::binding).toList();
        admin.createAcls(bindings).all().get();
        await().until(() -> rulesThere().containsAll(bindings));
    }

    private void take(AclRule rule) throws Exception {
        admin.deleteAcls(List.of(rule.binding().toFilter())).all().get();
        await().until(() -> !rulesThere().contains(rule.binding()));
    }

    private List<AclBinding> rulesThere() throws Exception {
        return List.copyOf(admin.describeAcls(AclBindingFilter.ANY).values().get());
    }

    private void topics(String... names) throws Exception {
        var topics = new ArrayList<NewTopic>();
        for (var name : names) {
            topics.add(new NewTopic(prefix + name, 1, (short) 1));
        }
        admin.createTopics(topics).all().get();
    }

    @AfterEach
    void takeEverythingBack() throws Exception {
        admin.deleteTopics(admin.listTopics().names().get().stream()
                        .filter(name -> name.startsWith(prefix))
                        .toList())
                .all()
                .get();
        admin.deleteConsumerGroups(List.of(prefix + "readers")).deletedGroups();
        admin.alterClientQuotas(List.of(new ClientQuotaAlteration(
                        new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, prefix + "made")),
                        List.of(new ClientQuotaAlteration.Op("producer_byte_rate", null)))))
                .all()
                .get();
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.GROUP, prefix + "made"),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("consumer.heartbeat.interval.ms", ""), AlterConfigOp.OpType.DELETE))))
                .all()
                .get();
        admin.deleteAcls(rulesThere().stream()
                        .filter(rule -> rule.entry().principal().startsWith("User:" + prefix))
                        .map(AclBinding::toFilter)
                        .toList())
                .all()
                .get();
    }

    private static RoomBench bench(Map<String, Object> properties) {
        return new RoomBench(properties, TopicRoom.room(), AclRoom.room(), QuotaRoom.room(), GroupRoom.room());
    }

    private static String words(AclRule rule) {
        return rule.operation().word() + " " + rule.pattern().text();
    }

    /** Kinds that cannot be read, figures that cannot be told. */
    private Set<String> unknown(RoomBench bench) {
        var unknown = new TreeSet<String>();
        if (!bench.reopen().view().inventory().complete()) {
            unknown.add("hidden topics");
        }
        for (var change : bench.plan().changes()) {
            if (change.disposition().word().equals("deferred")) {
                unknown.add(change.id().kind());
            }
            change.difference().facts().stream()
                    .filter(fact -> fact.certainty().degree() == Fact.Degree.UNKNOWN)
                    .forEach(fact -> unknown.add(fact.name()));
        }
        return unknown;
    }

    @Test
    void aPlanWithoutOneOfTheRightsSaysWhatItDoesNotKnow() throws Exception {
        topics("made", "gone");
        admin.alterConsumerGroupOffsets(
                        prefix + "readers", Map.of(new TopicPartition(prefix + "gone", 0), new OffsetAndMetadata(0)))
                .all()
                .get();
        var properties = cluster.user(prefix + "p");
        var rules = AccessReference.needed("to plan", principal);
        assertThat(rules).extracting(EachRightIT::words).hasSameElementsAs(MISSED_TO_PLAN.keySet());
        give(rules);
        try (var bench = bench(properties)) {
            bench.commit(EVERYTHING.replace("PRE", prefix));
            assertThat(unknown(bench)).isEmpty();

            for (var rule : rules) {
                take(rule);
                assertThat(unknown(bench)).as("without " + words(rule)).isEqualTo(MISSED_TO_PLAN.get(words(rule)));
                give(List.of(rule));
            }
        }
    }

    @Test
    void anApplyWithoutOneOfTheRightsDoesNotDoWhatNeedsItAndDoesItWithIt() throws Exception {
        topics("made", "gone", "tuned");
        var properties = cluster.user(prefix + "p");
        var rules = AccessReference.needed("to apply", principal);
        give(AccessReference.needed("to plan", principal));
        give(rules);
        acquire(properties); // makes the topic of the lock
        for (var rule : rules) {
            var state = MISSED_TO_APPLY.get(words(rule));
            take(rule);
            if (state == null) {
                assertThat(words(rule)).endsWith(LockSettings.NAME);
                assertThatThrownBy(() -> acquire(properties))
                        .as("without " + words(rule))
                        .isInstanceOfSatisfying(
                                Failure.class,
                                failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED));
                give(List.of(rule));
                acquire(properties);
            } else {
                assertThat(applied(properties, state))
                        .as("without " + words(rule))
                        .isNotEqualTo(ExitCode.OK);
                give(List.of(rule));
                assertThat(applied(properties, state)).as("with " + words(rule)).isEqualTo(ExitCode.OK);
            }
        }
        assertThat(rules).extracting(EachRightIT::words).containsAll(MISSED_TO_APPLY.keySet());
    }

    private ExitCode applied(Map<String, Object> properties, String state) {
        try (var bench = bench(properties)) {
            bench.commit(state.replace("PRE", prefix));
            assertThat(ours(bench.plan().changes())).isTrue();
            return bench.apply().exitCode();
        } catch (Failure e) {
            return e.exitCode();
        }
    }

    private boolean ours(List<Change> changes) {
        return changes.stream()
                .anyMatch(change ->
                        change.disposition().isPlanned() && change.id().name().contains(prefix));
    }

    private static void acquire(Map<String, Object> properties) {
        try (var access = new KafkaAccess(new ClientProperties(properties));
                var lock =
                        new ClusterLock(access, LockSettings.defaults()).acquire("tester", (holder, patience) -> {})) {
            assertThat(lock.prove()).isNotNull();
        }
    }
}
