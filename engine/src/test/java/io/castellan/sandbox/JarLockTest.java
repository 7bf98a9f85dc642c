package io.castellan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class JarLockTest {
    @SuppressWarnings("unused") // read by the parameterised tests
    private static final List<String> VERSIONS = JarLock.VERSIONS;

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void everyLockHoldsABrokerWithLogging(String version) {
        var jars = JarLock.of(version).jars();

        assertThat(jars)
                .extracting(JarLock.Jar::fileName)
                .doesNotHaveDuplicates()
                .contains("kafka_2.13-" + version + ".jar", "kafka-clients-" + version + ".jar")
                .anyMatch(name -> name.matches("(log4j-slf4j-impl|slf4j-reload4j)-.*"));
        assertThat(jars).allSatisfy(jar -> {
            assertThat(jar.sha256()).matches("[0-9a-f]{64}");
            assertThat(jar.size()).isPositive();
            assertThat(jar.path()).matches("[A-Za-z0-9._/-]+\\.jar").doesNotContain("..");
        });
    }

    @Test
    void theDefaultVersionIsLocked() {
        assertThat(JarLock.VERSIONS).contains(SandboxSpec.DEFAULT_VERSION);
    }

    @Test
    void anotherVersionIsRefusedWithThoseThatAreLocked() {
        assertThatThrownBy(() -> JarLock.of("4.4.1"))
                .hasMessageContaining("CAS-SANDBOX-001")
                .hasMessageContaining("4.4.0, 4.3.1, 4.2.1, 4.1.2, 4.0.2, 3.9.2")
                .hasMessageContaining("--jars DIR");
    }
}
