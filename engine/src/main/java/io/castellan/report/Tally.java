package io.castellan.report;

import io.castellan.model.Change;
import io.castellan.model.Plan;
import io.castellan.model.RiskClass;
import io.castellan.model.Summary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The sentences that sum a plan up. */
final class Tally {
    private Tally() {}

    /** {@code 3 to create, 2 to change, 1 to delete, 2 refused, 1 waits, 4 unmanaged}; empty for an empty plan. */
    static String counts(Summary summary) {
        var parts = new ArrayList<String>();
        add(parts, summary.create(), "to create");
        add(parts, summary.update(), "to change");
        add(parts, summary.delete(), "to delete");
        add(parts, summary.refused(), "refused");
        add(parts, summary.deferred(), summary.deferred() == 1 ? "waits" : "wait");
        add(parts, summary.unmanaged(), "unmanaged");
        return String.join(", ", parts);
    }

    /** {@code 1 irreversible, 2 destructive, 1 disruptive}, each planned change by its worst; empty where all is safe. */
    static String risks(Plan plan) {
        var parts = new ArrayList<String>();
        for (var riskClass : List.of(RiskClass.IRREVERSIBLE, RiskClass.DESTRUCTIVE, RiskClass.DISRUPTIVE)) {
            add(parts, count(plan.planned(), riskClass), riskClass.word());
        }
        return String.join(", ", parts);
    }

    /** One sentence that answers: what would an apply do? */
    static String verdict(Plan plan) {
        var summary = plan.summary();
        if (summary.hasDifferences()) {
            return counts(summary) + ".";
        }
        var asDeclared = plan.changes().stream().anyMatch(Change::isLeftToMirroring)
                ? "Nothing to do here: what differs is left to mirroring."
                : "No changes. The cluster is as declared.";
        var answer = plan.complete()
                ? summary.deferred() > 0 ? "Nothing to do now." : asDeclared
                : "No changes in what could be read. Whether the cluster is as declared is not known.";
        var counts = counts(summary);
        return counts.isEmpty() ? answer : answer + " " + counts + ".";
    }

    private static int count(Collection<Change> changes, RiskClass riskClass) {
        return (int) changes.stream()
                .filter(change -> change.difference().worstRisk() == riskClass)
                .count();
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(Units.count(count) + " " + what);
        }
    }
}
