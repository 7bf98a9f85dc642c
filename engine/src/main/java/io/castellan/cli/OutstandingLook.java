package io.castellan.cli;

import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.environment.TimedOverride;
import io.castellan.model.Declared;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome;
import io.castellan.model.ResourceId;
import io.castellan.promote.Evidence;
import io.castellan.promote.Evidence.Soaking;
import io.castellan.report.OpenDebt;
import io.castellan.report.Outstanding;
import io.castellan.report.Wait;
import io.castellan.resource.CannotWait;
import io.castellan.resource.KnowsPlaces;
import io.castellan.state.State;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What an environment owes, and what there waits for a time: from its record, the policy and the files, without asking a cluster. */
final class OutstandingLook {
    private final Workspace workspace;
    private final Loading loading;
    private final Clock clock;
    private final String environment;
    private final List<LedgerEntry> entries;

    /** @param entries oldest first */
    OutstandingLook(Workspace workspace, Clock clock, String environment, List<LedgerEntry> entries) {
        this.workspace = workspace;
        this.loading = new Loading(workspace, Rooms.registry(), clock);
        this.clock = clock;
        this.environment = environment;
        this.entries = entries;
    }

    /**
     * Tells what can be told, and why that is not all.
     *
     * @param applied the commit whose state is live
     * @param tip the newest commit; empty where there is none
     * @param ahead whether it brings something to the environment that is not applied yet
     */
    Outstanding look(Optional<String> applied, Optional<String> tip, boolean ahead) {
        var debts = new ArrayList<OpenDebt>();
        var waits = new ArrayList<Wait>();
        var untold = new ArrayList<Problem>();
        var look = new DebtLook(workspace, clock, environment, entries);
        attempt(untold, () -> debts.addAll(look.look().open()));
        attempt(untold, () -> frozen(look).ifPresent(waits::add));
        attempt(untold, () -> applied.ifPresent(commit -> waits.addAll(overrides(commit))));
        attempt(untold, () -> tip.filter(commit -> ahead).ifPresent(commit -> waits.addAll(soaking(commit))));
        var control = new ArrayList<Problem>();
        attempt(
                untold,
                () -> NotInForce.of(workspace, loading, clock, environment, tip).ifPresent(control::add));
        return new Outstanding(
                debts,
                waits,
                control.stream().findFirst(),
                untold.stream().distinct().toList());
    }

    private static void attempt(List<Problem> untold, Runnable look) {
        try {
            look.run();
        } catch (Failure e) {
            untold.add(e.problems().get(0));
        }
    }

    private Optional<Wait> frozen(DebtLook look) {
        return look.policy()
                .flatMap(version -> version.policy().access(environment))
                .flatMap(access -> access.freeze().at(clock.instant()))
                .map(window -> new Wait(Wait.Kind.FREEZE, List.of(), window.to(), "frozen (" + window.reason() + ")"));
    }

    /** What was raised for a time, in the order in which it ends; also what ended, as long as nobody applied the end. */
    private List<Wait> overrides(String commit) {
        return new PolicyVersions(workspace, loading, environment, unsaid -> {})
                .environment(commit).map(declared -> declared.overrides()).orElse(List.of()).stream()
                        .flatMap(one -> one.until().flatMap(end -> ends(one, end)).stream())
                        .sorted(Comparator.comparing(Wait::until))
                        .toList();
    }

    private Optional<Wait> ends(TimedOverride override, Instant end) {
        var kind = Rooms.registry().kinds().stream()
                .filter(one -> one.key().plural().equals(override.section()))
                .map(one -> one.key().name())
                .findFirst()
                .orElse(override.section());
        var id = new ResourceId(kind, override.resource());
        if (override.inForce(clock.instant())) {
            return Optional.of(
                    new Wait(Wait.Kind.OVERRIDE, List.of(id), end, "overridden (" + override.reason() + ")"));
        }
        return Optional.of(new Wait(
                        Wait.Kind.OVERRIDE,
                        List.of(id),
                        end,
                        "to be applied is the end of what was overridden (" + override.reason() + ")"))
                .filter(wait -> entries.stream().noneMatch(entry -> hasApplied(entry, id, end)));
    }

    /** Whether an apply since then brought the resource to where it is declared, or found it there. */
    private static boolean hasApplied(LedgerEntry entry, ResourceId id, Instant since) {
        var intent = entry.intent();
        if (intent.at().isBefore(since)) {
            return false;
        }
        var touched = intent.changes().stream().anyMatch(change -> change.id().equals(id));
        return entry.outcome()
                .filter(outcome -> touched
                        ? outcome.changes().stream()
                                .anyMatch(change -> change.id().equals(id)
                                        && change.result().good())
                        : outcome.result() == Outcome.Result.APPLIED
                                && (intent.targets().isEmpty()
                                        || intent.targets().contains(id))
                                && intent.leftOut().stream()
                                        .noneMatch(left -> left.id().equals(id)))
                .isPresent();
    }

    /** Declarations that are not applied yet and only have to wait where they come from. */
    private List<Wait> soaking(String commit) {
        var state = loading.check(environment, workspace.filesAt(environment, commit), true, new Problems());
        var rule = state.flatMap(read -> read.environment().promotion())
                .filter(one -> !one.soak().isZero());
        if (rule.isEmpty()) {
            return List.of();
        }
        var evidences = new Evidences(
                workspace,
                Rooms.registry(),
                loading,
                clock,
                new DebtLook(workspace, clock, environment, entries).policy());
        var target = evidences.record(environment);
        var evidence = evidences.rule(rule.get(), target);
        var found = new LinkedHashMap<Soak, List<ResourceId>>();
        var until = new HashMap<Soak, Instant>();
        state.map(State::declarations).orElseThrow().all().forEach((id, declared) -> {
            if (!target.hasNow(id, declared.unit()) && isHeld(declared, target.declaredNow(id))) {
                soaking(evidence.of(id, Optional.<Declared<?>>of(declared))).ifPresent(one -> {
                    var soak = new Soak(one.environment(), one.sequence());
                    found.computeIfAbsent(soak, key -> new ArrayList<>()).add(id);
                    until.merge(soak, one.until(), (left, right) -> left.isAfter(right) ? left : right);
                });
            }
        });
        return found.entrySet().stream()
                .map(group -> new Wait(
                        Wait.Kind.SOAK,
                        group.getValue(),
                        Objects.requireNonNull(until.get(group.getKey())),
                        group.getKey().said()))
                .sorted(Comparator.comparing(Wait::until))
                .toList();
    }

    /** Whether it will be a change, and one that has to be shown elsewhere first. */
    private static boolean isHeld(Declared<?> declared, Optional<Declared<?>> applied) {
        return !CannotWait.applies(declared, applied)
                && applied.filter(before -> KnowsPlaces.sameMeaning(declared, before))
                        .isEmpty();
    }

    /** What one apply did soaks together, although each resource has its own second; it is over when the last is. */
    private record Soak(String environment, long sequence) {
        String said() {
            return "soaks in " + environment + " since #" + sequence;
        }
    }

    private static Optional<Soaking> soaking(Evidence evidence) {
        return evidence.fold(
                proved -> Optional.empty(), Optional::of, missing -> Optional.empty(), exempt -> Optional.empty());
    }
}
