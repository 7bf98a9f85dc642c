package io.castellan.ledger;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.git.RecordBranch;
import io.castellan.json.PlanFormat;
import io.castellan.model.Intent;
import io.castellan.model.Intent.IntendedChange;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome;
import io.castellan.model.Plan;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** Reads the files of a ledger's entries, each once, also when several threads want the same. Thread-safe. */
final class EntryReader {
    private final String environment;
    private final String name;
    private final RecordBranch branch;
    private final Map<String, LedgerEntry> entries = new ConcurrentHashMap<>();
    private final Map<String, EntryBrief> briefs = new ConcurrentHashMap<>();

    /** @param name the branch's, as it shall appear in messages */
    EntryReader(String environment, String name, RecordBranch branch) {
        this.environment = environment;
        this.name = name;
        this.branch = branch;
    }

    LedgerEntry entry(long sequence, Events events) {
        return entries.computeIfAbsent(key(sequence, events), key -> read(sequence, events));
    }

    private static String key(long sequence, Events events) {
        return sequence + " " + events.intent() + " " + events.outcome().orElse("");
    }

    private LedgerEntry read(long sequence, Events events) {
        var intent = parse(sequence, "intent", content(events.intent()), IntentFormat::read);
        requireOwn(sequence, intent);
        var outcome = events.outcome()
                .map(blob -> parse(
                        sequence,
                        "outcome",
                        content(blob),
                        (file, content) -> OutcomeFormat.read(file, content, intent.changes())));
        outcome.ifPresent(ended -> requireFitting(sequence, ended, AppendRules.fits(intent, ended)));
        return new LedgerEntry(intent, outcome);
    }

    private void requireOwn(long sequence, Intent intent) {
        requireThat(
                intent.sequence() == sequence
                        && intent.target().environment().equals(environment)
                        && AppendRules.isAtItsPlace(intent),
                sequence,
                "intent",
                "is not of this entry");
    }

    private void requireFitting(long sequence, Outcome outcome, boolean fits) {
        requireThat(outcome.sequence() == sequence && fits, sequence, "outcome", "does not belong to the intent");
    }

    /** Reads the changes only if something is left of the entry. */
    EntryBrief brief(long sequence, Events events) {
        return briefs.computeIfAbsent(
                key(sequence, events),
                key -> events.outcome()
                        .filter(outcome -> !entries.containsKey(key))
                        .flatMap(outcome -> done(sequence, events.intent(), outcome))
                        .orElseGet(() -> EntryBrief.of(entry(sequence, events))));
    }

    /** Empty where something is pending, or the numbers of changes do not show that nothing is. */
    private Optional<EntryBrief> done(long sequence, String intentBlob, String outcomeBlob) {
        var outcome = glance(sequence, "outcome", outcomeBlob, OutcomeFormat::glance);
        if (outcome.changes().isEmpty()) {
            return Optional.empty();
        }
        var intent = glance(sequence, "intent", intentBlob, IntentFormat::glance);
        requireOwn(sequence, intent.rest());
        requireFitting(sequence, outcome.rest(), AppendRules.fits(intent.rest(), outcome.rest()));
        return outcome.changes().equals(OptionalLong.of(intent.changes()))
                        && intent.rest().leftOut().isEmpty()
                ? Optional.of(EntryBrief.done(intent.rest(), outcome.rest()))
                : Optional.empty();
    }

    /**
     * The plan that was recorded with an entry.
     *
     * @param all the events of all entries
     */
    Plan plan(LedgerEntry entry, List<Events> all) {
        var sequence = entry.intent().sequence();
        requireThat(sequence >= 1 && sequence <= all.size(), sequence, "plan", "is missing");
        var plan = parse(sequence, "plan", content(all.get((int) sequence - 1).plan()), PlanFormat::read);
        requireThat(
                plan.planned().stream()
                        .map(IntendedChange::of)
                        .toList()
                        .equals(entry.intent().changes()),
                sequence,
                "plan",
                "has other changes than the intent");
        return plan;
    }

    private byte[] content(String blob) {
        return branch.read(List.of(blob)).get(0);
    }

    private <T> T glance(long sequence, String event, String blob, BiFunction<String, InputStream, T> format) {
        return branch.read(blob, content -> parse(sequence, event, content, format));
    }

    private <C, T> T parse(long sequence, String event, C content, BiFunction<String, C, T> format) {
        try {
            return format.apply(place(sequence, event), content);
        } catch (Failure e) {
            var problems = new ArrayList<>(e.problems());
            problems.add(Problem.error(LedgerCodes.UNREADABLE, "the ledger " + name + " cannot be read")
                    .withHint("a newer Castellan may have written it; otherwise somebody altered the branch"));
            var failure = new Failure(ExitCode.REFUSED, problems);
            failure.initCause(e);
            throw failure;
        }
    }

    private void requireThat(boolean holds, long sequence, String event, String otherwise) {
        if (!holds) {
            throw Events.refused(
                    Problem.error(LedgerCodes.CONTRADICTION, Place.whole(place(sequence, event)), otherwise)
                            .withHint("somebody altered the branch; restore it from another clone or from 'git reflog "
                                    + name + "'"));
        }
    }

    private String place(long sequence, String event) {
        return name + ":" + Events.path(sequence, event);
    }
}
