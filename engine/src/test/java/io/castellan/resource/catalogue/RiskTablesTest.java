package io.castellan.resource.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RiskTablesTest {
    static Stream<RiskTable> tables() {
        return Stream.of(
                RiskTable.topic(),
                RiskTable.broker(),
                RiskTable.group(),
                RiskTable.clientMetrics(),
                RiskTable.quota(),
                RiskTable.feature());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everySettingHasItsOwnRows(RiskTable table) {
        assertThat(table.catalogue().settings()).isNotEmpty().allSatisfy(setting -> {
            assertThat(table.rows(setting.key())).isNotEmpty();
            assertThat(table.worst(setting.key())).noneMatch(risk -> risk.code().equals("UNREVIEWED_KEY"));
        });
    }

    @ParameterizedTest
    @MethodSource("tables")
    void oneCodeIsAlwaysOfOneClass(RiskTable table) {
        var classes = new HashMap<String, Object>();
        for (var setting : table.catalogue().settings()) {
            for (var row : table.rows(setting.key())) {
                var earlier = classes.putIfAbsent(row.risk().code(), row.risk().riskClass());
                assertThat(Map.of(row.risk().code(), row.risk().riskClass()))
                        .as(setting.key())
                        .isEqualTo(Map.of(
                                row.risk().code(), earlier == null ? row.risk().riskClass() : earlier));
            }
        }
    }
}
