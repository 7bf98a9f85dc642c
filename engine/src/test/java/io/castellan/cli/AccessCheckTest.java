package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Problems;
import io.castellan.json.SchemaValidator;
import io.castellan.yaml.YamlReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessCheckTest {
    private static final String POLICY = """
            apiVersion: castellan/v1
            pipeline: [prod]
            people:
              admin: {emails: [admin@example.org]}
              reviewer: {keys: [key/reviewer]}
              auditor: {keys: [key/auditor]}
              deployer: {accounts: [jenkins:ci:deployer]}
            groups: {kafka-admins: [admin], reviewers: [reviewer, auditor], developers: [deployer]}
            access:
              prod:
                write: [kafka-admins]
                approve: [reviewers]
                execute: [developers, system:timer]
                freeze: [{from: 2026-12-20, to: 2027-01-03, zone: Europe/Berlin, reason: "year\\eend"}]
                breakGlass: {group: kafka-admins, may: [window, promotion]}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");

    @TempDir
    private Path directory;

    @BeforeEach
    void anEnvironmentAndAPolicy() throws IOException {
        Files.createDirectories(directory.resolve("environments/prod"));
        Files.createDirectories(directory.resolve("environments/test"));
        Files.writeString(directory.resolve("environments/prod/environment.yaml"), "environment: prod\n");
        Files.writeString(directory.resolve("castellan.yaml"), POLICY);
    }

    private ExitCode check(String... more) {
        var arguments = new String[more.length + 2];
        arguments[0] = "access";
        arguments[1] = "check";
        System.arraycopy(more, 0, arguments, 2, more.length);
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new Castellan(new Session(
                        new PrintWriter(out),
                        new PrintWriter(err),
                        Screen.PLAIN,
                        Clock.fixed(now, ZoneOffset.UTC),
                        Map.of(),
                        directory))
                .run(arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "jenkins:ci:deployer,     --execute, OK",
        "jenkins:ci:deployer,     --approve, REFUSED",
        "jenkins:ci:deployer,     --write,   REFUSED",
        "system:timer,            --execute, OK",
        "system:scm,              --execute, REFUSED",
        "key/auditor,             --approve, OK",
        "email:admin@EXAMPLE.org, --write,   OK",
        "email:Admin@example.org, --write,   REFUSED",
        "local:root,              --execute, REFUSED",
        "deployer,                --execute, REFUSED",
        "'',                      --execute, REFUSED"
    })
    void itEndsAsTheRightThatIsAskedForIs(String identity, String right, ExitCode end) {
        assertThat(check("prod", "--as", identity, right)).isEqualTo(end);
        assertThat(check("prod", "--as", identity, right, "--format", "json")).isEqualTo(end);
        assertThat(check("test", "--as", identity, right))
                .as("where the policy says nothing")
                .isEqualTo(ExitCode.REFUSED);
        assertThat(check("prod", "--as", identity)).as("nothing is asked").isEqualTo(ExitCode.OK);
    }

    @Test
    void ofSeveralRightsAllAreNeeded() {
        assertThat(check("prod", "--as", "jenkins:ci:deployer", "--execute", "--write"))
                .isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void itSaysWhoThatIsWhatItMayAndWhy() {
        check("prod", "--as", "jenkins:ci:deployer");

        assertThat(out.toString()).isEqualTo("""
                jenkins:ci:deployer is deployer, in developers

                Rights in prod
                  write    no   CAS-ACCESS-002: 'deployer' may not write in prod — access.prod.write has: kafka-admins
                  approve  no   CAS-ACCESS-002: 'deployer' may not approve in prod — access.prod.approve has: reviewers
                  execute  yes  access.prod.execute: developers: deployer

                Approvals of a change
                  safe 1, disruptive 1, destructive 2, irreversible 2, environmentOnly 2, control 2
                  by reviewers; apart: author-approver, author-executor, approver-executor

                No freeze at 2026-11-21T10:00:00Z
                """);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aFreezeIsShownAndTakesNoRight() {
        now = Instant.parse("2027-01-03T22:59:59Z");

        assertThat(check("prod", "--as", "email:admin@example.org", "--write")).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("in an emergency email:admin@example.org may leave out: promotion, window")
                .contains("Frozen until 2027-01-04T00:00+01:00[Europe/Berlin]: year⟨U+001B⟩end");
    }

    @Test
    void whoOnlyLooksLikeSomebodyIsShownAsNobody() {
        assertThat(check("prod", "--as", "jenkins:ci:d\u0435ployer", "--execute"))
                .isEqualTo(ExitCode.REFUSED);

        assertThat(out.toString())
                .startsWith("jenkins:ci:d\\u{435}ployer is nobody in the policy\n")
                .contains("CAS-ACCESS-001", "characters other than printable ASCII");
    }

    @ParameterizedTest
    @CsvSource({"prod, jenkins:ci:deployer", "prod, system:timer", "prod, 'a\u001b[31mb'", "test, key/auditor"})
    void theJsonFollowsItsSchema(String environment, String identity) {
        now = Instant.parse("2026-12-24T18:00:00Z");
        check(environment, "--as", identity, "--format", "json");

        var problems = new Problems();
        var node = YamlReader.read("answer", out.toString().getBytes(StandardCharsets.UTF_8), problems)
                .orElseThrow();
        new SchemaValidator().validate("access", node, problems);
        assertThat(problems.sorted()).isEmpty();
        assertThat(out.toString()).contains("\"format\": \"castellan/access/v1\"", "\"environment\": \"" + environment);
        assertThat(out.toString().contains("\"freeze\"")).isEqualTo(environment.equals("prod"));
    }

    @Test
    void withoutAPolicyThereIsNothingToCheck() throws IOException {
        Files.delete(directory.resolve("castellan.yaml"));

        assertThat(check("prod", "--as", "jenkins:ci:deployer", "--execute")).isEqualTo(ExitCode.INPUT);
        assertThat(err.toString()).contains("CAS-CLI-017", "castellan.yaml");
    }

    @Test
    void aPolicyThatIsWrongGivesNoRight() throws IOException {
        Files.writeString(directory.resolve("castellan.yaml"), POLICY.replace("[admin]", "[admin, nobody]"));

        assertThat(check("prod", "--as", "jenkins:ci:deployer", "--execute")).isEqualTo(ExitCode.INPUT);
        assertThat(err.toString()).contains("CAS-POLICY-002");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void theIdentityAndAnEnvironmentThatExistsAreNeeded() {
        assertThat(check("prod")).isEqualTo(ExitCode.INPUT);
        assertThat(err.toString()).contains("--as=IDENTITY", "castellan access check --help");
        assertThat(check("nowhere", "--as", "key/auditor")).isEqualTo(ExitCode.INPUT);
        assertThat(err.toString()).contains("CAS-CLI-002");
    }

    @Test
    void theHelpHasExamplesAndCompletionKnowsTheOptions() {
        assertThat(check("--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("--as=IDENTITY", "castellan access check prod --as github:admin");

        assertThat(new Castellan(new Session(
                                new PrintWriter(out),
                                new PrintWriter(err),
                                Screen.PLAIN,
                                Clock.systemUTC(),
                                Map.of(),
                                directory))
                        .run("completion"))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("_picocli_castellan_access_check", "--approve");
    }
}
