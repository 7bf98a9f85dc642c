package io.castellan.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.castellan.kafka.GroupReads.Reader;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupReadsIT {
    private final TestCluster cluster = SharedBroker.get();
    private final String prefix = cluster.prefix();
    private final KafkaAccess access = new KafkaAccess(new ClientProperties(cluster.adminProperties()));

    @BeforeEach
    void makeTopics() throws Exception {
        cluster.admin()
                .createTopics(Stream.of("read", "left", "other")
                        .map(name -> new NewTopic(prefix + name, 1, (short) 1))
                        .toList())
                .all()
                .get();
    }

    @AfterEach
    void close() {
        access.close();
    }

    private Map<String, Object> member(String group, Map<String, Object> more) {
        var properties = new HashMap<>(cluster.adminProperties());
        properties.put("group.id", prefix + group);
        properties.putAll(more);
        return properties;
    }

    private KafkaConsumer<byte[], byte[]> consumer(String group, String protocol) {
        return new KafkaConsumer<>(
                member(group, Map.of("group.protocol", protocol, "enable.auto.commit", "false")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private List<Reader> readers(String topic) {
        var readers = access.reads().groups().of(Set.of(prefix + topic));
        assertThat(readers.unreadable()).isEmpty();
        return readers.byTopic().getOrDefault(prefix + topic, List.of());
    }

    @Test
    void findsReadersOfEveryKindWhetherTheyAreThereOrOnlyLeftTheirOffsets() {
        try (var classic = consumer("classic", "classic");
                var modern = consumer("modern", "consumer");
                var share = new KafkaShareConsumer<>(
                        member("share", Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            try (var gone = consumer("gone", "consumer")) {
                gone.assign(List.of(new TopicPartition(prefix + "left", 0)));
                gone.commitSync(Map.of(new TopicPartition(prefix + "left", 0), new OffsetAndMetadata(0)));
            }
            classic.subscribe(List.of(prefix + "read"));
            modern.subscribe(List.of(prefix + "read", prefix + "other"));
            share.subscribe(List.of(prefix + "read"));

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                classic.poll(Duration.ofMillis(50));
                modern.poll(Duration.ofMillis(50));
                share.poll(Duration.ofMillis(50));
                assertThat(readers("read"))
                        .containsExactly(
                                new Reader(prefix + "classic", GroupType.CLASSIC, true),
                                new Reader(prefix + "modern", GroupType.CONSUMER, true),
                                new Reader(prefix + "share", GroupType.SHARE, true));
            });
            assertThat(readers("left")).containsExactly(new Reader(prefix + "gone", GroupType.CLASSIC, false));
            assertThat(readers("nobody reads this")).isEmpty();
        }
    }

    @Test
    void asksForManyGroupsInAHandfulOfRequests() throws Exception {
        for (int i = 0; i < 30; i++) {
            cluster.admin()
                    .alterConsumerGroupOffsets(
                            prefix + "g" + i, Map.of(new TopicPartition(prefix + "left", 0), new OffsetAndMetadata(0)))
                    .all()
                    .get();
        }
        readers("left");
        var before = access.traffic();

        assertThat(readers("left")).hasSize(30);

        // list the brokers' groups, find coordinators twice, offsets, members
        assertThat(access.traffic().since(before).requests()).isLessThan(16);
    }
}
