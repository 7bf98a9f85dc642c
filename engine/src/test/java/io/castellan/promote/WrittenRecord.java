package io.castellan.promote;

import io.castellan.diagnostics.ExitCode;
import io.castellan.ledger.AppliedState;
import io.castellan.model.Change;
import io.castellan.model.Declared;
import io.castellan.model.Difference;
import io.castellan.model.Digest;
import io.castellan.model.Intent;
import io.castellan.model.Intent.Executor;
import io.castellan.model.Intent.IntendedChange;
import io.castellan.model.Intent.LeftOut;
import io.castellan.model.Intent.StateCommit;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Outcome.Result;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.RiskClass;
import io.castellan.model.Target;
import io.castellan.model.Verb;
import io.castellan.model.Warrant;
import io.castellan.model.Warrant.Owed;
import io.castellan.resource.Declarations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A ledger of one environment, an entry an hour, of states that declare topics by a text each. */
final class WrittenRecord {
    static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private final String environment;
    private final List<LedgerEntry> entries = new ArrayList<>();
    private final Map<String, Optional<Declarations>> states = new HashMap<>();
    private final Set<Long> unsigned = new HashSet<>();
    private String clusterId = "cluster";

    WrittenRecord(String environment) {
        this.environment = environment;
    }

    static ResourceId topic(String name) {
        return new ResourceId("topic", name);
    }

    static Declared<?> declared(String name, String text) {
        return declared(name, text, text);
    }

    static Declared<?> declared(String name, String text, String effect) {
        return new Declared<>(topic(name), effect, Provenance.observed(), unit(text));
    }

    static Digest unit(String text) {
        return Digest.ofBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** An apply that changed one topic, or none where the name is empty, and left declared what is given. */
    WrittenRecord applied(String changed, Declared<?>... declared) {
        return add(changed, Optional.of(ChangeResult.APPLIED), List.of(), declared);
    }

    WrittenRecord failed(String changed, Declared<?>... declared) {
        return add(changed, Optional.of(ChangeResult.FAILED), List.of(), declared);
    }

    WrittenRecord open(String changed, Declared<?>... declared) {
        return add(changed, Optional.empty(), List.of(), declared);
    }

    /** The record begins, at a state that declares what is given. */
    WrittenRecord adopted(Declared<?>... declared) {
        applied("", declared);
        var applied = entries.remove(entries.size() - 1);
        var intent = applied.intent();
        entries.add(new LedgerEntry(
                new Intent(
                        intent.sequence(),
                        intent.target(),
                        intent.state(),
                        List.of(),
                        List.of(),
                        List.of(),
                        intent.executor(),
                        intent.warrant(),
                        intent.tool(),
                        intent.at(),
                        Intent.Purpose.ADOPTION),
                Optional.of(new Outcome(intent.sequence(), Result.ADOPTED, List.of(), ExitCode.OK, intent.at()))));
        return this;
    }

    WrittenRecord leavingOut(String left, Declared<?>... declared) {
        return add("", Optional.of(ChangeResult.APPLIED), List.of(new LeftOut(topic(left), "deferred")), declared);
    }

    /** An apply that left a topic to mirroring. */
    WrittenRecord mirroring(String left, Declared<?>... declared) {
        return add(
                "", Optional.of(ChangeResult.APPLIED), List.of(new LeftOut(topic(left), LeftOut.MIRRORED)), declared);
    }

    /** An apply that left some of a topic to mirroring, and did not bring the rest of it to a good end. */
    WrittenRecord failedBesideMirroring(String name, Declared<?>... declared) {
        return add(
                name, Optional.of(ChangeResult.FAILED), List.of(new LeftOut(topic(name), LeftOut.MIRRORED)), declared);
    }

    /** An apply that was to leave a topic to mirroring, and did not end. */
    WrittenRecord openMirroring(String left, Declared<?>... declared) {
        return add("", Optional.empty(), List.of(new LeftOut(topic(left), LeftOut.MIRRORED)), declared);
    }

    /** Of the newest entry's change no evidence was asked. */
    WrittenRecord owing(String name, String from, String reason) {
        var newest = entries.remove(entries.size() - 1);
        var is = newest.intent();
        var owing = new Intent(
                is.sequence(),
                is.target(),
                is.state(),
                is.changes(),
                is.leftOut(),
                is.targets(),
                is.executor(),
                is.warrant().owing(List.of(new Owed(topic(name), from, reason))),
                is.tool(),
                is.at());
        entries.add(new LedgerEntry(owing, newest.outcome()));
        return this;
    }

    List<LedgerEntry> entries() {
        return List.copyOf(entries);
    }

    /** From now on another cluster is the environment's. */
    WrittenRecord onAnotherCluster() {
        clusterId = "another";
        return this;
    }

    /** The newest entry is not signed as it should be. */
    WrittenRecord unsigned() {
        unsigned.add((long) entries.size());
        return this;
    }

    /** What the newest entry applied cannot be read any more. */
    WrittenRecord unreadable() {
        states.put("commit-" + entries.size(), Optional.empty());
        return this;
    }

    private WrittenRecord add(
            String changed, Optional<ChangeResult> result, List<LeftOut> leftOut, Declared<?>... declared) {
        long sequence = entries.size() + 1L;
        var at = at(sequence);
        var target = new Target(environment, clusterId);
        var changes = changed.isEmpty()
                ? List.<IntendedChange>of()
                : List.of(IntendedChange.of(Change.of(
                        Difference.of(topic(changed), Verb.UPDATE)
                                .risk(RiskClass.SAFE, "SAFE", "nothing is lost")
                                .build(),
                        target)));
        var intent = new Intent(
                sequence,
                target,
                new StateCommit("commit-" + sequence, "tree-" + sequence, false),
                changes,
                leftOut,
                List.of(),
                new Executor("deployer", "local"),
                Warrant.none(),
                "castellan 0.1.0",
                at);
        states.put("commit-" + sequence, Optional.of(Declarations.of(List.of(declared))));
        entries.add(new LedgerEntry(
                intent,
                result.map(ended -> new Outcome(
                        sequence,
                        ended.good() ? Result.APPLIED : Result.PARTIAL,
                        changes.stream()
                                .map(change -> new ChangeOutcome(change.digest(), change.id(), ended, "", at))
                                .toList(),
                        ended.good() ? ExitCode.OK : ExitCode.PARTIAL,
                        at))));
        return this;
    }

    /** When an entry was recorded. */
    static Instant at(long sequence) {
        return START.plus(Duration.ofHours(sequence));
    }

    AppliedRecord read() {
        return new AppliedRecord(
                environment,
                List.copyOf(entries),
                entry -> !unsigned.contains(entry.intent().sequence()),
                this::state);
    }

    private Optional<Declarations> state(AppliedState state) {
        return states.get(state.state().commit());
    }
}
