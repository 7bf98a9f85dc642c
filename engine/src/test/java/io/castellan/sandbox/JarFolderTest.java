package io.castellan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarFolderTest {
    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    @Test
    void theJarsOfADistributionAreItsClassPath() throws IOException {
        // given what a distribution holds beside jars
        files(
                "kafka_2.13-4.4.0.jar",
                "kafka-clients-4.4.0.jar",
                "log4j-slf4j-impl-2.25.5.jar",
                "kafka_2.13-4.4.0.jar.asc");
        files("kafka_2.13-4.4.0-sources.jar", "kafka_2.13-4.4.0-test.jar");

        // when
        var classPath = JarSource.folder(folder).classPath("4.4.0", said::add);

        // then
        assertThat(classPath)
                .extracting(jar -> jar.getFileName().toString())
                .containsExactly("kafka-clients-4.4.0.jar", "kafka_2.13-4.4.0.jar", "log4j-slf4j-impl-2.25.5.jar");
        assertThat(said).containsExactly("using 3 unchecked jars from " + folder);
    }

    @Test
    void missingLoggingIsSaid() throws IOException {
        files("kafka_2.13-4.4.0.jar");

        JarSource.folder(folder).classPath("4.4.0", said::add);

        assertThat(said.get(0)).startsWith("no SLF4J binding");
    }

    @Test
    void anotherVersionThanDeclaredIsRefused() throws IOException {
        files("kafka_2.13-4.3.1.jar");

        assertThatThrownBy(() -> JarSource.folder(folder).classPath("4.4.0", said::add))
                .hasMessageContaining("CAS-SANDBOX-004")
                .hasMessageContaining("holds Kafka 4.3.1")
                .hasMessageContaining("4.4.0");
    }

    @Test
    void aFolderWithoutABrokerIsRefused() {
        assertThatThrownBy(() -> JarSource.folder(folder).classPath("4.4.0", said::add))
                .hasMessageContaining("holds no kafka_2.13-4.4.0.jar");
    }

    @Test
    void aFolderThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> JarSource.folder(folder.resolve("none")).classPath("4.4.0", said::add))
                .hasMessageContaining("CAS-SANDBOX-004")
                .hasMessageContaining("cannot be listed");
    }

    private void files(String... names) throws IOException {
        for (var name : names) {
            Files.writeString(folder.resolve(name), "");
        }
    }
}
