package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.environment.Secrets;
import io.castellan.model.Value;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactingWriterTest {
    private static final String PASSWORD = "q7Rx9vBLKd3m2Tz8";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Session session = new Session(
            new PrintWriter(out),
            new PrintWriter(err),
            Screen.PLAIN,
            Clock.systemUTC(),
            Map.of("PASSWORD", PASSWORD),
            Path.of("/"));

    @Test
    void whatWasResolvedDoesNotLeaveTheSessionAlsoNotInPieces() {
        session.secrets().resolve(new Value.SecretRef("env:PASSWORD"));

        session.out().print("so it is: " + PASSWORD.substring(0, 7));
        session.out().println(PASSWORD.substring(7) + "!");
        session.err().print("and " + PASSWORD);
        session.err().flush();

        assertThat(out).hasToString("so it is: (secret)!" + System.lineSeparator());
        assertThat(err).hasToString("and (secret)");
    }

    @Test
    void whatNobodyResolvedIsTextAsAnyOther() {
        session.out().println(PASSWORD);

        assertThat(out).hasToString(PASSWORD + System.lineSeparator());
    }

    @Test
    void aLogLineGoesThroughTheSameSieve() {
        var secrets = new Secrets(Map.of("PASSWORD", PASSWORD));
        secrets.resolve(new Value.SecretRef("env:PASSWORD"));
        StderrLogging.redactWith(secrets);
        try {
            assertThat(StderrLogging.line("WARN", "org.apache.kafka.Some", "refused " + PASSWORD))
                    .isEqualTo("WARN Some: refused (secret)" + System.lineSeparator());
        } finally {
            StderrLogging.redactWith(new Secrets(Map.of()));
        }
    }
}
