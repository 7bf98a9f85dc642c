package io.castellan.resource.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerSettingsTest {
    private final Catalogue broker = Catalogue.broker();

    @ParameterizedTest
    @CsvSource(textBlock = """
            log.retention.ms, 604800000, 1000, destructive RETENTION_SHORTENED
            log.retention.ms, 604800000, -1, safe RETENTION_EXTENDED
            log.retention.hours, 168, 24, destructive RETENTION_SHORTENED + disruptive NEEDS_RESTART
            log.retention.hours, 24, 168, disruptive NEEDS_RESTART
            log.cleanup.policy, delete, 'compact,delete', destructive COMPACTION_ADDED + disruptive KEYS_REQUIRED
            min.insync.replicas, 2, 1, destructive MIN_ISR_BELOW_DURABLE
            unclean.leader.election.enable, false, true, destructive UNCLEAN_ELECTION_ENABLED
            num.io.threads, 8, 4, disruptive THREADS_FEWER
            num.io.threads, 8, 16, safe THREADS_MORE
            listeners, 'A://:1', 'A://:1,B://:2', disruptive LISTENER_ADDED
            log.dirs, '/a,/b', '/a', destructive LOG_DIR_REMOVED + disruptive NEEDS_RESTART
            node.id, 1, 2, destructive NODE_RENUMBERED + disruptive NEEDS_RESTART
            socket.listen.backlog.size, 50, 60, disruptive NEEDS_RESTART
            ssl.client.auth, none, required, disruptive CLIENT_CERTIFICATE_REQUIRED
            listener.name.client.ssl.client.auth, required, none, disruptive CLIENT_CERTIFICATE_OPTIONAL
            listener.name.client.scram-sha-512.sasl.jaas.config, a, b, disruptive CREDENTIALS_CHANGED
            follower.replication.throttled.rate, 1, 2, disruptive REPLICATION_RELEASED
            """)
    void theDirectionDecides(String key, String before, String after, String expected) {
        assertThat(assess(key, before, after, Surroundings.unknown())).isEqualTo(expected);
    }

    @Test
    void aDefaultIsJudgedWithoutRegardToTheBrokersOwnSettings() {
        // Topics inherit the level and may still have a codec of their own.
        var surroundings = new Surroundings(OptionalInt.empty(), Map.of("compression.type", "producer"));

        assertThat(assess("compression.zstd.level", "3", "19", surroundings))
                .isEqualTo("disruptive COMPRESSION_EFFORT_RAISED");
    }

    @Test
    void aDefaultSaysWhomItConcerns() {
        assertThat(RiskTable.broker().worst("log.retention.ms").first().why())
                .endsWith(", on every topic that inherits this default");
        assertThat(RiskTable.broker().worst("group.consumer.session.timeout.ms"))
                .anyMatch(risk -> risk.why().endsWith(", on every group that inherits this default"));
    }

    @Test
    void keysOfASingleListenerAreFoundUnderTheirPlainName() {
        var setting = broker.find("listener.name.client.ssl.keystore.location").orElseThrow();

        assertThat(setting.mode()).isEqualTo(UpdateMode.PER_BROKER);
        assertThat(setting.inherits()).containsExactly("ssl.keystore.location");
        assertThat(broker.find("listener.name.client.scram-sha-512.sasl.jaas.config"))
                .hasValueSatisfying(jaas -> assertThat(jaas.writeOnly()).isTrue());
        assertThat(broker.find("listener.name.client.max.connections")).isPresent();
        assertThat(broker.find("listener.name.client.log.retention.ms")).isEmpty();
        assertThat(broker.find("listener.name.client.a.b.sasl.jaas.config")).isEmpty();
    }

    @Test
    void aKeyOfATopicIsAnsweredWithTheKeyOfItsDefault() {
        assertThat(broker.suggest("retention.ms")).contains("log.retention.ms");
        assertThat(broker.suggest("consumer.session.timeout.ms")).contains("group.consumer.session.timeout.ms");
        assertThat(broker.suggest("num.io.thread")).contains("num.io.threads");
    }

    @Test
    void theHeirsOfADefaultAreKnown() {
        assertThat(Catalogue.topic().inheriting("log.retention.hours"))
                .extracting(Setting::key)
                .containsExactly("retention.ms");
        assertThat(Catalogue.group().inheriting("group.share.session.timeout.ms"))
                .extracting(Setting::key)
                .containsExactly("share.session.timeout.ms");
    }

    @Test
    void hoursTakeAnyUnitThatMakesWholeHours() {
        var hours = broker.find("log.retention.hours").orElseThrow();

        assertThat(hours.canonical("7d").canonical()).contains("168");
        assertThat(hours.canonical("120m").canonical()).contains("2");
        assertThat(hours.canonical("90m").refusal()).hasValueSatisfying(refusal -> {
            assertThat(refusal.code()).isEqualTo(CatalogueCodes.NOT_WHOLE);
            assertThat(refusal.message()).isEqualTo("'log.retention.hours' counts whole hours, and 90m is not one");
        });
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            1, 8, '2,4,8'
            3, 7, '6,7'
            3, 6, '6'
            10, 1, '5,2,1'
            10, 5, '5'
            8, 8, '8'
            """)
    void threadsAreDoubledOrHalvedAtMost(String before, String after, String way) {
        assertThat(broker.find("num.io.threads").orElseThrow().way(before, after))
                .containsExactly(way.split(","));
        assertThat(broker.find("log.segment.bytes").orElseThrow().way(before, after))
                .containsExactly(after);
    }

    @Test
    void secretsAreMarkedAndNeverQuoted() {
        assertThat(broker.settings().stream().filter(Setting::writeOnly).map(Setting::key))
                .contains("ssl.keystore.password", "ssl.key.password", "sasl.jaas.config", "ssl.keystore.key")
                .allSatisfy(key -> assertThat(broker.find(key)
                                .orElseThrow()
                                .canonical("hunter2")
                                .refusal())
                        .isEmpty());
    }

    @Test
    void aFeatureLevelIsANumberANameOrARelease() {
        var levels = FeatureLevels.known();

        assertThat(levels.level("metadata.version", "33")).hasValue(33);
        assertThat(levels.level("metadata.version", "4.4-IV0")).hasValue(31);
        assertThat(levels.level("metadata.version", "4.4")).hasValue(33);
        assertThat(levels.level("metadata.version", "5.0")).isEmpty();
        assertThat(levels.level("group.version", "4.0")).isEmpty();
        assertThat(levels.of("share.version")).hasSize(3);
    }

    private static String assess(String key, String before, String after, Surroundings surroundings) {
        return RiskTable.broker().assess(key, Optional.of(before), Optional.of(after), surroundings).stream()
                .map(risk -> risk.riskClass().word() + " " + risk.code())
                .collect(Collectors.joining(" + "));
    }
}
