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
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
                defaults.call(), Duration.ofMillis(2500), defaults.node(), defaults.retry(), defaults.throttled());
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
                .contains("CAS-KAFKA-004", "PLAINTEXT", cluster.bootstrapServers() + " does not speak TLS")
                .contains("may be one of security.protocol SASL_PLAINTEXT;");
    }

    @Test
    void saysThatAServerSpeaksTlsAndWeDoNot(@TempDir Path folder) throws Exception {
        try (var server = tlsServer(folder)) {
            var failure = failure(Map.of(
                    "bootstrap.servers", "127.0.0.1:" + server.getLocalPort(), "security.protocol", "PLAINTEXT"));

            assertThat(failure.getMessage())
                    .contains("CAS-KAFKA-004", " speaks TLS", "security.protocol SSL or SASL_SSL;");
        }
    }

    @Test
    void saysThatACertificateIsNotTrusted(@TempDir Path folder) throws Exception {
        try (var server = tlsServer(folder)) {
            var failure = failure(
                    Map.of("bootstrap.servers", "127.0.0.1:" + server.getLocalPort(), "security.protocol", "SSL"));

            assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(failure.getMessage()).contains("CAS-KAFKA-003");
        }
    }

    /** Shakes hands with a certificate that nobody trusts, until it is closed. */
    private static ServerSocket tlsServer(Path folder) throws Exception {
        var store = folder.resolve("server.p12");
        assertThat(new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "a",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-validity",
                                "2",
                                "-keystore",
                                store.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                "of-a-test")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start()
                        .waitFor())
                .isZero();
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), "of-a-test".toCharArray()), "of-a-test".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        var server = context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var thread = new Thread(() -> shakeHands(server));
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private static void shakeHands(ServerSocket server) {
        while (!server.isClosed()) {
            try (var socket = (SSLSocket) server.accept()) {
                socket.startHandshake();
            } catch (IOException e) {
                // a client that does not like us, or the end
            }
        }
    }

    @Test
    void saysWithinItsTimeThatSomethingListensAndNeverAnswers() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            long start = System.nanoTime();

            var failure = failure(Map.of("bootstrap.servers", "127.0.0.1:" + silent.getLocalPort()));

            assertThat(failure.getMessage())
                    .contains("CAS-KAFKA-004", "accepts connections and says nothing")
                    .doesNotContain("may be one of");
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
