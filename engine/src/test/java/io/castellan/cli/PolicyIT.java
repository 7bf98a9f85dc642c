package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy in a real repository. */
class PolicyIT {
    private static final String POLICY = """
            apiVersion: castellan/v1
            pipeline: [dev]
            people:
              admin: {emails: [admin@example.org]}
              reviewer: {keys: [key/reviewer]}
              auditor: {keys: [key/auditor]}
              deployer: {accounts: [jenkins:ci:deployer]}
            access:
              dev:
                write: [admin]
                approve: [reviewer, auditor]
                execute: [deployer]
                secrets: [OTHER]
                clientConfig: [security.protocol, sasl.mechanism, sasl.jaas.config]
            """;

    @TempDir
    private Path folder;

    private Desk desk;

    @BeforeEach
    void aRepository() throws IOException {
        desk = new Desk(folder);
        policy(POLICY);
    }

    private void policy(String text) throws IOException {
        Files.writeString(folder.resolve("castellan.yaml"), text);
    }

    @Test
    void thePolicyOfACommitIsAskedAndNotTheOneOnDisk() throws IOException {
        desk.write("environment.yaml", "environment: dev\n").commit("policy");
        policy(POLICY.replace("jenkins:ci:deployer", "jenkins:ci:intruder"));

        assertThat(check("jenkins:ci:intruder")).isEqualTo(ExitCode.OK);
        assertThat(check("jenkins:ci:intruder", "--commit", "HEAD")).isEqualTo(ExitCode.REFUSED);
        assertThat(check("jenkins:ci:deployer", "--commit", "HEAD")).isEqualTo(ExitCode.OK);
    }

    private ExitCode check(String identity, String... more) {
        var arguments = new String[6 + more.length];
        System.arraycopy(new String[] {"access", "check", "dev", "--as", identity, "--execute"}, 0, arguments, 0, 6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return desk.run(arguments).exitCode();
    }

    @Test
    void aSecretThatIsNotAllowedIsRefusedBeforeAnythingConnects() throws IOException {
        try (var trap = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            desk.variables.put(
                    "ADMIN_JAAS",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"a\" password=\"b\";");
            desk.write("environment.yaml", """
                            apiVersion: castellan/v1
                            environment: dev
                            cluster:
                              id: 5L6g3nShT-eMCtK--X86sw
                              bootstrapServers: ["127.0.0.1:%d"]
                              clientConfig:
                                security.protocol: SASL_PLAINTEXT
                                sasl.mechanism: PLAIN
                                sasl.jaas.config: ${env:ADMIN_JAAS}
                                request.timeout.ms: 2000
                                default.api.timeout.ms: 3000
                            """.formatted(trap.getLocalPort())).commit("hostile");

            var said = desk.run("plan", "dev");

            assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCode.INPUT);
            assertThat(said.err()).contains("CAS-POLICY-018", "${env:ADMIN_JAAS}", "CAS-POLICY-019");
            trap.setSoTimeout(1000);
            assertThat(catchAccept(trap)).as("connections").isFalse();
        }
    }

    private static boolean catchAccept(ServerSocket trap) throws IOException {
        try (var connection = trap.accept()) {
            return connection.isConnected();
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
