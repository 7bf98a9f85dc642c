package io.castellan.report;

import io.castellan.model.WholeSecond;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where environments stand as the page shows it; every name and value is {@link Visible}. All timelines share one axis, so that a
 * reader sees what went from one environment to the next.
 *
 * @param since where the axis begins
 * @param at where it ends: when the records were read
 */
record StatusPage(PageAssets assets, List<Card> cards, Instant since, Instant at) {
    /** Of the width, so that a dot at either end is whole. */
    private static final double MARGIN = 2;

    private static final int NAMED = 8;
    private static final Pattern WHOLE =
            Pattern.compile("(?<!\\S)(?:--[a-z-]{1,20}|\\d{4}-\\d\\d-\\d\\dT[\\d:]{5,8}Z)(?![\\w-])");

    StatusPage {
        Objects.requireNonNull(assets, "assets");
        cards = List.copyOf(cards);
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(at, "at");
    }

    static StatusPage of(List<EnvironmentStatus> environments, Instant at) {
        var since = environments.stream()
                .flatMap(status -> status.timeline().stream())
                .map(entry -> entry.intent().at())
                .min(Instant::compareTo)
                .filter(at::isAfter)
                .orElse(at);
        return new StatusPage(
                PageAssets.STATUS,
                environments.stream().map(status -> Card.of(status, since, at)).toList(),
                WholeSecond.of(since),
                WholeSecond.of(at));
    }

    /**
     * A part of a sentence.
     *
     * @param whole whether it is not broken at its hyphens: an option of a command, or a time
     */
    record Piece(String text, boolean whole) {}

    static List<Piece> pieces(String sentence) {
        var pieces = new ArrayList<Piece>();
        var found = WHOLE.matcher(sentence);
        int end = 0;
        while (found.find()) {
            pieces.add(new Piece(sentence.substring(end, found.start()), false));
            pieces.add(new Piece(found.group(), true));
            end = found.end();
        }
        pieces.add(new Piece(sentence.substring(end), false));
        return pieces;
    }

    /** A label on coloured ground. */
    record Tag(String css, String text) {}

    /** A line of what is known. */
    record Fact(String name, List<String> values) {}

    /**
     * An entry on the timeline.
     *
     * @param x where, in percent of the width
     */
    record Dot(String x, String css, String number, String when, String words, String state, String executor) {
        static Dot of(Recorded entry, Instant since, Instant at) {
            var intent = entry.intent();
            return new Dot(
                    percent(intent.at(), since, at),
                    "dot-" + entry.result(),
                    "#" + intent.sequence(),
                    WholeSecond.of(intent.at()).toString(),
                    StatusWords.last(entry).substring(("#" + intent.sequence() + " ").length()),
                    Origins.abbreviated(intent.state().commit())
                            + entry.stateSubject()
                                    .map(text -> " " + Visible.of(text))
                                    .orElse(""),
                    Visible.of(intent.executor().person()));
        }

        private static String percent(Instant when, Instant since, Instant at) {
            double all = Math.max(1, Duration.between(since, at).toMillis());
            double part = Math.min(Math.max(Duration.between(since, when).toMillis() / all, 0), 1);
            return String.format(Locale.ROOT, "%.2f%%", MARGIN + part * (100 - 2 * MARGIN));
        }
    }

    /** One environment. */
    record Card(String name, List<Tag> tags, List<Fact> facts, List<Dot> dots, int older) {
        static Card of(EnvironmentStatus status, Instant since, Instant at) {
            return new Card(
                    Visible.of(status.environment()),
                    tags(status),
                    facts(status),
                    status.timeline().stream()
                            .map(entry -> Dot.of(entry, since, at))
                            .toList(),
                    status.entries() - status.timeline().size());
        }

        private static List<Tag> tags(EnvironmentStatus status) {
            var tags = new ArrayList<Tag>();
            if (!status.problems().isEmpty()) {
                tags.add(new Tag("error", "cannot be read"));
                return tags;
            }
            status.open().ifPresent(open -> tags.add(new Tag("error", "open")));
            status.last()
                    .filter(last -> last.result().equals("partial"))
                    .ifPresent(last -> tags.add(new Tag("error", "partly applied")));
            if (!status.ahead().isEmpty()) {
                tags.add(new Tag("warning", Units.count(status.ahead().size()) + " ahead"));
            }
            if (!StatusWords.left(status).isEmpty()) {
                tags.add(new Tag("warning", Units.count(StatusWords.left(status).size()) + " left out"));
            }
            var outstanding = status.outstanding();
            if (!outstanding.waits().isEmpty()) {
                tags.add(new Tag("waiting", Units.plural(outstanding.waits().size(), "wait", "waits")));
            }
            if (outstanding.control().isPresent()) {
                tags.add(new Tag("warning", "policy not in force"));
            }
            if (!outstanding.debts().isEmpty()) {
                tags.add(new Tag("warning", Units.plural(outstanding.debts().size(), "debt", "debts")));
            }
            status.drift()
                    .ifPresent(drift -> tags.add(new Tag(
                            drift.status() == Drift.Status.IN_SYNC ? "good" : "error",
                            drift.status().word())));
            if (tags.isEmpty()) {
                tags.add(
                        status.applied().isPresent() ? new Tag("good", "applied") : new Tag("", "nothing applied yet"));
            }
            return tags;
        }

        private static List<Fact> facts(EnvironmentStatus status) {
            var facts = new ArrayList<Fact>();
            if (!status.problems().isEmpty()) {
                facts.add(new Fact(
                        "Problems",
                        status.problems().stream()
                                .map(problem -> ProblemLine.of(problem, Style.PLAIN))
                                .toList()));
                return facts;
            }
            facts.add(new Fact(
                    "Applied",
                    List.of(status.applied().map(StatusWords::applied).orElse("nothing yet"))));
            var ahead = new ArrayList<String>(List.of(StatusWords.ahead(status)));
            ahead.addAll(some(status.ahead().stream()
                    .map(source -> Origins.abbreviated(source.commit()) + " " + Visible.of(source.author()) + ": "
                            + Visible.of(source.subject()))
                    .toList()));
            facts.add(new Fact("Ahead", ahead));
            status.open().ifPresent(open -> facts.add(new Fact("Open", List.of(StatusWords.open(open)))));
            status.last()
                    .filter(last -> !last.entry().isOpen())
                    .ifPresent(last -> facts.add(new Fact("Last", List.of(StatusWords.last(last)))));
            listed("Left out", StatusWords.left(status), facts);
            listed("Waits", StatusWords.waits(status), facts);
            status.outstanding()
                    .control()
                    .ifPresent(told -> facts.add(new Fact("Policy", List.of(StatusWords.plain(told)))));
            listed("Debts", StatusWords.debts(status), facts);
            facts.add(new Fact("Drift", List.of(drift(status))));
            return facts;
        }

        private static void listed(String name, List<String> items, List<Fact> facts) {
            if (!items.isEmpty()) {
                facts.add(new Fact(name, some(items)));
            }
        }

        private static List<String> some(List<String> items) {
            var shown = new ArrayList<>(items.stream().limit(NAMED).toList());
            if (items.size() > NAMED) {
                shown.add("and " + Units.count((long) items.size() - NAMED) + " more; all are in the JSON");
            }
            return shown;
        }

        private static String drift(EnvironmentStatus status) {
            return status.drift()
                    .map(drift -> drift.plan()
                            .map(Tally::verdict)
                            .orElseGet(() -> drift.problems().stream()
                                    .map(problem -> Visible.of(problem.message()))
                                    .findFirst()
                                    .orElse(drift.status().word())))
                    .orElseGet(() -> StatusWords.notLooked(status));
        }
    }
}
