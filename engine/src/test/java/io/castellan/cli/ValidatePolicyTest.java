package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.signature.SoftwareKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidatePolicyTest {
    private static final String POLICY = """
            apiVersion: castellan/v1
            pipeline: [prod]
            people:
              adm: {emails: [adm@example.org]}
              apr: {emails: [apr@example.org], keys: [key/apr]}
              dep: {accounts: [jenkins:ci:dep]}
              rev: {emails: [rev@example.org], keys: [key/rev]}
            access:
              prod:
                write: [adm]
                approve: [apr, rev]
                execute: [dep]
                secrets: [PROD_JAAS]
                clientConfig: [security.protocol, sasl.mechanism, sasl.jaas.config]
            variables: {large: {type: integer, min: 1, max: 48}}
            """;
    private static final String ENVIRONMENT = """
            apiVersion: castellan/v1
            environment: prod
            cluster:
              id: 5L6g3nShT-eMCtK--X86sw
              bootstrapServers: [b1:9093]
              clientConfig: {security.protocol: SASL_SSL, sasl.mechanism: PLAIN, sasl.jaas.config: "${env:PROD_JAAS}"}
            variables: {large: 24}
            """;

    private static final String SIGNERS =
            "key/apr " + SoftwareKey.of("ssh-ed25519").line() + "\nkey/rev "
                    + SoftwareKey.of("ssh-ed25519").line() + "\n";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @BeforeEach
    void anEnvironmentAndAPolicy() throws IOException {
        write("castellan.yaml", POLICY);
        write("environments/prod/environment.yaml", ENVIRONMENT);
        write("allowed_signers", SIGNERS);
    }

    private void write(String file, String text) throws IOException {
        var path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private ExitCode validate(String... arguments) {
        var all = new String[arguments.length + 1];
        all[0] = "validate";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new Castellan(new Session(
                        new PrintWriter(out),
                        new PrintWriter(err),
                        Screen.PLAIN,
                        Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC),
                        Map.of(),
                        directory))
                .run(all);
    }

    @Test
    void aPolicyAndAnEnvironmentThatKeepsToItAreValid() {
        assertThat(validate()).as(out.toString() + err).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).isEqualTo("prod: 0 resources in 1 file\n");
    }

    @Test
    void whatThePolicyDoesNotAllowIsToldWhereItStands() throws IOException {
        write(
                "environments/prod/environment.yaml",
                ENVIRONMENT
                        .replace("PROD_JAAS", "DEV_JAAS")
                        .replace("sasl.mechanism: PLAIN", "ssl.protocol: TLSv1.3")
                        .replace("large: 24", "large: 96"));

        assertThat(validate("prod")).isEqualTo(ExitCode.INPUT);
        assertThat(out.toString())
                .contains("environments/prod/environment.yaml:6:47: error CAS-POLICY-019")
                .contains("environments/prod/environment.yaml:6:88: error CAS-POLICY-018")
                .contains("environments/prod/environment.yaml:7:20: error CAS-POLICY-020")
                .contains("variables: {large: 96}");
    }

    @Test
    void theProblemsOfThePolicyItselfAreShownWithTheirLines() throws IOException {
        write("castellan.yaml", POLICY.replace("[apr, rev]", "[apr, revv]").replace("[prod]", "[prod, dr]"));

        assertThat(validate()).isEqualTo(ExitCode.INPUT);
        assertThat(out.toString())
                .contains("castellan.yaml:2:18: error CAS-POLICY-001")
                .contains("pipeline: [prod, dr]")
                .contains("castellan.yaml:11:20: error CAS-POLICY-002")
                .contains("did you mean 'rev'?");
    }

    @Test
    void aSectionOfNearlyTheSameNameIsWhatWasMeant() throws IOException {
        write("castellan.yaml", POLICY + "hosts: {kind: github, repository: a/b, token: T}\n");

        assertThat(validate()).isEqualTo(ExitCode.INPUT);
        assertThat(out.toString())
                .contains("castellan.yaml:16:9: error CAS-SCHEMA-001: unknown property 'kind', valid are emails")
                .contains("did you mean 'host'?");
    }

    @Test
    void theyAreInJsonAndSarifToo() throws IOException {
        write("castellan.yaml", POLICY.replace("[apr, rev]", "[apr]"));

        assertThat(validate("--format", "json")).isEqualTo(ExitCode.INPUT);
        assertThat(out.toString()).contains("\"code\": \"CAS-POLICY-008\"", "\"file\": \"castellan.yaml\"");
        out.getBuffer().setLength(0);
        assertThat(validate("--format", "sarif")).isEqualTo(ExitCode.INPUT);
        assertThat(out.toString()).contains("CAS-POLICY-008", "\"uri\": \"castellan.yaml\"");
    }

    @Test
    void whereThereIsAPolicyTheOnlyEnvironmentNeedsItsClusterId() throws IOException {
        write("environments/prod/environment.yaml", ENVIRONMENT.replace("  id: 5L6g3nShT-eMCtK--X86sw\n", ""));

        assertThat(validate()).isEqualTo(ExitCode.INPUT);
        assertThat(out.toString()).contains("CAS-CLI-011");

        Files.delete(directory.resolve("castellan.yaml"));
        assertThat(validate()).as("without a policy").isEqualTo(ExitCode.OK);
    }

    @Test
    void aSandboxNeedsNoClusterId() throws IOException {
        write(
                "environments/prod/environment.yaml",
                "apiVersion: castellan/v1\nenvironment: prod\ncluster: {sandbox: {brokers: 1}}\n");

        assertThat(validate()).as(out.toString()).isEqualTo(ExitCode.OK);
    }

    @Test
    void anApproverWithoutAKeyThatCountsNowIsAWarning() throws IOException {
        write("allowed_signers", SIGNERS.replaceFirst("key/apr ", "key/apr valid-before=\"20261121Z\" "));

        assertThat(validate()).as("others may add a key meanwhile").isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("allowed_signers: warning CAS-POLICY-023: 'apr' may approve in prod")
                .contains("allowed_signers: warning CAS-POLICY-024: with the keys that count now")
                .contains("prod: 0 resources in 1 file");
    }

    @Test
    void aLineOfTheSignersThatIsSkippedIsShown() throws IOException {
        write("allowed_signers", SIGNERS + "key/dep nothing\n");

        assertThat(validate()).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("allowed_signers:3:9: warning CAS-SIGN-014");
    }

    @Test
    void aPolicyThatWouldBeOverlookedIsRefused() throws IOException {
        Files.move(directory.resolve("castellan.yaml"), directory.resolve("castellan.yml"));
        assertThat(validate()).isEqualTo(ExitCode.INPUT);
        assertThat(err.toString()).contains("castellan.yml: error CAS-CLI-016");

        Files.delete(directory.resolve("castellan.yml"));
        Files.createDirectory(directory.resolve("castellan.yaml"));
        assertThat(validate()).isEqualTo(ExitCode.INPUT);
        assertThat(err.toString()).contains("castellan.yaml: error CAS-FILE-003");
    }
}
