package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Cause;
import io.castellan.model.Risk;
import io.castellan.model.RiskClass;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovalRuleTest {
    private static List<Risk> risks(String words) {
        return Arrays.stream(words.split(" "))
                .filter(word -> !word.isEmpty())
                .map(word -> new Risk(RiskClass.valueOf(word.toUpperCase(java.util.Locale.ROOT)), "CODE", "why"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "'',                       DECLARATION, 1, safe",
        "safe,                     DECLARATION, 1, safe",
        "disruptive,               DECLARATION, 1, disruptive",
        "safe disruptive,          GRANT,       1, disruptive safe",
        "destructive,              DECLARATION, 2, destructive",
        "irreversible disruptive,  WITHDRAWN,   2, irreversible",
        "safe destructive,         OBSERVED,    2, destructive",
        "safe,                     DEFAULTS,    2, environmentOnly",
        "safe,                     OVERRIDE,    2, environmentOnly",
        "destructive,              ENVIRONMENT, 2, destructive environmentOnly"
    })
    void theDefaultsAskForTheMostThatRiskAndCauseDo(String risks, Cause cause, int approvals, String because) {
        assertThat(ApprovalRule.DEFAULT.required(risks(risks), cause))
                .isEqualTo(new Requirement(approvals, List.of(because.split(" "))));
    }

    @Test
    void whatIsWrittenHoldsAndWhatIsNotIsTheDefault() {
        var rule = Policies.smallPolicy("approvals: {safe: 0, disruptive: 0, environmentOnly: 1, control: 1}")
                .access("dev")
                .orElseThrow()
                .approvals();

        assertThat(rule.required(risks("safe"), Cause.DECLARATION)).isEqualTo(new Requirement(0, List.of("safe")));
        assertThat(rule.required(risks("safe"), Cause.OVERRIDE))
                .isEqualTo(new Requirement(1, List.of("environmentOnly")));
        assertThat(rule.required(risks("irreversible"), Cause.OVERRIDE))
                .isEqualTo(new Requirement(2, List.of("irreversible")));
        assertThat(rule.requiredForControl()).isEqualTo(new Requirement(1, List.of("control")));
    }

    @Test
    void ofTwoRequirementsTheLargerHolds() {
        var one = new Requirement(1, List.of("safe"));
        var two = new Requirement(2, List.of("control"));

        assertThat(one.and(two)).isEqualTo(two);
        assertThat(two.and(one)).isEqualTo(two);
        assertThat(two.and(new Requirement(2, List.of("destructive", "control"))))
                .isEqualTo(new Requirement(2, List.of("control", "destructive")));
    }
}
