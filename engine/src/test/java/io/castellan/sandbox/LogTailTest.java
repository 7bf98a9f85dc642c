package io.castellan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    private static final String EARLIER = "[2026-01-01 00:00:00,000] ERROR of the last time (kafka.Kafka)\n";

    @TempDir
    private Path folder;

    @Test
    void theLastErrorsOfThisStartAreShown() throws IOException {
        // given
        var log = log(EARLIER + """
                [2026-01-02 00:00:00,000] INFO starting (kafka.Kafka)
                [2026-01-02 00:00:00,001] ERROR Exiting Kafka due to fatal exception (kafka.Kafka$)
                org.apache.kafka.common.config.ConfigException: no such thing
                \tat kafka.Kafka$.main(Kafka.scala:1)
                Caused by: java.net.BindException: Address already in use
                [2026-01-02 00:00:00,002] INFO shut down (kafka.Kafka)
                """);

        // then
        assertThat(LogTail.why(log, EARLIER.length()))
                .containsExactly(
                        "[2026-01-02 00:00:00,001] ERROR Exiting Kafka due to fatal exception (kafka.Kafka$)",
                        "org.apache.kafka.common.config.ConfigException: no such thing",
                        "Caused by: java.net.BindException: Address already in use");
        assertThat(LogTail.portWasTaken(log, EARLIER.length())).isTrue();
    }

    @Test
    void withoutAnErrorTheLastLinesAreShown() throws IOException {
        var log = log(EARLIER + "one\ntwo\n");

        assertThat(LogTail.why(log, EARLIER.length())).containsExactly("one", "two");
        assertThat(LogTail.portWasTaken(log, EARLIER.length())).isFalse();
    }

    @Test
    void aMissingLogIsSaid() {
        assertThat(LogTail.why(folder.resolve("none"), 0))
                .singleElement()
                .asString()
                .contains("cannot be read");
    }

    private Path log(String text) throws IOException {
        return Files.writeString(folder.resolve("broker.log"), text);
    }
}
