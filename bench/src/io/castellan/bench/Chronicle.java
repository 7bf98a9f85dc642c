package io.castellan.bench;

import io.castellan.git.GitRepository;
import io.castellan.ledger.GitLedger;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Place;
import io.castellan.model.Cause;
import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Intent;
import io.castellan.model.Intent.Executor;
import io.castellan.model.Intent.IntendedChange;
import io.castellan.model.Intent.StateCommit;
import io.castellan.model.Origin;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Outcome.Result;
import io.castellan.model.Phase;
import io.castellan.model.Plan;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.RiskClass;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.Target;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import io.castellan.model.Warrant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the ledger of one environment as its applies would have. */
final class Chronicle {
    private static final String TOOL = "castellan bench";

    private final Target target;
    private final String policy;
    private final List<Applied> applied = new ArrayList<>();

    Chronicle(Target target, String policy) {
        this.target = target;
        this.policy = policy;
    }

    private record Applied(StateCommit state, Instant at, List<Changed> changes) {}

    /** @param before days; 0 for a topic that is created */
    record Changed(int topic, String file, int before, int after) {}

    void applied(String commit, String tree, Instant committed, List<Changed> changes) {
        applied.add(new Applied(
                new StateCommit(commit, tree, false), committed.plus(Duration.ofMinutes(5)), List.copyOf(changes)));
    }

    void write(Path repository) throws IOException {
        try (var git = GitRepository.discover(repository).orElseThrow()) {
            var ledger = new GitLedger(git, target.environment());
            for (int i = 0; i < applied.size(); i++) {
                var plan = plan(applied.get(i), ledger.head());
                var intent = intent(i + 1, applied.get(i), plan);
                ledger.append(intent, plan);
                ledger.append(outcome(intent));
            }
        }
    }

    private Plan plan(Applied one, Optional<String> head) {
        var changes = one.changes().stream().map(this::change).toList();
        return new Plan(
                TOOL,
                one.at(),
                target,
                new Origin(Optional.empty(), Optional.of(one.state().commit()), Optional.of(one.state().tree()), false, head),
                true,
                List.of(),
                changes,
                changes.stream()
                        .map(change -> Step.batched(
                                new StepId(change.verb() == Verb.CREATE ? "topic.create" : "topic.config", change.id()),
                                Phase.values()[0],
                                Value.text("")))
                        .toList());
    }

    private Change change(Changed one) {
        var at = Provenance.at(new Place(one.file(), 3, 5), Cause.DECLARATION);
        var difference = Difference.of(
                        new ResourceId("topic", Story.topic(one.topic())), one.before() == 0 ? Verb.CREATE : Verb.UPDATE)
                .field(
                        "config.retention.ms",
                        one.before() == 0 ? Value.unset() : Value.text(Story.milliseconds(one.before())),
                        Value.text(Story.milliseconds(one.after())),
                        at)
                .risk(RiskClass.SAFE, "RETENTION_LENGTHENED", "segments are kept longer")
                .provenance(at)
                .build();
        return Change.of(difference, target);
    }

    private Intent intent(long sequence, Applied one, Plan plan) {
        return new Intent(
                sequence,
                target,
                one.state(),
                plan.planned().stream().map(IntendedChange::of).toList(),
                List.of(),
                List.of(),
                new Executor("deployer", "local:deployer"),
                new Warrant(Optional.of(policy), List.of("author-1"), List.of(), Optional.empty()),
                TOOL,
                one.at());
    }

    private static Outcome outcome(Intent intent) {
        var end = intent.at().plusSeconds(9);
        return new Outcome(
                intent.sequence(),
                Result.APPLIED,
                intent.changes().stream()
                        .map(change -> new ChangeOutcome(change.digest(), change.id(), ChangeResult.APPLIED, "", end))
                        .toList(),
                ExitCode.OK,
                end);
    }
}
