package io.castellan.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of the design. */
class ExitCodeTest {
    @Test
    void theNumbersAreThoseThatPipelinesRelyOn() {
        assertThat(Arrays.stream(ExitCode.values()).collect(Collectors.toMap(Enum::name, ExitCode::status)))
                .isEqualTo(Map.of(
                        "OK",
                        0,
                        "INPUT",
                        1,
                        "DIFFERENCES",
                        2,
                        "REFUSED",
                        3,
                        "STALE",
                        4,
                        "PARTIAL",
                        5,
                        "UNREACHABLE",
                        6,
                        "DEFECT",
                        70,
                        "INTERRUPTED",
                        130));
    }

    @Test
    void ofSeveralTheWorstWins() {
        var worstFirst = List.of(
                ExitCode.DEFECT,
                ExitCode.PARTIAL,
                ExitCode.UNREACHABLE,
                ExitCode.STALE,
                ExitCode.REFUSED,
                ExitCode.DIFFERENCES,
                ExitCode.OK);
        for (int i = 0; i < worstFirst.size(); i++) {
            for (int j = i; j < worstFirst.size(); j++) {
                assertThat(ExitCode.worst(worstFirst.get(i), worstFirst.get(j))).isEqualTo(worstFirst.get(i));
                assertThat(ExitCode.worst(worstFirst.get(j), worstFirst.get(i))).isEqualTo(worstFirst.get(i));
            }
        }
    }
}
