package io.castellan.report;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Change;
import io.castellan.model.WholeSecond;
import java.util.ArrayList;
import java.util.List;

/** The words in which a status is told, whatever the layout. */
final class StatusWords {
    private StatusWords() {}

    static String applied(Recorded entry) {
        var intent = entry.intent();
        return "commit " + Origins.abbreviated(intent.state().commit())
                + entry.stateSubject().map(subject -> " " + Visible.of(subject)).orElse("") + ", #" + intent.sequence()
                + " of " + WholeSecond.of(intent.at()) + " by "
                + Visible.of(intent.executor().person());
    }

    static String last(Recorded entry) {
        var counts = entry.outcome().map(ResultWords::counts).orElse("");
        return "#" + entry.intent().sequence() + " " + HistoryText.words(entry)
                + (counts.isEmpty() ? "" : ": " + counts);
    }

    static String open(Recorded entry) {
        return "#" + entry.intent().sequence() + " was begun at "
                + WholeSecond.of(entry.intent().at()) + " by "
                + Visible.of(entry.intent().executor().person())
                + " and did not end";
    }

    /** Why nothing is told of the cluster: it is only held against what was applied. */
    static String notLooked(EnvironmentStatus status) {
        return status.applied().isEmpty() ? "not looked; nothing is applied" : "not looked; --live connects";
    }

    static String ahead(EnvironmentStatus status) {
        if (status.ahead().isEmpty()) {
            return status.applied().isEmpty() ? "no commit declares it" : "no commit touched it since";
        }
        return Units.plural(status.ahead().size(), "commit", "commits") + " not applied yet";
    }

    /** What waits or is refused: as it is now where somebody looked, otherwise as the newest entry recorded it. */
    static List<String> left(EnvironmentStatus status) {
        return status.drift()
                .flatMap(Drift::plan)
                .map(plan -> plan.changes().stream()
                        .filter(change -> !change.disposition().isPlanned()
                                && !UnmanagedText.isBrief(change)
                                && !change.isEndToCome()) // until then all is as it is declared
                        .map(StatusWords::left)
                        .toList())
                .orElseGet(() -> status.left().stream()
                        .map(left -> Visible.of(left.id().toString()) + ": " + Visible.of(left.why()))
                        .toList());
    }

    /** What is owed, and how it is paid; also why that cannot be told. */
    static List<String> debts(EnvironmentStatus status) {
        var said = new ArrayList<String>();
        status.outstanding().debts().forEach(debt -> said.add(plain(debt.told())));
        status.outstanding().untold().forEach(problem -> said.add("not all can be told: " + plain(problem)));
        return said;
    }

    static String plain(Problem problem) {
        return Visible.of(problem.message()) + (problem.hint().isEmpty() ? "" : "; " + Visible.of(problem.hint()));
    }

    static List<String> waits(EnvironmentStatus status) {
        return status.outstanding().waits().stream().map(Wait::said).toList();
    }

    private static String left(Change change) {
        return Visible.of(change.id().toString()) + ": " + change.disposition().word() + ", "
                + ChangeView.of(change).reason();
    }
}
