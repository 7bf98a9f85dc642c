package io.castellan.ledger;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of a ledger: one an event, named by the number of its entry, a hundred entries a folder so that no folder grows large.
 *
 * @param intent id of the blob
 * @param plan id of the blob
 * @param outcome id of the blob
 */
record Events(String intent, String plan, Optional<String> outcome) {
    private static final int PER_FOLDER = 100;
    private static final int MOST_DIGITS = 18;
    private static final String ENDING = ".json";
    private static final Set<String> KINDS = Set.of("intent", "plan", "outcome");

    Events {
        Objects.requireNonNull(intent, "intent");
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(outcome, "outcome");
    }

    static String path(long sequence, String event) {
        return "events/" + padded(4, sequence / PER_FOLDER) + "/" + name(sequence, event) + ".json";
    }

    static String name(long sequence, String event) {
        return padded(6, sequence) + "-" + event;
    }

    /** Written out, since it is made for every file of a ledger, where a format takes longer than to read the file. */
    private static String padded(int digits, long number) {
        var text = Long.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    /**
     * The same for a branch that exists: it began with an event, so that there is at least one.
     *
     * @throws Failure also if there is none
     */
    static List<Events> some(String branch, Map<String, String> blobs) {
        var events = of(branch, blobs);
        if (events.isEmpty()) {
            throw gap(branch, 1, "everything");
        }
        return events;
    }

    /**
     * The events of each entry, oldest first.
     *
     * @param branch as it shall appear in messages
     * @param blobs ids by path
     * @throws Failure REFUSED if there is a file that is no event, or an event is missing
     */
    static List<Events> of(String branch, Map<String, String> blobs) {
        var bySequence = new TreeMap<Long, Map<String, String>>();
        blobs.forEach((path, blob) -> {
            var sequence = entryOf(path);
            if (sequence.isEmpty()) {
                throw refused(Problem.error(
                                LedgerCodes.UNKNOWN_FILE,
                                Place.whole(branch + ":" + path),
                                "is no event that is known here")
                        .withHint("a newer Castellan may have written it; use that one"));
            }
            bySequence
                    .computeIfAbsent(sequence.get(), number -> new TreeMap<>())
                    .put(event(path), blob);
        });
        var events = new ArrayList<Events>();
        for (var entry : bySequence.entrySet()) {
            long sequence = events.size() + 1L;
            var files = entry.getValue();
            boolean last = sequence == bySequence.size();
            if (entry.getKey() != sequence || !files.containsKey("intent") || !files.containsKey("plan")) {
                throw gap(branch, sequence, "its intent or its plan");
            }
            if (!last && !files.containsKey("outcome")) {
                throw gap(branch, sequence, "its outcome");
            }
            events.add(new Events(
                    Objects.requireNonNull(files.get("intent")),
                    Objects.requireNonNull(files.get("plan")),
                    Optional.ofNullable(files.get("outcome"))));
        }
        return List.copyOf(events);
    }

    /** The entry that a file is of; empty where it is no event. */
    static Optional<Long> entryOf(String path) {
        var event = event(path);
        if (!KINDS.contains(event)) {
            return Optional.empty();
        }
        var sequence = sequence(path, path.lastIndexOf('/') + 1, path.lastIndexOf('-'));
        return path.equals(path(sequence, event)) ? Optional.of(sequence) : Optional.empty();
    }

    /** What stands between the last hyphen and the end of the name. */
    private static String event(String path) {
        int end = path.length() - ENDING.length();
        int begin = path.lastIndexOf('-') + 1;
        return path.endsWith(ENDING) && begin <= end ? path.substring(begin, end) : "";
    }

    /** A number that has another path where these are no digits, or more than a number can have. */
    private static long sequence(String path, int from, int to) {
        if (to - from > MOST_DIGITS) {
            return 0;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            number = 10 * number + path.charAt(i) - '0';
        }
        return number;
    }

    private static Failure gap(String branch, long sequence, String what) {
        return refused(Problem.error(
                        LedgerCodes.GAP, "the ledger " + branch + " has a gap: entry " + sequence + " lacks " + what)
                .withHint("somebody rewrote the branch; restore it from another clone or from 'git reflog " + branch
                        + "'"));
    }

    static Failure refused(Problem problem) {
        return new Failure(ExitCode.REFUSED, problem);
    }
}
