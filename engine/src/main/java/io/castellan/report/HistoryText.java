package io.castellan.report;

import io.castellan.model.Intent;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.ResourceId;
import io.castellan.model.Warrant;
import io.castellan.model.Warrant.Owed;
import io.castellan.model.WholeSecond;
import io.castellan.report.Recorded.Answered;
import io.castellan.report.Style.Ink;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was applied, entry by entry: by whom, by whose word, and what came of it. */
public final class HistoryText {
    /** As a warrant calls it that approvals were left out. */
    private static final String APPROVAL = "approval";

    private static final String INSET = "      ";
    private static final int LABEL = 10;
    /** Of a list that may be long. */
    private static final int NAMED = 5;

    private final Style style;

    public HistoryText(Style style) {
        this.style = Objects.requireNonNull(style, "style");
    }

    /**
     * @param resource the one that was asked for; empty where all were
     * @param older how many entries there are besides
     */
    public void write(List<Recorded> entries, Optional<ResourceId> resource, int older, Appendable out) {
        var sheet = new Sheet(out);
        if (entries.isEmpty()) {
            sheet.line(resource.map(id -> "No entry of the ledger speaks of " + Visible.of(id.toString()) + ".")
                    .orElse("Nothing was applied yet."));
        }
        for (var entry : entries) {
            head(entry, sheet);
            resource.ifPresentOrElse(id -> one(entry, id, sheet), () -> all(entry, sheet));
            by(entry, sheet);
            sheet.blank();
        }
        if (older > 0) {
            sheet.line(style.paint(
                    Ink.FAINT, Units.plural(older, "older entry", "older entries") + " not shown; --limit shows more"));
        }
    }

    private void head(Recorded entry, Sheet sheet) {
        var intent = entry.intent();
        sheet.line(style.paint(Ink.HEADING, Visible.of(intent.target().environment()) + " #" + intent.sequence()) + "  "
                + WholeSecond.of(intent.at()) + "  " + style.paint(ink(entry), words(entry)));
    }

    static String words(Recorded entry) {
        return entry.outcome()
                .map(outcome -> switch (outcome.result()) {
                    case APPLIED -> outcome.changes().isEmpty() ? "applied, nothing differed" : "applied";
                    case PARTIAL -> "partly applied";
                    case NOTHING -> "nothing was changed";
                    case ABANDONED -> "given up for another commit";
                    case ADOPTED -> "adopted: the record begins, nothing was applied";
                })
                .orElse(
                        entry.intent().isAdoption()
                                ? "adoption, open: not ended, or killed"
                                : "open: not ended, or killed");
    }

    private static Ink ink(Recorded entry) {
        return entry.outcome()
                .map(outcome -> switch (outcome.result()) {
                    case APPLIED, ADOPTED -> Ink.CALM;
                    case PARTIAL -> Ink.ALARM;
                    case NOTHING, ABANDONED -> Ink.WARNING;
                })
                .orElse(Ink.WARNING);
    }

    private void all(Recorded entry, Sheet sheet) {
        var intent = entry.intent();
        var counts = entry.outcome().map(ResultWords::counts).orElse("");
        line(
                "changes",
                intent.changes().isEmpty() ? "none" : kinds(intent) + (counts.isEmpty() ? " to change" : "; " + counts),
                sheet);
        entry.outcome().map(Outcome::changes).stream()
                .flatMap(List::stream)
                .filter(change -> !change.result().good())
                .limit(NAMED)
                .forEach(change -> line("", unfinished(change), sheet));
    }

    private void one(Recorded entry, ResourceId id, Sheet sheet) {
        entry.change().ifPresent(change -> new ChangeText(style).write(ChangeView.of(change), sheet));
        entry.outcomeOf(id)
                .ifPresent(outcome -> line(
                        "result",
                        ResultWords.of(outcome.result()) + " at " + WholeSecond.of(outcome.at())
                                + (outcome.message().isEmpty() ? "" : ": " + Visible.of(outcome.message())),
                        sheet));
    }

    private String unfinished(ChangeOutcome change) {
        return style.paint(Ink.ALARM, Visible.of(change.id().toString()) + " " + ResultWords.of(change.result()))
                + (change.message().isEmpty() ? "" : ": " + Visible.of(change.message()));
    }

    /** {@code 3 topic, 1 acl}. */
    private static String kinds(Intent intent) {
        var kinds = new TreeMap<String, Long>();
        for (var change : intent.changes()) {
            kinds.merge(change.id().kind(), 1L, Long::sum);
        }
        return kinds.entrySet().stream()
                .map(kind -> Units.count(kind.getValue()) + " " + Visible.of(kind.getKey()))
                .collect(Collectors.joining(", "));
    }

    private void by(Recorded entry, Sheet sheet) {
        var intent = entry.intent();
        line(
                "state",
                "commit " + Origins.abbreviated(intent.state().commit())
                        + entry.stateSubject()
                                .map(subject -> " " + Visible.of(subject))
                                .orElse("")
                        + (intent.state().dirty() ? "  from files that no commit held" : ""),
                sheet);
        intent.warrant()
                .policy()
                .ifPresent(commit -> line("policy", "of commit " + Origins.abbreviated(commit), sheet));
        line("wrote", wrote(entry), sheet);
        line("approved", approved(intent.warrant()), sheet);
        intent.warrant()
                .breakGlass()
                .ifPresent(glass -> line(
                        "emergency",
                        style.paint(Ink.ALARM, "left out " + Visible.of(String.join(", ", glass.skipped()))) + ": "
                                + Visible.of(glass.reason())
                                + entry.answered().map(HistoryText::signedOff).orElse(""),
                        sheet));
        line(
                "executed",
                Visible.of(intent.executor().person()) + " ("
                        + Visible.of(intent.executor().source()) + "), "
                        + Visible.of(intent.tool())
                        + entry.outcome()
                                .map(outcome -> ", ended " + WholeSecond.of(outcome.at()))
                                .orElse(""),
                sheet);
        var owed = intent.warrant().owed();
        listed("owed", owed, one -> owed(one, entry), sheet);
        entry.outcome()
                .flatMap(outcome -> outcome.endedBy()
                        .map(by -> Visible.of(by.person()) + " (" + Visible.of(by.source()) + "), "
                                + ended(outcome.result())))
                .ifPresent(text -> line("ended", text, sheet));
        listed("only", intent.targets(), id -> Visible.of(id.toString()), sheet);
        listed(
                "left out",
                intent.leftOut(),
                left -> Visible.of(left.id().toString()) + ": " + Visible.of(left.why()),
                sheet);
    }

    private static String signedOff(Answered answered) {
        return answered.signedOffBy()
                .map(who -> "; signed off by " + Visible.of(who))
                .orElse("; a debt: nobody signed it off");
    }

    /** {@code topic/orders (override), ahead of dev still}. */
    private static String owed(Owed owed, Recorded entry) {
        return Visible.of(owed.id().toString()) + " (" + Visible.of(owed.reason()) + ") ahead of "
                + Visible.of(owed.from())
                + entry.answered()
                        .map(answered -> answered.owes(owed.id()) ? " still" : ", made good")
                        .orElse("");
    }

    private static String ended(Outcome.Result result) {
        return switch (result) {
            case ABANDONED -> "who gave it up";
            case ADOPTED -> "who recorded its end";
            case APPLIED, PARTIAL, NOTHING -> "who went on with it after it was killed";
        };
    }

    static String wrote(Recorded entry) {
        var authors = entry.intent().warrant().authors();
        return authors.isEmpty()
                ? entry.stateAuthor()
                        .map(author -> Visible.of(author) + ", as the commit says")
                        .orElse("not known: the commit is not here")
                : authors.stream().map(Visible::of).collect(Collectors.joining(", "));
    }

    static String approved(Warrant warrant) {
        return warrant.approvers().isEmpty()
                ? nobody(warrant)
                : warrant.approvals().stream()
                        .map(one -> Visible.of(one.person()) + " (" + Visible.of(one.by()) + ")")
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private static String nobody(Warrant warrant) {
        if (warrant.policy().isEmpty()) {
            return "no policy asked for it";
        }
        return warrant.skipped(APPROVAL) ? "nobody; left out in an emergency" : "nobody; the policy did not ask for it";
    }

    private <T> void listed(String label, List<T> items, Function<T, String> told, Sheet sheet) {
        int count = items.size();
        if (count > 0) {
            line(
                    label,
                    items.stream().limit(NAMED).map(told).collect(Collectors.joining(", "))
                            + (count > NAMED ? " and " + Units.count((long) count - NAMED) + " more" : ""),
                    sheet);
        }
    }

    private void line(String label, String text, Sheet sheet) {
        sheet.line(INSET + style.paint(Ink.FAINT, Visible.pad(label, LABEL)) + text);
    }
}
