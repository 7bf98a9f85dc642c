package io.castellan.cli;

import static io.castellan.cli.GovernedDesk.ended;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.git.RealGit;
import io.castellan.host.FakeGitHub;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A promotion that opens its pull request: real Git, a record of dev, a host on this machine. */
class PromoteOpenIT {
    private static final String TOKEN = "token-of-the-pipeline-4711";
    private static final String POLICY = """
            apiVersion: castellan/v1
            pipeline: [dev, preprod]
            people:
              admin: {emails: [admin@example.org]}
              reviewer: {emails: [reviewer@example.org]}
              second: {emails: [second@example.org]}
            access:
              dev: {write: [admin], approve: [reviewer, second], execute: [admin], separate: [], secrets: [DEV_JAAS], clientConfig: \
            [security.protocol, sasl.mechanism, sasl.jaas.config]}
              preprod: {write: [admin], approve: [reviewer, second], execute: [admin], separate: [], secrets: [DEV_JAAS], clientConfig: \
            [security.protocol, sasl.mechanism, sasl.jaas.config]}
            host: {kind: github, repository: example/state, url: '%s', token: HOST_TOKEN}
            """;

    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private final String orders = cluster.prefix() + "orders";
    private final FakeGitHub github = new FakeGitHub(TOKEN, "example-ci");
    private Desk desk;

    @BeforeEach
    void appliedInDev() throws Exception {
        var origin = RealGit.init(temp.resolve("origin.git"), "--bare");
        var stages = new TwoStages(Files.createDirectories(temp.resolve("desk")))
                .on(cluster, "promotion: {from: dev, soak: 1h}");
        desk = stages.desk;
        Files.writeString(desk.folder.resolve("castellan.yaml"), POLICY.formatted(github.url()));
        stages.dev("topics:\n  " + orders + ": {partitions: 1}\n").preprod("topics: {}\n");
        desk.commit("first");
        stages.appliedInDev(Instant.now().minus(1, ChronoUnit.DAYS), orders);
        desk.git("remote", "add", "origin", origin.folder().toString());
        desk.git("push", "-q", "origin", "main", "castellan/ledger/dev");
        Files.writeString(temp.resolve("trust.yaml"), """
                apiVersion: castellan/trust/v1
                repository: %s
                branch: main
                policy: %s
                """.formatted(
                        origin.folder(), desk.git("rev-parse", "HEAD").strip()));
        desk.variables.put("XDG_CACHE_HOME", temp.resolve("cache").toString());
        desk.variables.put("CASTELLAN_TRUST", temp.resolve("trust.yaml").toString());
        desk.variables.put("HOST_TOKEN", TOKEN);
    }

    @AfterEach
    void stop() {
        github.close();
    }

    private Desk.Said promote(String... more) {
        var arguments = new ArrayList<>(List.of("promote", "--to", "preprod"));
        arguments.addAll(List.of(more));
        return desk.run(arguments.toArray(String[]::new));
    }

    @Test
    void thePullRequestIsOpenedOnceHoweverOftenItIsAskedFor() {
        var said = ended(ExitCode.OK, promote("--push", "--open"));
        assertThat(said.out())
                .contains("Opened: https://host/example/state/pull/1")
                .doesNotContain("Title and text");

        var again = ended(ExitCode.OK, promote("--push", "--open"));
        assertThat(again.out())
                .contains("has these changes already", "Open already: https://host/example/state/pull/1");
        assertThat(github.titles()).containsExactly("Promote 1 declaration from dev to preprod");
        assertThat(said.out() + again.out() + said.err() + again.err()).doesNotContain(TOKEN);
    }

    @Test
    void aHostThatRefusesLeavesTheBranchAndTheNextRunOpensIt() {
        desk.variables.put("HOST_TOKEN", "another");
        assertThat(ended(ExitCode.UNREACHABLE, promote("--push", "--open")).err())
                .contains("CAS-HOST-002");
        desk.variables.put("HOST_TOKEN", TOKEN);

        assertThat(ended(ExitCode.OK, promote("--push", "--open")).out()).contains("Opened: ");
    }

    @Test
    void whoNamesNoTrustOrNoPushOpensNothing() {
        assertThat(ended(ExitCode.INPUT, promote("--open")).err()).contains("--open goes with --push");
        desk.variables.remove("CASTELLAN_TRUST");
        assertThat(ended(ExitCode.INPUT, promote("--push", "--open")).err()).contains("CAS-CI-008");
        assertThat(github.asked()).isZero();
        assertThat(desk.git("branch", "--list", "promote/*")).isEmpty();
    }
}
