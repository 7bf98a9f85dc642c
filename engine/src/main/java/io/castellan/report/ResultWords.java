package io.castellan.report;

import io.castellan.model.Change;
import io.castellan.model.Digest;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Outcome.ChangeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The words in which the result of an apply is told, whatever the layout. */
final class ResultWords {
    private ResultWords() {}

    static String of(ChangeResult result) {
        return switch (result) {
            case APPLIED -> "applied";
            case ACCEPTED -> "accepted; Kafka does not give it back to be checked";
            case ALREADY -> "was so already";
            case FAILED -> "failed";
            case STALE -> "changed by somebody else since the plan; left as it is";
            case NOT_RUN -> "not begun, because something before it did not end well";
            case INDETERMINATE -> "sent without an answer; it is not known whether it was done";
        };
    }

    /** {@code 12 applied, 1 failed}. */
    static String counts(Outcome outcome) {
        var counts = new TreeMap<ChangeResult, Long>();
        outcome.changes().forEach(change -> counts.merge(change.result(), 1L, Long::sum));
        return counts.entrySet().stream()
                .map(entry -> Units.count(entry.getValue()) + " " + shortly(entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static String shortly(ChangeResult result) {
        return switch (result) {
            case APPLIED -> "applied";
            case ACCEPTED -> "accepted";
            case ALREADY -> "so already";
            case FAILED -> "failed";
            case STALE -> "stale";
            case NOT_RUN -> "not begun";
            case INDETERMINATE -> "not known";
        };
    }

    static String verdict(Outcome outcome) {
        return switch (outcome.result()) {
            case APPLIED -> outcome.changes().isEmpty() ? "Nothing to do." : "Applied.";
            case PARTIAL -> "Partly applied.";
            case NOTHING -> "Nothing was changed.";
            case ABANDONED -> "Given up for another commit.";
            case ADOPTED -> "Adopted.";
        };
    }

    /** What to do now, one sentence each; empty where all is well. */
    static List<String> next(Outcome outcome) {
        var next = new ArrayList<String>();
        if (has(outcome, ChangeResult.FAILED)) {
            next.add("Correct what Kafka refused, then plan and apply again. What is done stays done.");
        }
        if (has(outcome, ChangeResult.STALE)) {
            next.add("Somebody else changes this cluster. Plan again, and have the new plan agreed to.");
        }
        if (has(outcome, ChangeResult.INDETERMINATE)) {
            next.add("Plan again as soon as the cluster answers: the plan shows what is live.");
        }
        if (next.isEmpty() && has(outcome, ChangeResult.NOT_RUN)) {
            next.add("Plan and apply again: only what is not live yet will be done.");
        }
        return next;
    }

    private static boolean has(Outcome outcome, ChangeResult result) {
        return outcome.changes().stream().anyMatch(change -> change.result() == result);
    }

    /** The changes of a result by digest, to say what was to be done. */
    static Map<Digest, Change> byDigest(ApplyResult result) {
        return result.changes().stream()
                .collect(Collectors.toMap(Change::digest, change -> change, (one, same) -> one));
    }

    static boolean isGood(ChangeOutcome change) {
        return change.result().good();
    }
}
