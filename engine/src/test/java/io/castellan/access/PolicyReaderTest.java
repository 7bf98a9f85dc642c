package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.diagnostics.Severity;
import io.castellan.host.HostKind;
import io.castellan.host.HostSettings;
import io.castellan.model.Node;
import io.castellan.yaml.YamlReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
    @Test
    void theExampleOfTheDocumentationIsAPolicyWithoutAnyRemark() {
        var policy = Policies.policy(Policies.example(), Policies.ENVIRONMENTS);

        assertThat(policy.pipeline()).containsExactly("dev", "preprod", "dr", "prod");
        assertThat(policy.people().members("on-call")).containsExactly("admin", "reviewer");
        var prod = policy.access("prod").orElseThrow();
        assertThat(prod.approvals()).isEqualTo(ApprovalRule.DEFAULT);
        assertThat(prod.separate()).isEqualTo(Separations.ALL);
        assertThat(prod.signed()).isEqualTo(new Signed(true, true, Set.of(new Identity("key/jenkins-ci"))));
        assertThat(prod.freeze().windows()).extracting(FreezeWindow::reason).containsExactly("sale", "year end");
        assertThat(prod.breakGlass()).contains(new BreakGlass("on-call", Set.of(Skip.PROMOTION, Skip.WINDOW)));
        assertThat(prod.secrets().allowed()).containsExactlyInAnyOrder("PROD_JAAS", "BILLING_PASSWORD");
        assertThat(policy.access("dev").orElseThrow().separate().kept()).isEmpty();
        assertThat(policy.host())
                .contains(new HostSettings(
                        HostKind.GITHUB,
                        "example/kafka-state",
                        URI.create("https://api.github.com"),
                        "GITHUB_TOKEN",
                        Optional.of("example-ci")));
    }

    @Test
    void theExampleOfTheDocumentationHasEveryKeyThatThereIs() throws IOException {
        var known = new TreeSet<String>();
        properties(node(Files.readString(Path.of("..", "schemas", "policy.schema.json"))), known);
        var written = new TreeSet<String>();
        keys(node(Policies.example()), written);

        assertThat(known).contains("branches", "freeze");
        assertThat(written).containsAll(known);
    }

    private static Node node(String text) {
        return YamlReader.read("text", text.getBytes(StandardCharsets.UTF_8), new Problems())
                .orElseThrow();
    }

    /** What a schema calls a property, wherever. */
    private static void properties(Node node, Set<String> found) {
        node.asSequence().ifPresent(all -> all.items().forEach(item -> properties(item, found)));
        node.asMapping()
                .ifPresent(all -> all.entries().forEach(entry -> {
                    if (entry.key().text().equals("properties")) {
                        found.addAll(
                                entry.value().asMapping().orElseThrow().byKey().keySet());
                    }
                    properties(entry.value(), found);
                }));
    }

    private static void keys(Node node, Set<String> found) {
        node.asSequence().ifPresent(all -> all.items().forEach(item -> keys(item, found)));
        node.asMapping()
                .ifPresent(all -> all.entries().forEach(entry -> {
                    found.add(entry.key().text());
                    keys(entry.value(), found);
                }));
    }

    @Test
    void whatIsLeftOutIsTheSafeDefault() {
        var dev = Policies.smallPolicy().access("dev").orElseThrow();

        assertThat(dev.approvals()).isEqualTo(ApprovalRule.DEFAULT);
        assertThat(dev.separate()).isEqualTo(Separations.ALL);
        assertThat(dev.signed()).isEqualTo(Signed.NOTHING);
        assertThat(dev.freeze().windows()).isEmpty();
        assertThat(dev.breakGlass()).isEmpty();
        assertThat(dev.secrets().allowed()).isEmpty();
        assertThat(dev.clientConfig().allowed()).isEmpty();
        assertThat(Policies.smallPolicy("separate: [author-executor]")
                        .access("dev")
                        .orElseThrow()
                        .separate())
                .isEqualTo(new Separations(Set.of(Separation.AUTHOR_EXECUTOR)));
    }

    private static Arguments replaced(String what, String with, String... said) {
        return Arguments.of(Policies.SMALL.replace(what, with), List.of(said));
    }

    private static Arguments added(String more, String... said) {
        return Arguments.of(Policies.small(more), List.of(said));
    }

    private static Arguments root(String more, String... said) {
        return Arguments.of(Policies.SMALL + more, List.of(said));
    }

    private static Arguments host(String more, String... said) {
        return Arguments.of(Policies.SMALL + "host: {kind: github, token: TOKEN, " + more + "}\n", List.of(said));
    }

    static List<Arguments> mistakes() {
        return List.of(
                replaced("[dev]", "[dev, prod]", "POLICY-001 prod", "POLICY-016 prod"),
                root("  prod: {write: [adm], approve: [approvers], execute: [dep]}\n", "POLICY-001 prod"),
                replaced("[writers]", "[writters]", "POLICY-002 writters"),
                replaced("[writers]", "[Adm]", "POLICY-002 Adm"),
                replaced("[approvers]", "[approvers, \u0430nn]", "POLICY-002 \u0430nn"),
                replaced("runners: [dep]", "runners: [dep, dan]", "POLICY-002 dan"),
                replaced("runners: [dep]", "runners: [dep, writers]", "POLICY-002 writers"),
                added("breakGlass: {group: adm, may: [window]}", "POLICY-002 adm"),
                replaced("writers: [adm]", "writers: [adm], apr: [apr]", "POLICY-003 apr"),
                replaced("[adm@example.org]", "[\"adm@example.org \"]", "POLICY-004 \"adm@example.org"),
                replaced("[adm@example.org]", "[\u0430nn@example.org]", "POLICY-004 \u0430nn@example.org"),
                replaced("[adm@example.org]", "['adm']", "POLICY-004 'adm'"),
                replaced("[adm@example.org]", "['Adm Lee <adm@example.org>']", "POLICY-004 'Adm"),
                replaced("[key/adm]", "[adm]", "POLICY-004 adm"),
                replaced("[key/adm]", "['github:ann2']", "POLICY-004 'github:ann2'"),
                replaced("[github:adm]", "['ldap:adm']", "POLICY-004 'ldap:adm'"),
                replaced("[github:adm]", "[key/ann2]", "POLICY-004 key/ann2"),
                added("signed: {commits: optional, keys: [jenkins]}", "POLICY-004 jenkins"),
                replaced("[key/rev]", "[key/adm]", "POLICY-005 key/adm"),
                replaced("[key/rev]", "[key/Adm]", "POLICY-005 key/Adm"),
                replaced("[apr@example.org]", "[ADM@example.org]", "POLICY-005 ADM@example.org"),
                replaced("[apr@example.org]", "[adm@EXAMPLE.org]", "POLICY-005 adm@EXAMPLE.org"),
                replaced("{keys: [key/rev]}", "{}", "POLICY-006 rev"),
                replaced("{keys: [key/rev]}", "{keys: []}", "POLICY-006 rev"),
                replaced("runners: [dep]", "runners: [dep], none: []", "POLICY-007 none"),
                replaced("[apr, rev]", "[apr]", "POLICY-008 [approvers"),
                added("approvals: {irreversible: 3}", "POLICY-008 {irreversible"),
                replaced("execute: [runners]", "execute: [adm]", "POLICY-008 [approvers"),
                replaced("    approve: [approvers]\n", "", "POLICY-008 dev"),
                replaced("writers: [adm]", "writers: [dep], signers: [adm]", "POLICY-008 [approvers"),
                added("approvals: {safe: 2, control: 1}", "POLICY-009 {safe"),
                replaced("[writers]", "['system:scm']", "POLICY-010 'system:scm'"),
                replaced("[approvers]", "[approvers, 'system:timer']", "POLICY-010 'system:timer'"),
                replaced("[github:adm]", "['system:timer']", "POLICY-010 'system:timer'"),
                replaced("[approvers]", "[approvers, everyone]", "POLICY-010 everyone"),
                replaced("writers: [adm]", "writers: [adm], everyone: [adm]", "POLICY-003 everyone"),
                replaced("adm: {", "everyone: {accounts: [github:all]}\n  adm: {", "POLICY-003 everyone"),
                replaced("runners: [dep]", "runners: [dep, everyone]", "POLICY-002 everyone"),
                added(freeze("2026-02-30", "2026-12-31", "UTC"), "POLICY-011 2026-02-30"),
                added(freeze("2026-12-20", "2026-12-31T24:30", "UTC"), "POLICY-011 2026-12-31T24:30"),
                added(freeze("2026-12-20", "2026-12-19", "UTC"), "POLICY-012 2026-12-19"),
                added(freeze("2026-12-20T10:00", "2026-12-20T10:00", "UTC"), "POLICY-012 2026-12-20T10:00"),
                added(freeze("2026-12-20", "2026-12-31", "Europe/Berln"), "POLICY-013 Europe/Berln"),
                added(freeze("2026-12-20", "2026-12-31", "'+01:00'"), "POLICY-013 '+01:00'"),
                added(freeze("2026-12-20", "2026-12-31", "europe/berlin"), "POLICY-013 europe/berlin"),
                added("signed: {ledger: required}", "POLICY-014 required"),
                Arguments.of(
                        Policies.small("signed: {commits: required}").replace(", keys: [key/adm]", ""),
                        List.of("POLICY-014 required")),
                root("variables: {large: {type: integer, min: 9, max: 8}}", "POLICY-015 8"),
                root("variables: {large: {type: text, max: 8}}", "POLICY-015 8"),
                root("variables: {large: {type: boolean, values: [a]}}", "POLICY-015 [a"),
                host("repository: state", "POLICY-026 state"),
                host("repository: a/../b", "POLICY-026 a/../b"),
                host("repository: a/b, url: 'http://git.example.org'", "POLICY-026 'http://git.example.org'"),
                host(
                        "repository: a/b, url: 'https://me:pass@git.example.org'",
                        "POLICY-026 'https://me:pass@git.example.org'"),
                host(
                        "repository: a/b, url: 'https://git.example.org?to=b'",
                        "POLICY-026 'https://git.example.org?to=b'"),
                host("repository: a/b, reporter: 'a b'", "POLICY-026 'a"),
                host("repository: a/b, reporter: ADM", "POLICY-027 ADM"),
                host("repository: a/b, reporter: 'GitHub-Actions[bot]'", "POLICY-027 'GitHub-Actions[bot"),
                root("approvals: {branches: castellan/ledger/}", "POLICY-028 castellan/ledger/"),
                root("approvals: {branches: castellan/}", "POLICY-028 castellan/"),
                root("approvals: {branches: castellan/approvals/more/}", "POLICY-028 castellan/approvals/more/"),
                root("approvals: {branches: refs/heads/}", "POLICY-028 refs/heads/"),
                root("approvals: {branches: a..b/}", "POLICY-028 a..b/"),
                root("approvals: {branches: ops.lock/}", "POLICY-028 ops.lock/"),
                added("clientConfig: [sasl.jaas.confg]", "POLICY-017 sasl.jaas.confg"),
                added("clientConfig: [metric.reporters]", "POLICY-017 metric.reporters"));
    }

    private static String freeze(String from, String to, String zone) {
        return "freeze: [{from: %s, to: %s, zone: %s, reason: year end}]".formatted(from, to, zone);
    }

    @Test
    void approvalsTravelWhereThePolicySays() {
        assertThat(approvalBranches("")).isEqualTo("castellan/approvals/");
        assertThat(approvalBranches("approvals: {}")).isEqualTo("castellan/approvals/");
        assertThat(approvalBranches("approvals: {branches: castellan/approvals/}"))
                .isEqualTo("castellan/approvals/");
        assertThat(approvalBranches("approvals: {branches: bots/kafka_2/approvals/}"))
                .isEqualTo("bots/kafka_2/approvals/");
    }

    private static String approvalBranches(String root) {
        var read = Policies.read(Policies.small("") + root + "\n", Set.of("dev"));
        assertThat(read.problems()).isEmpty();
        return read.policy().orElseThrow().approvalBranches();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "approvals",
                "/approvals/",
                "approvals//",
                "../approvals/",
                "-f/",
                ".hidden/",
                "a b/",
                "a~1/",
                "a:b/",
                "\"a\\u0007/\"",
                "\"a\\nb/\"",
                "Castellan/ledger/",
                "\u0430pprovals/",
                "'*/'"
            })
    void aHostileNameOfBranchesIsRefused(String prefix) {
        var read = Policies.read(Policies.small("") + "approvals: {branches: " + prefix + "}\n", Set.of("dev"));

        assertThat(read.policy()).isEmpty();
        assertThat(read.problems()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsToldWithItsCodeWhereItStands(String text, List<String> said) {
        var read = Policies.read(text, Set.of("dev"));

        assertThat(read.said()).as(read.problems().toString()).containsExactlyElementsOf(said);
        assertThat(read.policy().isPresent()).isEqualTo(read.problems().stream().noneMatch(Problem::isError));
    }

    @Test
    void everyCodeOfTheFileIsInTheTableAbove() throws IllegalAccessException {
        var inTable = new TreeSet<String>();
        mistakes()
                .forEach(row -> ((List<?>) row.get()[1])
                        .forEach(said -> inTable.add(String.valueOf(said).split(" ")[0])));
        var elsewhere = Set.of(
                PolicyCodes.SECRET_NOT_ALLOWED,
                PolicyCodes.CLIENT_KEY_NOT_ALLOWED,
                PolicyCodes.VARIABLE_OUT_OF_RANGE,
                PolicyCodes.TOO_LARGE,
                PolicyCodes.MORE_PROBLEMS,
                PolicyCodes.NO_VALID_KEY,
                PolicyCodes.KEYS_TOO_FEW,
                PolicyCodes.KEY_OF_SEVERAL);
        var codes = new ArrayList<String>();
        for (var field : PolicyCodes.class.getDeclaredFields()) {
            if (field.get(null) instanceof Code code && !elsewhere.contains(code)) {
                codes.add(code.toString().substring("CAS-".length()));
            }
        }

        assertThat(inTable).containsExactlyInAnyOrderElementsOf(codes);
    }

    @Test
    void theLedgerIsNeverLeftOut() {
        var read = Policies.read(Policies.small("breakGlass: {group: runners, may: [ledger]}"), Set.of("dev"));

        assertThat(read.said()).containsExactly("SCHEMA-003 ledger");
        assertThat(read.policy()).isEmpty();
    }

    @Test
    void allMistakesAreToldAtOnce() {
        var read = Policies.read("""
                apiVersion: castellan/v1
                pipeline: [dev, nowhere]
                people:
                  adm: {emails: [adm@example.org]}
                  apr: {emails: [adm@example.org, "apr@example.org "], mail: x}
                groups: {writers: [adm, dan], none: []}
                access:
                  dev:
                    write: [writers, wirters]
                    approve: [apr]
                    execute: [adm, 'system:cron']
                    approvals: {safe: many}
                    separate: [author-author]
                    freeze:
                      - {from: 2026-12-20, to: 2026-12-19, zone: UTC, reason: one}
                      - {from: soon, to: 2026-13-01, zone: Mars, reason: two}
                    clientConfig: [nothing]
                variables: {large: {type: integer, min: 2, max: 1}}
                """, Set.of("dev"));

        assertThat(read.policy()).isEmpty();
        assertThat(read.said())
                .containsExactly(
                        "POLICY-001 nowhere",
                        "POLICY-016 nowhere",
                        "POLICY-005 adm@example.org",
                        "POLICY-004 \"apr@example.org",
                        "SCHEMA-001 mail",
                        "POLICY-002 dan",
                        "POLICY-007 none",
                        "POLICY-002 wirters",
                        "POLICY-002 'system:cron'",
                        "SCHEMA-002 many",
                        "SCHEMA-003 author-author",
                        "POLICY-012 2026-12-19",
                        "SCHEMA-002 soon",
                        "POLICY-011 2026-13-01",
                        "POLICY-013 Mars",
                        "POLICY-017 nothing",
                        "POLICY-015 1");
    }

    @Test
    void whatTheSchemaSaysIsNotSaidTwice() {
        var read = Policies.read(
                Policies.small("freeze: [{from: tomorrow, to: 20, zone: UTC, reason: x}]"), Set.of("dev"));

        assertThat(read.said()).containsExactly("SCHEMA-002 tomorrow", "SCHEMA-002 20");
    }

    @Test
    void anEnvironmentThatNobodyMayTouchIsAWarning() {
        var read = Policies.read(Policies.SMALL, Set.of("dev", "test"));

        assertThat(read.said()).containsExactly("POLICY-016 dev");
        assertThat(read.problems().get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(read.policy()).isPresent();
    }

    @Test
    @Timeout(20)
    void manyThousandMistakesAreRefusedSoonAndNotAllTold() {
        var people = new StringBuilder();
        var groups = new StringBuilder();
        for (int i = 0; i < 8000; i++) {
            people.append("  p%05d: {accounts: [github:p%d]}\n".formatted(i, i));
            groups.append("  g%05d: [p%05d, q%05d, r%05d]\n".formatted(i, i, i, i));
        }
        var text = Policies.SMALL
                .replace("people:\n", "people:\n" + people)
                .replace("groups: {writers: [adm], approvers: [apr, rev], runners: [dep]}", "groups:\n" + groups);
        var read = Policies.read(text, Set.of("dev"));

        assertThat(read.policy()).isEmpty();
        assertThat(read.problems()).hasSize(PolicyNodes.MAX_PROBLEMS + 1);
        assertThat(read.problems().stream().filter(problem -> problem.code().equals(PolicyCodes.MORE_PROBLEMS)))
                .hasSize(1);
        assertThat(read.problems())
                .allSatisfy(problem -> assertThat(problem.toString()).hasSizeLessThan(1000));
    }

    @Test
    void aPolicyThatIsTooLargeIsNotRead() {
        var text = Policies.SMALL + "#" + "x".repeat(PolicyReader.MAX_BYTES);
        var read = Policies.read(text, Set.of("dev"));

        assertThat(read.policy()).isEmpty();
        assertThat(read.problems()).extracting(Problem::code).containsExactly(PolicyCodes.TOO_LARGE);
    }

    @Test
    void lookAlikesAreShownAsWhatTheyAre() {
        var read = Policies.read(Policies.SMALL.replace("[github:adm]", "['github:\u0430nn']"), Set.of("dev"));

        assertThat(read.problems().get(0).toString())
                .contains("'github:\\u{430}nn' has characters other than printable ASCII");
    }
}
