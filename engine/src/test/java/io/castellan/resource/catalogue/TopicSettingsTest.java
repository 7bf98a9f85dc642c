package io.castellan.resource.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Place;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicSettingsTest {
    private final Catalogue topic = Catalogue.topic();

    @ParameterizedTest
    @CsvSource(textBlock = """
            retention.ms, 7d, 604800000
            retention.ms, 12h, 43200000
            retention.ms, 30m, 1800000
            retention.ms, 5s, 5000
            retention.ms, 100ms, 100
            retention.ms, ' 604800000 ', 604800000
            retention.ms, 0604800000, 604800000
            retention.ms, unlimited, -1
            retention.ms, -1, -1
            retention.bytes, 50GiB, 53687091200
            retention.bytes, 10 MiB, 10485760
            retention.bytes, 1KiB, 1024
            retention.bytes, 5B, 5
            retention.bytes, 2TiB, 2199023255552
            local.retention.ms, -2, -2
            flush.messages, unlimited, 9223372036854775807
            cleanup.policy, 'delete, compact', 'compact,delete'
            cleanup.policy, 'compact,delete,compact', 'compact,delete'
            cleanup.policy, '', ''
            min.cleanable.dirty.ratio, 0.50, 0.5
            min.cleanable.dirty.ratio, 1.0, 1
            min.cleanable.dirty.ratio, .5, 0.5
            min.cleanable.dirty.ratio, 5e-1, 0.5
            preallocate, TRUE, true
            compression.type, ' zstd ', zstd
            compression.gzip.level, -1, -1
            """)
    void valuesHaveOneCanonicalForm(String key, String raw, String canonical) {
        assertThat(setting(key).canonical(raw)).isEqualTo(new Reading.Read(canonical));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            retention.ms, 7 days, 4, "'days' is no unit of 'retention.ms'; valid are ms, s, m, h, d", did you mean '7d'?
            retention.ms, 1e3, 2, "'retention.ms' is a whole number (milliseconds), or 'unlimited', not '1e3'", "units are ms, s, m, h, d"
            retention.ms, 1.5d, 2, "'retention.ms' is a whole number (milliseconds), or 'unlimited', not '1.5d'", "units are ms, s, m, h, d"
            retention.ms, 106751991168d, 3, "'retention.ms' (milliseconds) cannot hold 9223372036915200000; it is a Kafka long", ''
            retention.ms, -2, 3, "'retention.ms' (milliseconds) is at least -1, not -2", ''
            retention.bytes, 50GB, 4, "'GB' is no unit of 'retention.bytes'; valid are B, KiB, MiB, GiB, TiB", did you mean '50GiB'?
            min.insync.replicas, two, 2, "'min.insync.replicas' is a whole number, not 'two'", ''
            min.insync.replicas, 2d, 2, "'min.insync.replicas' is a whole number, not '2d'", ''
            min.insync.replicas, unlimited, 2, "'min.insync.replicas' is a whole number, not 'unlimited'", ''
            cleanup.policy, delte, 5, "'delte' is no value of 'cleanup.policy'; valid are 'compact', 'delete'", did you mean 'delete'?
            compression.gzip.level, 0, 3, "'compression.gzip.level' is from 1 to 9 or -1, not 0", ''
            preallocate, yes, 2, "'preallocate' is true or false, not 'yes'", ''
            min.cleanable.dirty.ratio, NaN, 2, "'min.cleanable.dirty.ratio' is a decimal number, not 'NaN'", ''
            """, quoteCharacter = '"')
    void whatIsWrongWithAValueIsSaidWithWhatIsValid(String key, String raw, int code, String message, String hint) {
        var refusal = setting(key).canonical(raw).refusal().orElseThrow();

        assertThat(refusal.code()).isEqualTo(new Code("SETTING", code));
        assertThat(refusal.message()).isEqualTo(message);
        assertThat(refusal.hint()).isEqualTo(hint.equals("''") ? "" : hint);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            retention.mss, retention.ms
            retention_ms, retention.ms
            retentionMs, retention.ms
            log.retention.hours, retention.ms
            message.max.bytes, max.message.bytes
            cleanup.polcy, cleanup.policy
            min.isnync.replicas, min.insync.replicas
            """)
    void anUnknownKeyIsAnsweredWithTheOneThatWasMeant(String unknown, String meant) {
        assertThat(topic.suggest(unknown)).contains(meant);
    }

    @Test
    void anUnknownKeyIsRefusedWithItsPlace() {
        var problem = topic.refusal("retention.mss").orElseThrow().at(new Place("payments.yaml", 5, 7));

        assertThat(problem)
                .hasToString("payments.yaml:5:7: error CAS-SETTING-001: unknown topic setting 'retention.mss'"
                        + " — did you mean 'retention.ms'?");
        assertThat(topic.suggest("completely.different.words")).isEmpty();
    }

    @Test
    void keysOfOthersAreNeitherComparedNorDeclared() {
        assertThat(Catalogue.isPlatform("leader.replication.throttled.replicas"))
                .isTrue();
        assertThat(Catalogue.isPlatform("confluent.placement.constraints")).isTrue();
        assertThat(Catalogue.isPlatform("retention.ms")).isFalse();
        assertThat(topic.refusal("leader.replication.throttled.replicas").map(Refusal::code))
                .contains(CatalogueCodes.THROTTLE_KEY);
        assertThat(topic.refusal("confluent.placement.constraints").map(Refusal::code))
                .contains(CatalogueCodes.MANAGED_KEY);
        assertThat(topic.refusal("internal.segment.bytes").map(Refusal::code)).contains(CatalogueCodes.INTERNAL_KEY);
        assertThat(topic.refusal("retention.ms")).isEmpty();
    }

    @Test
    void whatABrokerReportsIsComparedByMeaning() {
        assertThat(setting("cleanup.policy").same("compact,delete", "delete, compact"))
                .isTrue();
        assertThat(setting("retention.bytes").same("-5", "-1")).isFalse();
        assertThat(setting("retention.ms").observed("not a number")).isEqualTo("not a number");
    }

    @Test
    void aTopicKeyKnowsWhoGivesItsValue() {
        assertThat(setting("retention.ms").inherits())
                .containsExactly("log.retention.ms", "log.retention.minutes", "log.retention.hours");
        assertThat(setting("retention.ms").defaultValue()).isEqualTo(Optional.of("604800000"));
    }

    @Test
    void anInheritedValueIsToldInTheUnitOfItsHeir() {
        var hours = Catalogue.broker().find("log.retention.hours").orElseThrow();

        assertThat(setting("retention.ms").inherited(hours, "168")).isEqualTo("604800000");
        assertThat(setting("retention.ms").inherited(hours, "-1")).isEqualTo("-1");
    }

    private Setting setting(String key) {
        return topic.find(key).orElseThrow();
    }
}
