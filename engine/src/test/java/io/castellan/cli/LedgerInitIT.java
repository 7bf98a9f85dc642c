package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.git.GitRepository;
import io.castellan.ledger.GitLedger;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome.Result;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record of an environment begins with a word of its own, on a real broker, with a real remote repository. */
class LedgerInitIT {
    private static final String DEPLOYER = "jenkins:ci:deployer";

    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private final String topic = cluster.prefix() + "orders";
    private GovernedDesk governed;

    @BeforeEach
    void aClusterThatHasWhatIsDeclared() throws Exception {
        cluster.admin()
                .createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())
                        .configs(Map.of("retention.ms", "86400000", "segment.ms", "3600000"))))
                .all()
                .get();
        governed = new GovernedDesk(temp, cluster, state("1d"));
    }

    private String state(String retention) {
        return "topics: {%s: {partitions: 1, config: {retention.ms: %s}}}\n".formatted(topic, retention);
    }

    private Desk.Said adopt(String... more) {
        return governed.run(
                Stream.concat(Stream.of("ledger", "init", "dev", "--yes", "--commit", "main"), Stream.of(more))
                        .toArray(String[]::new));
    }

    private LedgerEntry first() {
        return governed.entries().get(0);
    }

    private Optional<Result> result(int entry) {
        return governed.entries().get(entry).outcome().map(outcome -> outcome.result());
    }

    @Test
    void anAdoptionSaysFromWhenOnThereIsARecordAndByWhomAndChangesNothing() throws Exception {
        var said = GovernedDesk.ended(ExitCode.OK, adopt("--as", DEPLOYER));

        assertThat(governed.entries()).hasSize(1);
        var intent = first().intent();
        assertThat(intent.isAdoption()).isTrue();
        assertThat(result(0)).contains(Result.ADOPTED);
        assertThat(intent.changes()).isEmpty();
        assertThat(intent.executor().person()).isEqualTo("deployer");
        assertThat(intent.state().commit()).isEqualTo(governed.head());
        assertThat(intent.warrant().policy()).contains(governed.head());
        assertThat(intent.target().clusterId())
                .isEqualTo(cluster.admin().describeCluster().clusterId().get());
        assertThat(said.out())
                .contains("What is declared is live", "dev@" + head())
                .contains(intent.target().clusterId());
        assertThat(governed.good("history", "dev").out()).contains("adopted: the record begins", "deployer");
        assertThat(governed.good("status", "dev").out()).contains("nothing yet", "#1 adopted");
        var audit = governed.good("audit", "dev", "--witness", "dev@" + head()).out();
        assertThat(audit).contains("begins with the adoption", "'deployer'").doesNotContain("not with an adoption");
        assertThat(governed.good("history", "--format", "json").out()).contains("\"adopted\"");
    }

    private String head() {
        return governed.origin.run("for-each-ref", "--format=%(objectname)", "refs/heads/castellan/ledger/dev");
    }

    @Test
    void aRecordThatIsDeletedAndBegunAnewIsToldFromTheFirst() throws Exception {
        GovernedDesk.ended(ExitCode.OK, adopt("--as", DEPLOYER));
        var first = head();
        governed.origin.run("update-ref", "-d", "refs/heads/castellan/ledger/dev");
        governed.desk.variables.put(
                "XDG_CACHE_HOME", temp.resolve("another-machine").toString());

        GovernedDesk.ended(ExitCode.OK, adopt("--as", DEPLOYER));

        assertThat(head()).isNotEqualTo(first);
        GovernedDesk.ended(ExitCode.OK, governed.run("audit", "dev"));
        var said = GovernedDesk.ended(ExitCode.REFUSED, governed.run("audit", "dev", "--witness", "dev@" + first));
        assertThat(said.out()).contains("CAS-AUDIT-016");
    }

    @Test
    void whatWasAdoptedIsNoBaselineAndNoEvidence() throws Exception {
        GovernedDesk.ended(ExitCode.OK, adopt("--as", DEPLOYER));
        governed.by("admin").desk.write("state.yaml", state("2d")).commit("longer");
        governed.push();

        assertThat(governed.good("plan", "dev").out())
                .as("a setting that nobody declares, and the first apply of what is declared")
                .contains("retention.ms")
                .doesNotContain("segment.ms  3600000 →");
        governed.applied("reviewer");

        assertThat(governed.entries()).hasSize(2);
        assertThat(result(1)).contains(Result.APPLIED);
        assertThat(config()).containsEntry("segment.ms", "3600000").containsEntry("retention.ms", "172800000");
        assertThat(governed.run("rollback", "dev", "--to", "#1").err()).contains("CAS-ROLLBACK-", "adoption");
    }

    private Map<String, String> config() throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return cluster.admin().describeConfigs(List.of(resource)).all().get().get(resource).entries().stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(entry -> entry.name(), entry -> entry.value()));
    }

    @Test
    void onlyWhoMayExecuteBeginsARecordAndOnlyOnce() {
        GovernedDesk.refused(adopt("--as", "jenkins:ci:stranger"), "CAS-ACCESS-");
        GovernedDesk.refused(adopt("--as", "local:admin"), "CAS-ACCESS-");
        assertThat(governed.entries()).isEmpty();

        GovernedDesk.ended(ExitCode.OK, adopt("--as", DEPLOYER));
        GovernedDesk.refused(adopt("--as", DEPLOYER), "CAS-LEDGER-019");
        governed.applied("reviewer");
        GovernedDesk.refused(adopt("--as", DEPLOYER), "CAS-LEDGER-019");
    }

    @Test
    void aClusterThatIsNotTheDeclaredOneIsNotAdopted() throws Exception {
        var id = cluster.admin().describeCluster().clusterId().get();
        governed.by("admin")
                .desk
                .write(
                        "environment.yaml",
                        governed.desk.read("environment.yaml").replace(id, "5L6g3nShT-eMCtK--X86sw"))
                .commit("another cluster");
        governed.push();
        governed.pin("main");

        GovernedDesk.refused(adopt("--as", DEPLOYER), "CAS-PLAN-011");
        assertThat(governed.entries()).isEmpty();
    }

    @Test
    void aPolicyThatWantsTheLedgerSignedWantsItsBeginningSigned() throws Exception {
        governed.policy(GovernedDesk.POLICY + "    signed: {ledger: required, keys: [key/deployer]}\n")
                .pin("main");

        GovernedDesk.refused(adopt("--as", DEPLOYER), "CAS-LEDGER-011");
        GovernedDesk.refused(adopt("--as", DEPLOYER, "--ledger-key", governed.key("second")), "CAS-LEDGER-012");
        assertThat(governed.entries()).isEmpty();
        GovernedDesk.ended(ExitCode.OK, adopt("--as", DEPLOYER, "--ledger-key", governed.key("deployer")));

        assertThat(governed.origin.run("cat-file", "-p", head())).contains("BEGIN SSH SIGNATURE");
        assertThat(governed.good("audit", "dev").out()).doesNotContain("rests on");
    }

    @Test
    void anAdoptionThatWasKilledIsRecordedToItsEndAndStaysNone() throws Exception {
        GovernedDesk.ended(ExitCode.OK, adopt("--as", DEPLOYER));
        governed.origin.run("update-ref", "refs/heads/castellan/ledger/dev", head() + "^");
        governed.desk.variables.put(
                "XDG_CACHE_HOME", temp.resolve("another-machine").toString());
        assertThat(first().isOpen()).isTrue();
        assertThat(governed.good("history", "dev").out()).contains("adoption, open");

        governed.desk.write("state.yaml", state("2d")).commit("longer");
        governed.push();
        GovernedDesk.ended(ExitCode.OK, governed.approve("reviewer"));
        var said = GovernedDesk.ended(ExitCode.OK, governed.apply(DEPLOYER));

        assertThat(said.out() + said.err()).contains("is recorded to its end");
        assertThat(result(0)).contains(Result.ADOPTED);
        assertThat(result(1)).contains(Result.APPLIED);
        governed.good("audit", "dev");
    }

    @Test
    void withoutAPolicyTheRecordBeginsAllTheSame() {
        try (var git = GitRepository.discover(governed.desk.folder).orElseThrow()) {
            governed.desk.variables.remove("CASTELLAN_TRUST");
            governed.desk.git("rm", "-q", "castellan.yaml");
            governed.desk.commit("nobody decides");

            GovernedDesk.ended(ExitCode.OK, governed.run("ledger", "init", "dev", "--yes"));

            var entries = new GitLedger(git, "dev").entries();
            assertThat(entries).hasSize(1);
            assertThat(entries.get(0).intent().warrant().policy()).isEmpty();
            assertThat(governed.good("audit", "dev").out()).contains("begins with the adoption");
        }
    }
}
