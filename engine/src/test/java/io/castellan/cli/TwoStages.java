package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.git.GitRepository;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Intent;
import io.castellan.model.Intent.Executor;
import io.castellan.model.Intent.IntendedChange;
import io.castellan.model.Intent.StateCommit;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Origin;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Outcome.Result;
import io.castellan.model.Plan;
import io.castellan.model.ResourceId;
import io.castellan.model.RiskClass;
import io.castellan.model.Target;
import io.castellan.model.Verb;
import io.castellan.model.Warrant;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** A repository with dev, whose applies are only written down, and preprod behind it, which is a real cluster. */
final class TwoStages {
    private static final Target DEV = new Target("dev", "5L6g3nShT-eMCtK--X86sw");

    final Desk desk;

    /** @param folder empty */
    TwoStages(Path folder) {
        desk = new Desk(folder);
    }

    TwoStages on(TestCluster cluster, String promotion) throws Exception {
        desk.on(cluster, "defaults: {topics: {replicationFactor: 1}}");
        var id = cluster.admin().describeCluster().clusterId().get();
        desk.write(
                "../preprod/environment.yaml",
                desk.read("environment.yaml")
                                .replace("environment: dev", "environment: preprod")
                                .replace("cluster:\n", "cluster:\n  id: " + id + "\n")
                        + "\n" + promotion + "\n");
        desk.write("environment.yaml", """
                apiVersion: castellan/v1
                environment: dev
                cluster: {id: %s, bootstrapServers: [127.0.0.1:1]}
                defaults: {topics: {replicationFactor: 1}}
                """.formatted(DEV.clusterId()));
        return this;
    }

    TwoStages dev(String text) {
        desk.write("state.yaml", text);
        return this;
    }

    TwoStages preprod(String text) {
        desk.write("../preprod/state.yaml", text);
        return this;
    }

    /** Records that what is checked out was applied in dev, a while ago. */
    void appliedInDev(Instant at, String... topics) {
        try (var repository = GitRepository.discover(desk.folder).orElseThrow()) {
            var ledger = new GitLedger(repository, "dev");
            var head = repository.head().orElseThrow();
            var changes = Arrays.stream(topics)
                    .map(topic -> Change.of(
                            Difference.of(new ResourceId("topic", topic), Verb.UPDATE)
                                    .risk(RiskClass.SAFE, "SAFE", "nothing is lost")
                                    .build(),
                            DEV))
                    .toList();
            var intent = new Intent(
                    ledger.nextSequence(),
                    DEV,
                    new StateCommit(
                            head, repository.tree(head, "environments/dev").orElseThrow(), false),
                    changes.stream().map(IntendedChange::of).toList(),
                    List.of(),
                    List.of(),
                    new Executor("deployer", "local"),
                    Warrant.none(),
                    "castellan 0.1.0",
                    at);
            ledger.append(
                    intent,
                    new Plan(
                            "castellan 0.1.0",
                            at,
                            DEV,
                            Origin.folder().withLedgerHead(ledger.head()),
                            true,
                            List.of(),
                            changes,
                            List.of()));
            ledger.append(new Outcome(
                    intent.sequence(),
                    Result.APPLIED,
                    intent.changes().stream()
                            .map(change -> new ChangeOutcome(
                                    change.digest(), change.id(), ChangeResult.APPLIED, "", at.plusSeconds(1)))
                            .toList(),
                    ExitCode.OK,
                    at.plusSeconds(2)));
        }
    }

    List<LedgerEntry> ledgerOfPreprod() {
        try (var git = GitRepository.discover(desk.folder).orElseThrow()) {
            return new GitLedger(git, "preprod").entries();
        }
    }
}
