package io.castellan.promote;

import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the files of the target must say after a move: what was selected as in the source, all else as before. */
final class Expectation {
    private record Said(String path, Value what) {}

    private final Map<UnitId, List<Said>> units;
    private final Map<Said, Integer> rest;

    private final Set<String> paths;

    private Expectation(Map<UnitId, List<Said>> units, Map<Said, Integer> rest, Set<String> paths) {
        this.units = units;
        this.rest = rest;
        this.paths = paths;
    }

    static Expectation of(Units before, List<Move> moves) {
        var expected = said(before, moves.stream().map(Move::path).collect(Collectors.toSet()));
        for (var move : moves) {
            move.target().ifPresent(expected::goes);
        }
        for (var move : moves) {
            var page = move.target().or(move::source).orElseThrow().page();
            move.source().ifPresent(source -> expected.of(source.id()).add(said(source, page)));
        }
        return expected;
    }

    /** Of the files with these paths; no other is written. */
    private static Expectation said(Units units, Set<String> paths) {
        var said = new Expectation(new HashMap<>(), new HashMap<>(), paths);
        units.all().stream()
                .filter(one -> paths.contains(one.page().path()))
                .forEach(one -> said.of(one.id()).add(said(one, one.page())));
        var pages = units.pages().values().stream().filter(page -> paths.contains(page.path()));
        units.pages()
                .values()
                .forEach(page -> units.block(page).slots().forEach(section -> {
                    var inside = section.inside();
                    if (inside.isEmpty() || inside.get().style() == Block.Style.MALFORMED) {
                        said.keep(page, section.name(), section);
                    } else {
                        inside.get().slots().stream()
                                .filter(slot -> slot.inside()
                                        .filter(block -> block.style() == Block.Style.MALFORMED)
                                        .isPresent())
                                .forEach(owner -> said.keep(page, section.name(), owner));
                    }
                }));
        return said;
    }

    private static Said said(Occurrence one, Page page) {
        return new Said(page.path(), Likeness.of(one.value()));
    }

    private void goes(Occurrence one) {
        if (!of(one.id()).remove(said(one, one.page()))) {
            throw new IllegalStateException("'" + one.id() + "' is replaced where it is not");
        }
    }

    private List<Said> of(UnitId id) {
        return units.computeIfAbsent(id, none -> new ArrayList<>(1));
    }

    private void keep(Page page, String section, Slot slot) {
        var named = Value.entries(Map.of(
                "section", Value.text(section), "name", Value.text(slot.name()), "is", Likeness.of(slot.value())));
        rest.merge(new Said(page.path(), named), 1, Integer::sum);
    }

    /** Reports what the files say otherwise. */
    void check(Units after, Problems problems) {
        var found = said(after, paths);
        var all = new TreeSet<>(units.keySet());
        all.addAll(found.units.keySet());
        for (var id : all) {
            if (!isAlike(units.getOrDefault(id, List.of()), found.units.getOrDefault(id, List.of()))) {
                differs("'" + id + "' would not be as it should be", problems);
            }
        }
        if (!rest.equals(found.rest)) {
            differs("something else in a file would change", problems);
        }
    }

    /** In whatever order. */
    private static boolean isAlike(List<Said> some, List<Said> others) {
        var left = new ArrayList<>(others);
        return some.size() == others.size() && some.stream().allMatch(left::remove);
    }

    private static void differs(String what, Problems problems) {
        problems.add(Problem.error(
                        MoveCodes.RESULT_DIFFERS,
                        "the text that the target would get does not say what was selected: " + what)
                .withHint("move it by hand, and check it with 'castellan validate'"));
    }
}
