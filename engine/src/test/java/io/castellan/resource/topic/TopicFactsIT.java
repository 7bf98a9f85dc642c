package io.castellan.resource.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Change;
import io.castellan.model.Fact;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.testing.RoomBench;
import io.castellan.testing.SharedBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What changes of topics would destroy, and what cannot be seen, on a real broker. */
class TopicFactsIT {
    private static final int RECORD = 1000;

    private TopicBench topics;

    @BeforeEach
    void open() {
        topics = new TopicBench(SharedBroker.get());
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void aTopicThatWasJustWrittenIsDeletedOnlyIfThatIsDeclared() throws Exception {
        create("a", 2);
        write("a", 100, Instant.now());
        topics.declare("a: {absent: true, reason: old}", "b: {}");

        assertThat(AlterationTest.refusal(change("a").difference())).isEqualTo(TopicCodes.ACTIVE);

        topics.declare("a: {absent: true, reason: old, evenIfActive: true}", "b: {}");
        var facts = facts(change("a"));
        assertThat(change("a").disposition().isPlanned()).isTrue();
        assertThat(whole(facts, "records")).isEqualTo(100);
        assertThat(whole(facts, "bytes")).isGreaterThan(100 * RECORD);
        assertThat(whole(facts, "readingGroups")).isZero();
        assertThat(change("a").difference().ceilings())
                .extracting(ceiling -> ceiling.name())
                .containsExactly("bytes", "records");
    }

    @Test
    void aTopicThatWasNotWrittenForLongIsDeletedUnlessAGroupReadsIt() throws Exception {
        create("quiet", 1);
        create("read", 1);
        create("empty", 1);
        write("quiet", 10, Instant.now().minus(Duration.ofDays(30)));
        write("read", 10, Instant.now().minus(Duration.ofDays(30)));
        commitOffsets("read");
        topics.declare(
                "quiet: {absent: true, reason: old}",
                "read: {absent: true, reason: old}",
                "empty: {absent: true, reason: old}",
                "b: {}");

        assertThat(change("quiet").disposition().isPlanned()).isTrue();
        assertThat(change("empty").disposition().isPlanned()).isTrue();
        assertThat(AlterationTest.refusal(change("read").difference())).isEqualTo(TopicCodes.ACTIVE);
        assertThat(change("read").disposition().refusal().orElseThrow().message())
                .contains(topics.prefix + "group");
    }

    @Test
    void aSmallerRetentionTellsTheBytesBeyondIt() throws Exception {
        create("a", 1);
        write("a", 300, Instant.now());
        topics.declare("a: {config: {retention.bytes: 100KiB, retention.ms: 7d}}");

        long dropped = whole(facts(change("a")), "bytesDropped");

        assertThat(dropped).isBetween(300L * RECORD - 100 * 1024, 300L * (RECORD + 200) - 100 * 1024);
        assertThat(change("a").difference().ceilings())
                .singleElement()
                .satisfies(ceiling -> assertThat(ceiling.atMost()).isGreaterThan(dropped));
    }

    @Test
    void aShorterRetentionTellsTheShareThatIsOlder() throws Exception {
        create("a", 1);
        write("a", 100, Instant.now().minus(Duration.ofDays(3)));
        write("a", 300, Instant.now());
        topics.declare("a: {config: {retention.ms: 1d, retention.bytes: -1}}");

        assertThat(whole(facts(change("a")), "bytesDropped")).isBetween(90L * RECORD, 130L * RECORD);
    }

    @Test
    void aLongerRetentionDropsNothingAndIsNotMeasured() throws Exception {
        topics.create("a", 1, Map.of("retention.ms", "3600000"));
        write("a", 10, Instant.now());
        topics.declare("a: {config: {retention.ms: 30d, retention.bytes: -1}}");

        assertThat(facts(change("a"))).isEmpty();
    }

    @Test
    void measuringManyTopicsTakesAsManyRequestsAsMeasuringOne() throws Exception {
        for (int i = 0; i < 8; i++) {
            create("a" + i, 1);
        }
        topics.declare("a0: {config: {retention.ms: 1d, retention.bytes: 1GiB}}");
        long forOne = requests();
        var lines = new ArrayList<String>();
        for (int i = 0; i < 8; i++) {
            lines.add("a" + i + ": {config: {retention.ms: 1d, retention.bytes: 1GiB}}");
        }
        topics.declare(lines.toArray(String[]::new));

        assertThat(requests()).isEqualTo(forOne);
    }

    @Test
    void whatMayNotBeSeenIsNeitherMissingNorDeletable() throws Exception {
        create("seen", 1);
        create("hidden", 1);
        var user = topics.prefix + "user";
        var properties = SharedBroker.get().user(user);
        allow(user, ResourceType.TOPIC, topics.prefix + "seen", AclOperation.DESCRIBE);
        allow(user, ResourceType.TOPIC, topics.prefix + "seen", AclOperation.DESCRIBE_CONFIGS);
        try (var other = new RoomBench(properties, TopicRoom.room())) {
            other.commit("topics: {" + topics.prefix + "seen: {absent: true, reason: old}, " + topics.prefix
                    + "hidden: {partitions: 1, replicationFactor: 1}, " + topics.prefix
                    + "neither: {partitions: 1, replicationFactor: 1}}");
            Awaitility.await()
                    .until(() -> RoomBench.of(other.plan(), topics.prefix + "seen").stream()
                            .anyMatch(change -> change.disposition().refusal().isPresent()));

            var plan = other.plan();

            assertThat(plan.complete()).isFalse();
            assertThat(plan.notes())
                    .anySatisfy(note -> assertThat(note.message()).contains("unmanaged topics are unknown"));
            assertThat(RoomBench.of(plan, topics.prefix + "hidden"))
                    .singleElement()
                    .satisfies(change -> assertThat(change.disposition().word()).isEqualTo("deferred"));
            assertThat(RoomBench.of(plan, topics.prefix + "neither"))
                    .singleElement()
                    .satisfies(change -> assertThat(change.disposition().word()).isEqualTo("deferred"));
            assertThat(RoomBench.of(plan, topics.prefix + "seen"))
                    .singleElement()
                    .satisfies(change -> assertThat(AlterationTest.refusal(change.difference()))
                            .isEqualTo(TopicCodes.ACTIVE))
                    .satisfies(change -> assertThat(
                                    change.disposition().refusal().orElseThrow().message())
                            .contains("unknown"));
        }
    }

    @Test
    void theDocumentedRightsAreEnough() throws Exception {
        create("widened", 1);
        create("gone", 1);
        var user = topics.prefix + "operator";
        var properties = SharedBroker.get().user(user);
        allow(user, ResourceType.CLUSTER, "kafka-cluster", AclOperation.DESCRIBE);
        allow(user, ResourceType.GROUP, "*", AclOperation.DESCRIBE);
        for (var operation : List.of(
                AclOperation.DESCRIBE,
                AclOperation.DESCRIBE_CONFIGS,
                AclOperation.CREATE,
                AclOperation.ALTER,
                AclOperation.ALTER_CONFIGS,
                AclOperation.DELETE)) {
            allow(user, ResourceType.TOPIC, "*", operation);
        }
        try (var operator = new RoomBench(properties, TopicRoom.room())) {
            operator.commit("topics: {" + topics.prefix + "gone: {absent: true, reason: old}, " + topics.prefix
                    + "widened: {partitions: 2, config: {retention.ms: 1d, retention.bytes: 1GiB}}, " + topics.prefix
                    + "new: {partitions: 1, replicationFactor: 1}}");
            Awaitility.await().until(() -> operator.reopen().view().inventory().complete());

            var report = operator.apply();

            assertThat(report.outcome().changes())
                    .hasSize(3)
                    .allSatisfy(change -> assertThat(change.result()).isEqualTo(ChangeResult.APPLIED));
            assertThat(RoomBench.of(operator.plan(), topics.prefix))
                    .noneMatch(change -> change.disposition().isPlanned());
        }
    }

    @Test
    void whatWouldBeInheritedIsKnownEvenIfEveryTopicHasItsOwn() throws Exception {
        topics.create("plain", 1, Map.of());
        var own = new TreeMap<String, String>();
        Catalogue.topic().settings().stream()
                .filter(setting -> Catalogue.topic().refusal(setting.key()).isEmpty())
                .filter(setting -> !setting.key().startsWith("remote.")
                        && !setting.example().isEmpty())
                .forEach(setting -> own.put(
                        setting.key(),
                        setting.canonical(setting.example()).canonical().orElseThrow()));
        own.put("min.insync.replicas", "1");
        topics.admin
                .createTopics(List.of(new NewTopic(topics.prefix + "full", 1, (short) 1).configs(own)))
                .all()
                .get();
        var live = new LiveTopics(topics.bench.access().reads());
        Awaitility.await()
                .until(() -> live.read(List.of(topics.prefix + "full"))
                        .get(topics.prefix + "full")
                        .found()
                        .isPresent());

        var plain = live.read(List.of(topics.prefix + "plain"))
                .get(topics.prefix + "plain")
                .found()
                .orElseThrow();
        var full = live.read(List.of(topics.prefix + "full"))
                .get(topics.prefix + "full")
                .found()
                .orElseThrow();

        assertThat(full.overrides()).hasSizeGreaterThan(25).containsAllEntriesOf(own);
        for (var key : own.keySet()) {
            assertThat(full.inherited(key))
                    .as(key)
                    .isEqualTo(plain.effective(key))
                    .isPresent();
        }
    }

    private Change change(String name) {
        return topics.change(topics.bench.plan(), name);
    }

    private static Map<String, Fact> facts(Change change) {
        var facts = new HashMap<String, Fact>();
        change.difference().facts().forEach(fact -> facts.put(fact.name(), fact));
        return facts;
    }

    private static long whole(Map<String, Fact> facts, String name) {
        var fact = Optional.ofNullable(facts.get(name)).orElseThrow(() -> new AssertionError(name + " of " + facts));
        return Values.whole(fact.value()).orElseThrow(() -> new AssertionError(fact));
    }

    /** Of a plan whose partitions the client has met before. */
    private long requests() {
        topics.bench.plan();
        return topics.requests(topics.bench::plan);
    }

    private void create(String name, int partitions) throws Exception {
        topics.create(name, partitions, Map.of("retention.ms", "-1"));
    }

    private void write(String name, int records, Instant at) throws Exception {
        var properties = new HashMap<>(SharedBroker.get().adminProperties());
        properties.put("key.serializer", ByteArraySerializer.class.getName());
        properties.put("value.serializer", ByteArraySerializer.class.getName());
        properties.put("compression.type", "none");
        var noise = new byte[RECORD];
        new Random(1).nextBytes(noise);
        try (var producer = new KafkaProducer<byte[], byte[]>(properties)) {
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (int i = 0; i < records; i++) {
                sent.add(producer.send(
                        new ProducerRecord<>(topics.prefix + name, null, at.toEpochMilli(), null, noise)));
            }
            for (var one : sent) {
                one.get();
            }
        }
    }

    private void commitOffsets(String name) throws Exception {
        topics.admin
                .alterConsumerGroupOffsets(
                        topics.prefix + "group",
                        Map.of(new TopicPartition(topics.prefix + name, 0), new OffsetAndMetadata(5)))
                .all()
                .get();
    }

    private void allow(String user, ResourceType type, String name, AclOperation operation) throws Exception {
        topics.admin
                .createAcls(List.of(new AclBinding(
                        new ResourcePattern(type, name, PatternType.LITERAL),
                        new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW))))
                .all()
                .get();
    }
}
