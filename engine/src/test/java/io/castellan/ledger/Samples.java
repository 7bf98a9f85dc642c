package io.castellan.ledger;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Place;
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
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Intents, plans and outcomes. */
final class Samples {
    static final Target PROD = new Target("prod", "5L6g3nShT-eMCtK--X86sw");
    static final Instant START = Instant.parse("2026-11-21T10:10:00Z");

    private Samples() {}

    static ResourceId topic(String name) {
        return new ResourceId("topic", name);
    }

    static Change change(String topic, Target target) {
        var at = Provenance.at(new Place("environments/prod/payments.yaml", 5, 25), Cause.DECLARATION);
        return Change.of(
                Difference.of(topic(topic), Verb.UPDATE)
                        .uuid("Zk3vGZ0rQ2mJ6a1n0c5Abw")
                        .field("config.retention.ms", Value.text("1209600000"), Value.text("604800000"), at)
                        .risk(RiskClass.DESTRUCTIVE, "RETENTION_SHORTENED", "older segments are deleted")
                        .provenance(at)
                        .build(),
                target);
    }

    static Plan plan(Target target, Optional<String> head, String... topics) {
        var changes = Arrays.stream(topics).map(topic -> change(topic, target)).toList();
        return new Plan(
                "castellan 0.1.0",
                START,
                target,
                Origin.folder().withLedgerHead(head),
                true,
                List.of(),
                changes,
                changes.stream()
                        .map(change -> Step.batched(
                                new StepId("topic.config", change.id()), Phase.values()[0], Value.text("604800000")))
                        .toList());
    }

    static Intent intent(long sequence, Plan plan, StateCommit state) {
        return new Intent(
                sequence,
                plan.target(),
                state,
                plan.planned().stream().map(IntendedChange::of).toList(),
                List.of(new LeftOut(new ResourceId("feature", "metadata.version"), "deferred")),
                List.of(),
                new Executor("deployer", "local"),
                Warrant.none(),
                "castellan 0.1.0",
                START.plusSeconds(60 * sequence));
    }

    static Outcome outcome(Intent intent, ChangeResult result) {
        return new Outcome(
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
                intent.at().plusSeconds(9));
    }
}
