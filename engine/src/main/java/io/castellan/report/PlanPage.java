package io.castellan.report;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Change;
import io.castellan.model.Mode;
import io.castellan.model.Plan;
import io.castellan.model.RiskClass;
import io.castellan.model.Step;
import io.castellan.model.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A plan as the page shows it. What is text here is escaped by the template; every name and value is {@link Visible}.
 *
 * @param folded whether the changes start folded, because they are many
 */
record PlanPage(
        Plan plan,
        PageAssets assets,
        List<Group> groups,
        Shortlist worst,
        Shortlist refused,
        List<Run> runs,
        boolean folded) {
    private static final int MANY = 40;
    private static final int SHORT = 10;

    PlanPage {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(assets, "assets");
        groups = List.copyOf(groups);
        Objects.requireNonNull(worst, "worst");
        Objects.requireNonNull(refused, "refused");
        runs = List.copyOf(runs);
    }

    /** A change and its number on the page, from 1. */
    record Item(int number, ChangeView view) {
        String anchor() {
            return "c" + number;
        }

        /** What the filter for risk compares. */
        String risk() {
            return view.worstRisk().word();
        }

        boolean isDestructive() {
            return view.worstRisk().compareTo(RiskClass.DESTRUCTIVE) >= 0
                    && view.change().disposition().isPlanned();
        }

        /** The first thing to know about it. */
        String why() {
            return view.reason().isEmpty() ? view.risks().get(0).why() : view.reason();
        }

        boolean isPlain() {
            return ChangeText.shape(view) == ChangeText.Shape.LINE;
        }

        String digest() {
            return view.change().digest().text();
        }
    }

    /** The changes of one kind. */
    record Group(String kind, String counts, List<Item> items) {}

    /** The first of what a reader must not miss, and how many more there are. */
    record Shortlist(List<Item> items, int left) {
        static Shortlist of(List<Item> all) {
            return new Shortlist(all.subList(0, Math.min(all.size(), SHORT)), Math.max(0, all.size() - SHORT));
        }
    }

    /** Steps of one executor that follow each other. */
    record Run(String phase, String executor, int steps, boolean alone) {
        String words() {
            return alone ? "one after the other" : "in batches";
        }
    }

    /** A count with its sign, for the summary. */
    record Tile(Mark mark, int count, String words) {}

    static PlanPage of(Plan plan) {
        var groups = new ArrayList<Group>();
        var items = new ArrayList<Item>();
        var number = 0;
        var kind = "";
        var changes = new ArrayList<Change>();
        for (var change : plan.changes()) {
            if (!change.id().kind().equals(kind)) {
                close(groups, kind, changes, items);
                kind = change.id().kind();
            }
            number++;
            changes.add(change);
            items.add(new Item(number, ChangeView.of(change)));
        }
        close(groups, kind, changes, items);
        return new PlanPage(
                plan,
                PageAssets.INSTANCE,
                groups,
                worst(groups),
                refused(groups),
                runs(plan.steps()),
                plan.changes().size() > MANY);
    }

    private static void close(List<Group> groups, String kind, List<Change> changes, List<Item> items) {
        if (!items.isEmpty()) {
            groups.add(new Group(Visible.of(kind), Tally.counts(Summary.of(changes)), List.copyOf(items)));
            changes.clear();
            items.clear();
        }
    }

    private static Shortlist worst(List<Group> groups) {
        return Shortlist.of(items(groups)
                .filter(Item::isDestructive)
                .sorted(Comparator.comparing((Item item) -> item.view().worstRisk())
                        .reversed()
                        .thenComparing(Item::number))
                .toList());
    }

    private static Shortlist refused(List<Group> groups) {
        return Shortlist.of(
                items(groups).filter(item -> item.view().mark() == Mark.REFUSED).toList());
    }

    private static Stream<Item> items(List<Group> groups) {
        return groups.stream().flatMap(group -> group.items().stream());
    }

    private static List<Run> runs(List<Step> steps) {
        var runs = new ArrayList<Run>();
        for (var step : steps) {
            var alone = step.mode() == Mode.EXCLUSIVE;
            var last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            var phase = step.phase().word();
            if (last != null && last.phase().equals(phase) && last.executor().equals(step.executor())) {
                runs.set(runs.size() - 1, new Run(phase, last.executor(), last.steps() + 1, alone));
            } else {
                runs.add(new Run(phase, Visible.of(step.executor()), 1, alone));
            }
        }
        return runs;
    }

    String environment() {
        return Visible.of(plan.target().environment());
    }

    String clusterId() {
        return Visible.of(plan.target().clusterId());
    }

    String verdict() {
        return Tally.verdict(plan);
    }

    String origin() {
        return Origins.sentence(plan);
    }

    List<Tile> tiles() {
        var summary = plan.summary();
        return List.of(
                        new Tile(Mark.CREATE, summary.create(), "to create"),
                        new Tile(Mark.UPDATE, summary.update(), "to change"),
                        new Tile(Mark.DELETE, summary.delete(), "to delete"),
                        new Tile(Mark.REFUSED, summary.refused(), "refused"),
                        new Tile(Mark.DEFERRED, summary.deferred(), summary.deferred() == 1 ? "waits" : "wait"),
                        new Tile(Mark.UNMANAGED, summary.unmanaged(), "unmanaged"))
                .stream()
                .filter(tile -> tile.count() > 0)
                .toList();
    }

    /** The classes of risk that occur, worst first. */
    List<String> riskClasses() {
        return items(groups)
                .map(item -> item.view().worstRisk())
                .distinct()
                .sorted(Comparator.reverseOrder())
                .map(RiskClass::word)
                .toList();
    }

    static String message(Problem problem) {
        return Visible.of(problem.message());
    }

    static String hint(Problem problem) {
        return Visible.of(problem.hint());
    }

    static Optional<String> place(Problem problem) {
        return problem.place().map(place -> Visible.of(place.toString()));
    }
}
