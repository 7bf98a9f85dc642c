package io.castellan.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.promote.OverrideEdit.Wanted;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverrideEditTest {
    private static final String BEGIN = "apiVersion: castellan/v1\nenvironment: prod\n";

    private static String write(String text) {
        return write(text, "orders", "14d", "incident 4711");
    }

    private static String write(String text, String topic, String value, String reason) {
        return new String(
                OverrideEdit.write(
                        "environment.yaml",
                        text.getBytes(StandardCharsets.UTF_8),
                        new Wanted("topics", topic, "retention.ms", value, "2026-12-01T00:00Z", reason)),
                StandardCharsets.UTF_8);
    }

    @Test
    void theSectionIsMadeWhereThereIsNone() {
        assertThat(write(BEGIN)).isEqualTo(BEGIN + """
                overrides:
                  topics:
                    orders:
                      config: {retention.ms: 14d}
                      until: 2026-12-01T00:00Z
                      reason: incident 4711
                """);
    }

    @Test
    void itTakesIndentationLineBreaksAndBlankLinesOfTheFile() {
        var text =
                "\uFEFFapiVersion: castellan/v1\r\n\r\n# where\r\ncluster:\r\n    sandbox: {brokers: 1} # one\r\n    # enough";
        assertThat(write(text))
                .isEqualTo(
                        text + "\r\n\r\noverrides:\r\n  topics:\r\n    orders:\r\n"
                                + "      config: {retention.ms: 14d}\r\n      until: 2026-12-01T00:00Z\r\n      reason: incident 4711");
    }

    @Test
    void itComesBesideOthersAndTheirCommentsStay() {
        var text = BEGIN + """
                overrides: # for a while
                    topics:
                        bills: # why
                            config: {retention.ms: 2d}
                            reason: disk # full
                            # until when?
                # the end
                variables: {a: 1}
                """;
        assertThat(write(text)).isEqualTo(text.replace("""
                # the end
                """, """
                        orders:
                          config: {retention.ms: 14d}
                          until: 2026-12-01T00:00Z
                          reason: incident 4711
                # the end
                """));
    }

    @Test
    void whatStandsInBracesStays() {
        assertThat(write(BEGIN + "overrides: {topics: {bills: {reason: x, config: {a: b}}}} # here\n"))
                .isEqualTo(BEGIN
                        + "overrides: {topics: {bills: {reason: x, config: {a: b}}, orders: {config: {retention.ms: 14d},"
                        + " until: 2026-12-01T00:00Z, reason: incident 4711}}} # here\n");
        assertThat(write(BEGIN + "overrides: {topics: { }}\n"))
                .contains("{topics: {orders: {config: {retention.ms: 14d}, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"overrides:\n", "overrides:\n  topics:\n", "overrides: # none\n\nvariables: {a: 1}\n"})
    void anEmptySectionIsFilled(String section) {
        assertThat(write(BEGIN + section))
                .contains("overrides:", "  topics:\n    orders:\n      config: {retention.ms: 14d}\n");
    }

    @Test
    void anOverrideOfTheSameIsChangedInPlace() {
        assertThat(write(BEGIN + """
                overrides:
                  topics:
                    orders:
                      # agreed with payments
                      until: "2026-11-25" # soon
                      config:
                        retention.ms: 8d # was 7d
                      reason: 'incident 4700'
                """)).isEqualTo(BEGIN + """
                overrides:
                  topics:
                    orders:
                      # agreed with payments
                      until: 2026-12-01T00:00Z # soon
                      config:
                        retention.ms: 14d # was 7d
                      reason: incident 4711
                """);
    }

    @Test
    void whatIsMissingOfAnOverrideIsPutWhereItBelongs() {
        assertThat(write(BEGIN + """
                overrides:
                  topics:
                    orders:
                      reason: x
                      config:
                        retention.bytes: 1GiB
                """)).isEqualTo(BEGIN + """
                overrides:
                  topics:
                    orders:
                      reason: incident 4711
                      config:
                        retention.bytes: 1GiB
                        retention.ms: 14d
                      until: 2026-12-01T00:00Z
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "a: b",
                "x # y",
                "\"quoted\"",
                "it's",
                "{a, b}",
                "12",
                "two\nlines",
                "😀 – ü",
                "- dash",
                " x"
            })
    void anyReasonIsReadBackAsItWasGiven(String reason) {
        var text = write(BEGIN, "123", "-1", reason); // it checks that itself; this is about not refusing
        assertThat(text).contains("retention.ms: -1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "overrides: &o {topics: {}}\nvariables: {a: 1}\n",
                "overrides: {topics: &t {orders: {reason: x}, bills: {reason: y}}}\n",
                "overrides: [a]\n",
                "overrides:\n  topics:\n    orders:\n      reason: >\n        folded\n",
            })
    void whatItCannotEditSafelyItRefuses(String section) {
        var failure = catchThrowableOfType(Failure.class, () -> write(BEGIN + section));
        assertThat(failure).isNotNull();
        assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(failure).hasMessageContaining("CAS-OVERRIDE-001");
    }
}
