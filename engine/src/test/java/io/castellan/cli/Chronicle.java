package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Place;
import io.castellan.git.GitRepository;
import io.castellan.git.RealGit;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Cause;
import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Intent;
import io.castellan.model.Intent.Executor;
import io.castellan.model.Intent.IntendedChange;
import io.castellan.model.Intent.LeftOut;
import io.castellan.model.Intent.StateCommit;
import io.castellan.model.Origin;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Outcome.Result;
import io.castellan.model.Plan;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.RiskClass;
import io.castellan.model.Target;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import io.castellan.model.Warrant;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A real repository whose applies are only written down: what reads the record needs no cluster. */
final class Chronicle {
    static final Instant START = Instant.parse("2025-11-21T10:00:00Z");
    static final Target DEV = new Target("dev", "5L6g3nShT-eMCtK--X86sw");

    final Desk desk;
    final RealGit git;

    /** @param folder empty */
    Chronicle(Path folder) {
        desk = new Desk(folder);
        git = RealGit.in(folder);
        desk.write("environment.yaml", """
                apiVersion: castellan/v1
                environment: dev
                cluster: {sandbox: {brokers: 1}}
                """);
    }

    /** Commits a topic as it is declared now, by somebody. */
    String declare(String who, String file, String text) {
        git.run("config", "user.name", who);
        git.run("config", "user.email", who + "@example.org");
        desk.write(file, text);
        return git.commit(who + " writes " + file);
    }

    static ResourceId topic(String name) {
        return new ResourceId("topic", name);
    }

    /** @param fields path, before, after, place, and so on; an empty text is no value */
    static Change change(Verb verb, String topic, String... fields) {
        var at = fields.length < 4 || fields[3].isEmpty() ? Provenance.observed() : at(fields[3]);
        var difference = Difference.of(topic(topic), verb).provenance(at);
        for (int i = 0; i < fields.length; i += 4) {
            var place = fields[i + 3].isEmpty() ? Provenance.observed() : at(fields[i + 3]);
            difference.field(fields[i], value(fields[i + 1]), value(fields[i + 2]), place);
        }
        return Change.of(
                difference.risk(RiskClass.SAFE, "SAFE", "nothing is lost").build(), DEV);
    }

    private static Value value(String text) {
        return text.isEmpty() ? Value.unset() : Value.text(text);
    }

    private static Provenance at(String place) {
        var parts = place.split(":");
        return Provenance.at(
                new Place("environments/dev/" + parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2])),
                Cause.DECLARATION);
    }

    /** Begins an apply of what is checked out: the n-th minute after the start. */
    Intent begin(UnaryOperator<Intent> as, Change... changes) {
        try (var repository = GitRepository.discover(desk.folder).orElseThrow()) {
            var ledger = new GitLedger(repository, "dev");
            var head = repository.head().orElseThrow();
            var sequence = ledger.nextSequence();
            var at = START.plusSeconds(60 * sequence);
            var intent = as.apply(new Intent(
                    sequence,
                    DEV,
                    new StateCommit(
                            head, repository.tree(head, "environments/dev").orElseThrow(), false),
                    Arrays.stream(changes).map(IntendedChange::of).toList(),
                    List.of(),
                    List.of(),
                    new Executor("deployer", "local"),
                    Warrant.none(),
                    "castellan 0.1.0",
                    at));
            ledger.append(
                    intent,
                    new Plan(
                            "castellan 0.1.0",
                            at,
                            DEV,
                            Origin.folder().withLedgerHead(ledger.head()),
                            true,
                            List.of(),
                            List.of(changes),
                            List.of()));
            return intent;
        }
    }

    void end(Intent intent, ChangeResult result) {
        end(intent, result, Optional.empty());
    }

    /** @param endedBy who went on with it */
    void end(Intent intent, ChangeResult result, Optional<Executor> endedBy) {
        try (var repository = GitRepository.discover(desk.folder).orElseThrow()) {
            new GitLedger(repository, "dev")
                    .append(new Outcome(
                            intent.sequence(),
                            result.good() ? Result.APPLIED : Result.PARTIAL,
                            intent.changes().stream()
                                    .map(change -> new ChangeOutcome(
                                            change.digest(),
                                            change.id(),
                                            result,
                                            result.good() ? "" : "Topic authorization failed.",
                                            intent.at().plusSeconds(8)))
                                    .toList(),
                            result.good() ? ExitCode.OK : ExitCode.PARTIAL,
                            intent.at().plusSeconds(9),
                            endedBy));
        }
    }

    void apply(Change... changes) {
        end(begin(intent -> intent, changes), ChangeResult.APPLIED);
    }

    static UnaryOperator<Intent> leavingOut(ResourceId id, String why) {
        return intent -> new Intent(
                intent.sequence(),
                intent.target(),
                intent.state(),
                intent.changes(),
                List.of(new LeftOut(id, why)),
                intent.targets(),
                intent.executor(),
                intent.warrant(),
                intent.tool(),
                intent.at());
    }

    static UnaryOperator<Intent> by(Executor executor, Warrant warrant) {
        return intent -> new Intent(
                intent.sequence(),
                intent.target(),
                intent.state(),
                intent.changes(),
                intent.leftOut(),
                intent.targets(),
                executor,
                warrant,
                intent.tool(),
                intent.at());
    }

    Optional<String> head() {
        try (var repository = GitRepository.discover(desk.folder).orElseThrow()) {
            return new GitLedger(repository, "dev").head();
        }
    }
}
