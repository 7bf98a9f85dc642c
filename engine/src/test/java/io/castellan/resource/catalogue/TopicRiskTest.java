package io.castellan.resource.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Risk;
import io.castellan.model.RiskClass;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicRiskTest {
    private final RiskTable risks = RiskTable.topic();

    @ParameterizedTest
    @CsvSource(nullValues = "?", textBlock = """
            retention.ms, 604800000, 3600000, destructive RETENTION_SHORTENED
            retention.ms, -1, 604800000, destructive RETENTION_SHORTENED
            retention.ms, 604800000, -1, safe RETENTION_EXTENDED
            retention.ms, 604800000, 604800001, safe RETENTION_EXTENDED
            retention.ms, 604800000, ?, destructive RETENTION_SHORTENED
            retention.ms, ?, ?, destructive RETENTION_SHORTENED
            retention.ms, 604800000, 604800000, safe VALUE_UNCHANGED
            retention.bytes, -1, 1, destructive RETENTION_SHORTENED
            retention.bytes, 1, -1, safe RETENTION_EXTENDED
            cleanup.policy, delete, 'compact,delete', destructive COMPACTION_ADDED + disruptive KEYS_REQUIRED
            cleanup.policy, compact, 'compact,delete', destructive DELETION_ADDED
            cleanup.policy, delete, compact, destructive COMPACTION_ADDED + disruptive KEYS_REQUIRED
            cleanup.policy, 'compact,delete', delete, safe COMPACTION_REMOVED
            cleanup.policy, 'compact,delete', compact, safe DELETION_REMOVED
            cleanup.policy, '', delete, destructive DELETION_ADDED
            unclean.leader.election.enable, false, true, destructive UNCLEAN_ELECTION_ENABLED
            unclean.leader.election.enable, true, false, safe UNCLEAN_ELECTION_DISABLED
            remote.storage.enable, true, false, destructive REMOTE_DATA_DELETED
            remote.storage.enable, false, true, disruptive REMOTE_STORAGE_ENABLED
            local.retention.ms, -2, 3600000, disruptive LOCAL_COPY_SHORTENED
            local.retention.ms, 3600000, -2, safe LOCAL_COPY_EXTENDED
            max.message.bytes, 2000000, 1000000, disruptive BATCH_SIZE_LOWERED
            max.message.bytes, 1000000, 2000000, safe BATCH_SIZE_RAISED
            min.insync.replicas, 1, 2, disruptive MIN_ISR_RAISED
            min.insync.replicas, 2, 1, destructive MIN_ISR_BELOW_DURABLE
            min.insync.replicas, 3, 2, safe MIN_ISR_LOWERED
            message.timestamp.type, CreateTime, LogAppendTime, destructive TIMESTAMPS_OVERWRITTEN
            message.timestamp.type, LogAppendTime, CreateTime, disruptive TIMESTAMPS_FROM_PRODUCER
            compression.type, gzip, producer, safe COMPRESSION_LEFT_TO_PRODUCER
            compression.type, producer, gzip, disruptive RECOMPRESSION
            delete.retention.ms, 2, 1, destructive TOMBSTONES_SHORTENED
            flush.messages, 1, 9223372036854775807, destructive FLUSH_RELAXED
            some.future.key, 1, 2, disruptive UNREVIEWED_KEY
            """)
    void theDirectionDecides(String key, String before, String after, String expected) {
        assertThat(assess(key, before, after, Surroundings.unknown())).isEqualTo(expected);
    }

    @Test
    void shorterRetentionDeletesNothingFromATopicThatOnlyCompacts() {
        assertThat(assess("retention.ms", "2", "1", known("cleanup.policy", "compact")))
                .isEqualTo("safe RETENTION_WITHOUT_EFFECT");
        assertThat(assess("retention.ms", "2", "1", known("cleanup.policy", "compact,delete")))
                .isEqualTo("destructive RETENTION_SHORTENED");
    }

    @Test
    void compactionSettingsCountWhereTheTopicIsCompacted() {
        assertThat(assess("min.compaction.lag.ms", "2", "1", known("cleanup.policy", "delete")))
                .isEqualTo("safe COMPACTION_ABSENT");
        assertThat(assess("min.compaction.lag.ms", "2", "1", known("cleanup.policy", "compact")))
                .isEqualTo("destructive VERSIONS_SHORTENED");
    }

    @Test
    void localRetentionMovesABoundaryOnlyWhereRemoteStorageIsOn() {
        assertThat(assess("local.retention.ms", "2", "1", known("remote.storage.enable", "false")))
                .isEqualTo("safe LOCAL_COPY_UNTOUCHED");
        assertThat(assess("local.retention.ms", "2", "1", known("remote.storage.enable", "true")))
                .isEqualTo("disruptive LOCAL_COPY_SHORTENED");
    }

    @Test
    void theDurableLevelIsTwoCopiesWhereThereAreTwo() {
        assertThat(assess("min.insync.replicas", "2", "1", replicas(3))).isEqualTo("destructive MIN_ISR_BELOW_DURABLE");
        assertThat(assess("min.insync.replicas", "2", "1", replicas(2))).isEqualTo("destructive MIN_ISR_BELOW_DURABLE");
        assertThat(assess("min.insync.replicas", "2", "1", replicas(1))).isEqualTo("safe MIN_ISR_LOWERED");
        assertThat(assess("min.insync.replicas", "3", "2", replicas(3))).isEqualTo("safe MIN_ISR_LOWERED");
        assertThat(assess("min.insync.replicas", "2", null, replicas(3)))
                .isEqualTo("destructive MIN_ISR_BELOW_DURABLE + disruptive MIN_ISR_RAISED");
    }

    @Test
    void safeIsNeverMixedWithAnythingElse() {
        for (var setting : Catalogue.topic().settings()) {
            var worst = risks.worst(setting.key());
            assertThat(worst).as(setting.key()).isNotEmpty();
            assertThat(worst.stream().map(Risk::riskClass).collect(Collectors.toSet()))
                    .as(setting.key())
                    .matches(classes -> !classes.contains(RiskClass.SAFE) || classes.size() == 1);
        }
    }

    private String assess(String key, String before, String after, Surroundings surroundings) {
        return risks.assess(key, Optional.ofNullable(before), Optional.ofNullable(after), surroundings).stream()
                .map(risk -> risk.riskClass().word() + " " + risk.code())
                .collect(Collectors.joining(" + "));
    }

    private static Surroundings known(String key, String value) {
        return new Surroundings(OptionalInt.empty(), Map.of(key, value));
    }

    private static Surroundings replicas(int number) {
        return new Surroundings(OptionalInt.of(number), Map.of());
    }
}
