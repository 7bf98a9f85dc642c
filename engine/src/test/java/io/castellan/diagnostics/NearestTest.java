package io.castellan.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> KEYS =
            List.of("retention.ms", "retention.bytes", "segment.ms", "partitions", "replicationFactor", "Read", "acls");

    @ParameterizedTest
    @CsvSource({
        "retention.mss, retention.ms",
        "retentionMs, retention.ms",
        "RETENTION_BYTES, retention.bytes",
        "partitons, partitions",
        "partitoins, partitions",
        "replication-factor, replicationFactor",
        "Raed, Read",
        "acl, acls"
    })
    void findsWhatWasMeantDespiteMissingSwappedAndOtherLetters(String written, String meant) {
        assertThat(Nearest.of(written, KEYS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"compression", "x", "''", "partition.assignment.strategy"})
    void saysNothingWhereNothingIsNear(String written) {
        assertThat(Nearest.of(written, KEYS)).isEmpty();
    }

    @Test
    void takesTheFirstByNameOfTwoThatAreEquallyNear() {
        assertThat(Nearest.of("bat", List.of("cat", "bad"))).contains("bad");
    }
}
