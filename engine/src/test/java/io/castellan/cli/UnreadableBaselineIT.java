package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.git.GitRepository;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Intent;
import io.castellan.model.Origin;
import io.castellan.model.Outcome;
import io.castellan.model.Plan;
import io.castellan.model.Target;
import io.castellan.model.Warrant;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A commit that was applied when rules were looser is not forgotten unless somebody says so. */
class UnreadableBaselineIT {
    private static final String CODE = "CAS-CLI-015";

    @TempDir
    private Path folder;

    private final TestCluster cluster = SharedBroker.get();
    private final String user = cluster.prefix() + "user";

    @AfterEach
    void removeQuota() throws Exception {
        cluster.admin()
                .alterClientQuotas(List.of(new ClientQuotaAlteration(
                        new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, user)),
                        List.of(new ClientQuotaAlteration.Op("producer_byte_rate", null)))))
                .all()
                .get();
    }

    private long quotas() throws Exception {
        return cluster.admin().describeClientQuotas(ClientQuotaFilter.all()).entities().get().keySet().stream()
                .filter(entity -> user.equals(entity.entries().get(ClientQuotaEntity.USER)))
                .count();
    }

    /** As an older version recorded it, to which the quota that is refused now was right. */
    private void recordAsApplied(Desk desk, String state) throws Exception {
        desk.write("state.yaml", state).commit("applied long ago");
        var target =
                new Target("dev", cluster.admin().describeCluster().clusterId().get());
        var at = Instant.parse("2026-11-01T10:00:00Z");
        try (var git = GitRepository.discover(desk.folder).orElseThrow()) {
            var ledger = new GitLedger(git, "dev");
            ledger.append(
                    new Intent(
                            1,
                            target,
                            new Intent.StateCommit(
                                    git.resolve("HEAD"),
                                    desk.git("rev-parse", "HEAD:environments/dev")
                                            .strip(),
                                    false),
                            List.of(),
                            List.of(),
                            List.of(),
                            new Intent.Executor("tester", "local"),
                            Warrant.none(),
                            "castellan older",
                            at),
                    new Plan("castellan older", at, target, Origin.folder(), true, List.of(), List.of(), List.of()));
            ledger.append(new Outcome(1, Outcome.Result.APPLIED, List.of(), ExitCode.OK, at));
        }
    }

    @Test
    void anApplyRefusesToForgetWhatItsBaselineMadeUnlessThatIsSaid() throws Exception {
        var desk = new Desk(folder).on(cluster, "");
        recordAsApplied(desk, "quotas: [{user: b, ip: 127.0.0.1, request_percentage: 1}]\n");
        desk.write("state.yaml", "quotas: [{user: " + user + ", producer_byte_rate: 1MiB}]\n")
                .commit("today");
        int entries = desk.ledger().size();

        var planned = desk.run("plan", "dev");
        assertThat(planned.exitCode()).as(planned.err()).isEqualTo(ExitCode.OK);
        assertThat(planned.out())
                .contains("warning " + CODE)
                .contains("refuses")
                .contains(ApplyCommand.FORGET);
        assertThat(desk.run("plan", "dev", "--out", "agreed.plan").exitCode()).isEqualTo(ExitCode.OK);

        for (var apply : List.of(List.of("--yes"), List.of("--plan", "agreed.plan"))) {
            var arguments = new java.util.ArrayList<>(List.of("apply", "dev"));
            arguments.addAll(apply);
            var refused = desk.run(arguments.toArray(String[]::new));
            assertThat(refused.exitCode()).as(refused.out() + refused.err()).isEqualTo(ExitCode.REFUSED);
            assertThat(refused.err()).contains("error " + CODE).contains("apply #1");
        }
        assertThat(quotas()).isZero();
        assertThat(desk.ledger()).hasSize(entries);

        var forgotten = desk.run("apply", "dev", "--yes", ApplyCommand.FORGET);
        assertThat(forgotten.exitCode()).as(forgotten.out() + forgotten.err()).isEqualTo(ExitCode.OK);
        assertThat(quotas()).isOne();
        assertThat(desk.run("plan", "dev").out()).doesNotContain(CODE).contains("No changes");
    }
}
