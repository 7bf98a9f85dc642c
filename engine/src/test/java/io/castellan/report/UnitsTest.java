package io.castellan.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Value;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UnitsTest {
    @Test
    void durationsAreReadInAtMostTwoUnits() {
        assertThat(Units.ofField("config.retention.ms", 604_800_000)).contains("7d");
        assertThat(Units.ofField("config.retention.ms", 90_000)).contains("1m 30s");
        assertThat(Units.ofField("config.retention.ms", 90_061_001)).contains("about 1d 1h");
        assertThat(Units.ofField("config.retention.ms", 86_400_001)).contains("1d 1ms");
        assertThat(Units.ofField("config.linger.ms", 100)).isEmpty();
        assertThat(Units.ofField("config.flush.ms", Long.MAX_VALUE)).isEmpty();
        assertThat(Units.ofField("config.retention.ms", -1)).isEmpty();
    }

    @Test
    void sizesAreReadInBinaryUnits() {
        assertThat(Units.ofField("config.retention.bytes", 53_687_091_200L)).contains("50GiB");
        assertThat(Units.ofField("config.segment.bytes", 1_610_612_736)).contains("1.5GiB");
        assertThat(Units.ofField("config.max.message.bytes", 1_048_588)).contains("about 1MiB");
        assertThat(Units.ofField("config.segment.bytes", 1023)).isEmpty();
        assertThat(Units.ofField("config.retention.bytes", -1)).isEmpty();
        assertThat(Units.size(Long.MAX_VALUE)).contains("about 8EiB");
        assertThat(Units.ofField("producer_byte_rate", 5_242_880)).contains("5MiB/s");
    }

    @Test
    void countsAreGroupedByThousands() {
        for (var number : new long[] {
            0, 7, 999, 1000, 48_112_345, 100_000, -1, -999, -1000, -123_456, Long.MAX_VALUE, Long.MIN_VALUE
        }) {
            assertThat(Units.count(number)).isEqualTo(String.format(Locale.ROOT, "%,d", number));
        }
    }

    @Test
    void otherNumbersStayAsTheyAre() {
        assertThat(Units.ofField("partitions", 604_800_000)).isEmpty();
        assertThat(Units.ofField("params", 604_800_000)).isEmpty();
    }

    @Test
    void aValueShowsItsExactTextAndTheUnitBesideIt() {
        assertThat(Shown.of("config.retention.ms", Value.text("604800000")).both())
                .isEqualTo("604800000 (7d)");
        assertThat(Shown.of("x", Value.texts(List.of("a", "b, c", ""))).exact()).isEqualTo("[a, \"b, c\", \"\"]");
        var entries = new TreeMap<String, Value>();
        entries.put("k: v", Value.whole(1));
        assertThat(Shown.of("x", Value.entries(entries)).exact()).isEqualTo("{\"k: v\": 1}");
    }

    @Test
    void textThatLooksLikeOneOfOurWordsStandsInQuotationMarks() {
        assertThat(Shown.of("x", Value.unset()).exact()).isEqualTo("(unset)");
        assertThat(Shown.of("x", Value.text("(unset)")).exact()).isEqualTo("\"(unset)\"");
        assertThat(Shown.of("x", Value.text("")).exact()).isEqualTo("(empty)");
        assertThat(Shown.of("x", new Value.SecretRef("env:A")).exact()).isEqualTo("${env:A}");
        assertThat(Shown.of("x", Value.text("${env:A}")).exact()).isEqualTo("\"${env:A}\"");
    }
}
