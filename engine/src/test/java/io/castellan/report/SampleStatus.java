package io.castellan.report;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Intent;
import io.castellan.model.Intent.Executor;
import io.castellan.model.Intent.LeftOut;
import io.castellan.model.Intent.StateCommit;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.Result;
import io.castellan.model.ResourceId;
import io.castellan.model.Target;
import io.castellan.model.Warrant;
import io.castellan.report.Blame.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Environments that stand in every way. */
final class SampleStatus {
    static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final String COMMIT = "4b1c2f0e9d8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c";

    private SampleStatus() {}

    static List<EnvironmentStatus> all() {
        return List.of(
                of("dev", "Shorten retention", Result.APPLIED, 24, 0).with(Optional.of(Drift.of(SamplePlans.empty()))),
                of("preprod", "Shorten retention", Result.PARTIAL, 7, 2)
                        .with(Optional.of(Drift.of(SamplePlans.full())))
                        .with(outstanding()),
                open("dr"),
                new EnvironmentStatus(
                        "prod", 0, Optional.empty(), List.of(), List.of(), Optional.empty(), List.of(), List.of()),
                new EnvironmentStatus(
                        "lab",
                        0,
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        List.of(Problem.error(new Code("GIT", 19), "the branch castellan/ledger/lab was rewritten")
                                .withHint("find out who did it and why"))));
    }

    static List<EnvironmentStatus> hostile() {
        return SamplePlans.HOSTILE.stream()
                .map(text -> of(text, text, Result.APPLIED, 3, 1)
                        .with(new Outstanding(
                                List.of(new OpenDebt(
                                        OpenDebt.Kind.PROMOTION,
                                        1,
                                        Optional.of(new ResourceId("topic", text)),
                                        Problem.warning(new Code("PROMOTE", 9), text)
                                                .withHint(text))),
                                List.of(new Wait(Wait.Kind.SOAK, List.of(new ResourceId("topic", text)), NOW, text)),
                                Optional.of(Problem.warning(new Code("AUTH", 8), text)),
                                List.of(Problem.error(new Code("GIT", 1), text)))))
                .toList();
    }

    private static Outstanding outstanding() {
        var topics = List.of("orders", "bills", "parcels", "returns").stream()
                .map(name -> new ResourceId("topic", "payments." + name + ".v1"))
                .toList();
        return new Outstanding(
                List.of(
                        new OpenDebt(
                                OpenDebt.Kind.SIGN_OFF,
                                5,
                                Optional.empty(),
                                Problem.warning(
                                                new Code("AUTH", 14),
                                                "apply #5 of 2026-11-22T18:00:00Z, run by local:admin, left out approval: incident 4711")
                                        .withHint(
                                                "another person signs it off with: castellan approve preprod --sign-off 5 --key FILE")),
                        new OpenDebt(
                                OpenDebt.Kind.PROMOTION,
                                6,
                                Optional.of(topics.get(0)),
                                Problem.warning(
                                                new Code("PROMOTE", 9),
                                                "topic/payments.orders.v1 was changed by apply #6 of 2026-11-23T07:00:00Z ahead of dev:"
                                                        + " it is an override, to be made good where state comes from")
                                        .withHint("declare it in dev and promote it, or let the override end"))),
                List.of(
                        new Wait(
                                Wait.Kind.FREEZE,
                                List.of(),
                                Instant.parse("2026-11-30T22:00:00Z"),
                                "frozen (year end)"),
                        new Wait(Wait.Kind.SOAK, topics, NOW.plus(Duration.ofHours(3)), "soaks in dev since #24"),
                        new Wait(
                                Wait.Kind.OVERRIDE,
                                topics.subList(0, 1),
                                Instant.parse("2026-12-01T00:00:00Z"),
                                "overridden (incident 4711)")),
                Optional.of(Problem.warning(
                                new Code("AUTH", 8),
                                "commit 4b1c2f0e9d8a changes castellan.yaml; the version of 77aa0f3a9d5e stays in force, as 1"
                                        + " approval is needed and 0 are given")
                        .withHint("have it approved with 'castellan approve preprod --key FILE'")),
                List.of());
    }

    private static EnvironmentStatus open(String environment) {
        var timeline = new ArrayList<>(entries(environment, "Add billing", Result.ABANDONED, 3));
        var intent = timeline.get(0).entry().intent();
        timeline.set(
                0,
                new Recorded(
                        new LedgerEntry(intent, Optional.empty()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        return new EnvironmentStatus(
                environment,
                3,
                Optional.of(timeline.get(1)),
                List.of(),
                List.of(new LeftOut(new ResourceId("feature", "metadata.version"), "deferred")),
                Optional.empty(),
                timeline,
                List.of());
    }

    private static EnvironmentStatus of(String environment, String subject, Result last, int entries, int ahead) {
        var timeline = entries(environment, subject, last, Math.min(entries, 20));
        return new EnvironmentStatus(
                environment,
                entries,
                Optional.of(timeline.get(0)),
                Collections.nCopies(ahead, new Source(COMMIT, "admin", subject, NOW)),
                List.of(),
                Optional.empty(),
                timeline,
                List.of());
    }

    private static List<Recorded> entries(String environment, String subject, Result last, int count) {
        var entries = new ArrayList<Recorded>();
        for (int i = 0; i < count; i++) {
            var at = NOW.minus(Duration.ofHours(5 + 11L * i));
            var intent = new Intent(
                    count - i,
                    new Target(environment, "5L6g3nShT-eMCtK--X86sw"),
                    new StateCommit(COMMIT, COMMIT, false),
                    List.of(),
                    List.of(),
                    List.of(),
                    new Executor("deployer", "jenkins:ci"),
                    Warrant.none(),
                    "castellan 0.1.0",
                    at);
            var outcome = new Outcome(
                    count - i,
                    i == 0 ? last : i % 5 == 4 ? Result.NOTHING : Result.APPLIED,
                    List.of(),
                    ExitCode.OK,
                    at.plusSeconds(9));
            entries.add(new Recorded(
                    new LedgerEntry(intent, Optional.of(outcome)),
                    Optional.of(subject),
                    Optional.of("admin"),
                    Optional.empty()));
        }
        return entries;
    }
}
