package io.castellan.bench;

import io.castellan.bench.Runs.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

/** Contestants that take turns, so that what else the machine does falls on all of them; medians, and ratios to the first. */
final class Contest {
    private final String title;
    private final Map<String, Callable<Run>> contestants = new LinkedHashMap<>();

    Contest(String title) {
        this.title = title;
    }

    Contest with(String name, Callable<Run> contestant) {
        contestants.put(name, contestant);
        return this;
    }

    /**
     * Prints one line for each contestant.
     *
     * @param goal the most that the last contestant may take, as a part of the first one's time
     */
    void hold(int rounds, double goal) throws Exception {
        var runs = new LinkedHashMap<String, List<Run>>();
        for (int round = 0; round < rounds; round++) {
            for (var contestant : contestants.entrySet()) {
                runs.computeIfAbsent(contestant.getKey(), name -> new ArrayList<>()).add(contestant.getValue().call());
            }
        }
        var first = runs.values().iterator().next();
        System.out.printf(Locale.ROOT, "%n%s: %d rounds, goal %.2f; load %s%n", title, rounds, goal, Bench.load());
        System.out.printf("%-34s %8s %7s %8s %7s %9s %9s %9s%n", "", "wall s", "ratio", "cpu s", "ratio", "peak MiB", "requests", "MB");
        runs.forEach((name, some) -> System.out.printf(
                Locale.ROOT,
                "%-34s %8.2f %7.2f %8.2f %7.2f %9.0f %9.0f %9.2f%n",
                name,
                median(some, Run::wall),
                ratio(some, first, Run::wall),
                median(some, Run::cpu),
                ratio(some, first, Run::cpu),
                median(some, Run::peak),
                median(some, Run::requests),
                median(some, Run::bytes) / 1e6));
        System.out.flush();
    }

    /** The median of the rounds' own ratios: what a busy moment does to one round, it does to both. */
    private static double ratio(List<Run> some, List<Run> others, ToDoubleFunction<Run> figure) {
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < some.size(); i++) {
            ratios.add(figure.applyAsDouble(some.get(i)) / Math.max(0.001, figure.applyAsDouble(others.get(i))));
        }
        return median(ratios);
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        return median(runs.stream().map(figure::applyAsDouble).toList());
    }

    private static double median(List<Double> figures) {
        var sorted = figures.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
