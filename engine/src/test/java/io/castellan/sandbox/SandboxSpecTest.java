package io.castellan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxSpecTest {
    @Test
    void theDefaultIsOneBrokerOfTheDefaultVersion() {
        var spec = SandboxSpec.of("dev");

        assertThat(spec.brokers()).isEqualTo(1);
        assertThat(spec.kafkaVersion()).isEqualTo(SandboxSpec.DEFAULT_VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Dev", "../up", "a/b", "-a", "a b"})
    void aNameThatIsNoFolderNameIsRefused(String name) {
        assertThatThrownBy(() -> SandboxSpec.of(name)).hasMessageContaining("name");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10})
    void theNumberOfBrokersIsLimited(int brokers) {
        assertThatThrownBy(() -> SandboxSpec.of("dev").withBrokers(brokers)).hasMessageContaining("brokers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "4.4", "v4.4.0", "4.4.0/x", "../4.4.0"})
    void aVersionIsThreeNumbers(String version) {
        assertThatThrownBy(() -> SandboxSpec.of("dev").withKafkaVersion(version))
                .hasMessageContaining("kafkaVersion");
    }
}
