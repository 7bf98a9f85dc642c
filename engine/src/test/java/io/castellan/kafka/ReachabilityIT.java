package io.castellan.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a cluster that cannot be reached is told, and how soon. */
@Timeout(30)
class ReachabilityIT {
    private static final String SECRET = "n7Rk2pQ9vX4sB8wZ1tYc6mLd";

    private final TestCluster cluster = SharedBroker.get();

    private Failure failure(Map<String, String> changes) {
        var properties = new HashMap<>(cluster.adminProperties());
        properties.putAll(changes);
        var defaults = CallSettings.defaults();
        var settings = new CallSettings(
                defaults.call(), Duration.ofSeconds(4), defaults.node(), defaults.retry(), defaults.throttled());
        try (var access = new KafkaAccess(
                new ClientProperties(properties), settings, TimeSource.system(), CallListener.silent())) {
            var failure = catchThrowableOfType(Failure.class, access::connect);
            assertThat(failure).isNotNull();
            assertThat(failure.getMessage()).doesNotContain(SECRET);
            return failure;
        }
    }

    /** A port on which nobody listens. */
    private static String dead() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    private static String jaas(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    @Test
    void usesTheLiveServersWhenOneOfSeveralIsDead() throws IOException {
        var properties = new HashMap<>(cluster.adminProperties());
        properties.put("bootstrap.servers", dead() + "," + cluster.bootstrapServers() + "," + dead());

        try (var access = new KafkaAccess(new ClientProperties(properties))) {
            assertThat(access.connect().brokers()).isNotEmpty();
        }
    }

    @Test
    void namesEveryServerWhenNoneCanBeReached() throws IOException {
        var one = dead();

        var failure = failure(Map.of("bootstrap.servers", one + ",no-such-host.invalid:9092"));

        assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(failure.getMessage())
                .contains("CAS-KAFKA-001", one + " connection refused", "no-such-host.invalid:9092 host name unknown");
    }

    @Test
    void saysThatTheHostNameIsUnknown() {
        var failure = failure(Map.of("bootstrap.servers", "no-such-host.invalid:9092"));

        assertThat(failure.getMessage()).contains("CAS-KAFKA-001", "host name unknown");
    }

    @Test
    void saysThatTheCredentialsAreRejectedWithoutShowingThem() {
        var failure = failure(Map.of("sasl.jaas.config", jaas("nobody", SECRET)));

        assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(failure.getMessage()).contains("CAS-KAFKA-002", cluster.bootstrapServers());
    }

    @Test
    void saysThatTheListenerSpeaksAnotherProtocol() {
        var failure = failure(Map.of("security.protocol", "PLAINTEXT"));

        assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(failure.getMessage())
                .contains("CAS-KAFKA-004", "PLAINTEXT", cluster.bootstrapServers() + " accepts connections");
    }

    @Test
    void saysWithinItsTimeThatSomethingListensAndNeverAnswers() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            long start = System.nanoTime();

            var failure = failure(Map.of("bootstrap.servers", "127.0.0.1:" + silent.getLocalPort()));

            assertThat(failure.getMessage()).contains("CAS-KAFKA-004");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
        }
    }

    @Test
    void refusesPropertiesThatKafkaRefusesWithoutShowingTheirSecrets() {
        var unquoted = failure(Map.of("sasl.jaas.config", "x.y.Module required password \"" + SECRET + "\";"));
        var protocol = failure(Map.of("security.protocol", "TLS"));

        assertThat(unquoted.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(unquoted.getMessage()).contains("CAS-KAFKA-006");
        assertThat(protocol.getMessage()).contains("CAS-KAFKA-006", "security.protocol");
    }
}
