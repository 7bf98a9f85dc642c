package io.castellan.ledger;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.git.RecordBranch;
import io.castellan.git.RecordBranch.Link;
import io.castellan.json.PlanFormat;
import io.castellan.ledger.LedgerReading.Ended;
import io.castellan.ledger.LedgerReading.Entry;
import io.castellan.ledger.LedgerReading.Flaw;
import io.castellan.model.Intent;
import io.castellan.model.Intent.IntendedChange;
import io.castellan.model.Outcome;
import io.castellan.model.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Reads a ledger from its first commit to its last, each as an event that was appended. Used once. */
final class Rereading {
    /** How far the clocks of two machines that apply may be apart. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private static final String RESTORE = "somebody altered the branch; restore it from another clone";

    private final String environment;
    private final String name;
    private final RecordBranch branch;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Flaw> flaws = new ArrayList<>();
    /** The number of the last entry that was begun, whether it could be read or not. */
    private long number;

    private boolean open;
    private Instant latest = Instant.MIN;

    Rereading(String environment, String name, RecordBranch branch) {
        this.environment = environment;
        this.name = name;
        this.branch = branch;
    }

    LedgerReading read() {
        var tip = branch.tip();
        tip.map(branch::links).ifPresent(links -> {
            beginning(links.get(0));
            for (int i = 1; i < links.size(); i++) {
                event(links.get(i));
            }
        });
        return new LedgerReading(tip, entries, flaws);
    }

    private void beginning(Link first) {
        if (!first.added().isEmpty() || !first.altered().isEmpty()) {
            flaws.add(new Flaw(
                    Optional.empty(),
                    Optional.of(first.commit()),
                    Problem.error(
                                    ChainCodes.NOT_THE_NEXT,
                                    "the ledger " + name + " begins with a commit that is not empty: "
                                            + list(first.added().keySet()))
                            .withHint("the branch was begun by something else, or its beginning was cut off")));
        }
    }

    private void event(Link link) {
        if (!link.altered().isEmpty()) {
            var entry = link.altered().stream()
                    .flatMap(path -> Events.entryOf(path).stream())
                    .findFirst()
                    .orElse(number);
            flaw(entry, link, ChainCodes.ALTERED, "changes or removes " + list(link.altered()));
        }
        var paths = link.added().keySet();
        var next = number + 1;
        if (paths.equals(Set.of(Events.path(next, "intent"), Events.path(next, "plan")))) {
            intent(next, link);
        } else if (open && paths.equals(Set.of(Events.path(number, "outcome")))) {
            outcome(link);
        } else if (!paths.isEmpty() || link.altered().isEmpty()) {
            notTheNext(link, paths);
        }
    }

    private void notTheNext(Link link, Set<String> paths) {
        var entry =
                paths.stream().flatMap(path -> Events.entryOf(path).stream()).findFirst();
        flaw(
                entry.orElse(number),
                link,
                ChainCodes.NOT_THE_NEXT,
                (paths.isEmpty() ? "adds nothing" : "adds " + list(paths)) + ", where "
                        + (open ? "the outcome of #" + number : "intent and plan of #" + (number + 1))
                        + " should follow");
        entry.filter(later -> later > number).ifPresent(later -> {
            number = later;
            open = paths.contains(Events.path(later, "intent"));
        });
    }

    private void intent(long sequence, Link link) {
        if (open) {
            flaw(
                    number,
                    link,
                    ChainCodes.NOT_THE_NEXT,
                    "begins #" + sequence + " though #" + number + " has no outcome");
        }
        number = sequence;
        open = true;
        var path = Events.path(sequence, "intent");
        parse(sequence, link, path, IntentFormat::read).ifPresent(intent -> {
            if (intent.sequence() != sequence || !intent.target().environment().equals(environment)) {
                flaw(
                        sequence,
                        link,
                        ChainCodes.CONTRADICTION,
                        "records #" + intent.sequence() + " of "
                                + intent.target().environment());
            }
            if (!AppendRules.isAtItsPlace(intent)) {
                flaw(
                        sequence,
                        link,
                        ChainCodes.CONTRADICTION,
                        "records an adoption, which only the first entry of a ledger can be");
            }
            tied(sequence, link, intent);
            inTime(sequence, link, intent.at());
            entries.add(new Entry(link.parents().get(0), link.commit(), intent, plan(link, intent), Optional.empty()));
        });
    }

    private void tied(long sequence, Link link, Intent intent) {
        var state = intent.state().commit();
        if (link.parents().size() != 2 || !link.parents().get(1).equals(state)) {
            flaw(
                    sequence,
                    link,
                    ChainCodes.NOT_TIED,
                    "names the state " + state + ", which is not its second parent, so that Git may have dropped it");
        }
    }

    private Optional<Plan> plan(Link link, Intent intent) {
        var plan = parse(number, link, Events.path(number, "plan"), PlanFormat::read);
        return plan.filter(read -> {
            var same = read.target().equals(intent.target())
                    && read.planned().stream().map(IntendedChange::of).toList().equals(intent.changes());
            if (!same) {
                flaw(number, link, ChainCodes.OTHER_PLAN, "records a plan whose changes are not those of the intent");
            }
            return same;
        });
    }

    private void outcome(Link link) {
        open = false;
        var last = entries.size() - 1;
        if (last < 0 || entries.get(last).intent().sequence() != number) {
            return; // the intent could not be read
        }
        var entry = entries.get(last);
        BiFunction<String, byte[], Outcome> format = (file, content) ->
                OutcomeFormat.read(file, content, entry.intent().changes());
        parse(number, link, Events.path(number, "outcome"), format).ifPresent(outcome -> {
            inTime(number, link, outcome.at());
            if (outcome.sequence() != number || !AppendRules.fits(entry.intent(), outcome)) {
                flaw(number, link, ChainCodes.CONTRADICTION, "records an outcome of something else than the intent");
            }
            if (link.parents().size() != 1) {
                flaw(number, link, ChainCodes.NOT_THE_NEXT, "merges something into the ledger");
            }
            entries.set(last, entry.with(new Ended(link.commit(), outcome)));
        });
    }

    /** A forged entry could be dated back to when a key was still good. */
    private void inTime(long sequence, Link link, Instant at) {
        if (at.isBefore(latest.minus(latest == Instant.MIN ? Duration.ZERO : CLOCKS_APART))) {
            flaw(
                    sequence,
                    link,
                    ChainCodes.BACKWARDS,
                    "is of " + at + ", and what was recorded before it of " + latest);
        } else if (at.isAfter(latest)) {
            latest = at;
        }
    }

    private <T> Optional<T> parse(long sequence, Link link, String path, BiFunction<String, byte[], T> format) {
        try {
            var content = branch.read(List.of(link.added().get(path))).get(0);
            return Optional.of(format.apply(name + ":" + path, content));
        } catch (Failure e) {
            flaw(sequence, link, ChainCodes.UNREADABLE, e.problems().get(0).message());
            return Optional.empty();
        }
    }

    private void flaw(long sequence, Link link, Code code, String what) {
        var place = Place.whole(name + "#" + sequence);
        flaws.add(Flaw.of(
                sequence, link.commit(), Problem.error(code, place, what).withHint(RESTORE)));
    }

    private static String list(Iterable<String> paths) {
        var some = new ArrayList<String>();
        paths.forEach(some::add);
        return some.stream().limit(3).collect(Collectors.joining(", "))
                + (some.size() > 3 ? " and " + (some.size() - 3) + " more" : "");
    }
}
