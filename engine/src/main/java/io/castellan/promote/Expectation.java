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
    private record Kept(String path, Value what) {}

    /** What most declarations say is told from their text; the others are compared word by word. */
    private record Said(String path, Occurrence what) {
        boolean isLike(Said other) {
            return path.equals(other.path)
                    && (what.isWrittenLike(other.what)
                            || Likeness.of(what.value()).equals(Likeness.of(other.what.value())));
        }

        boolean removeFrom(List<Said> all) {
            for (int i = 0; i < all.size(); i++) {
                if (isLike(all.get(i))) {
                    all.remove(i);
                    return true;
                }
            }
            return false;
        }
    }

    private final Map<UnitId, List<Said>> units;
    private final Map<Kept, Integer> rest;
    private final Set<String> paths;

    private Expectation(Map<UnitId, List<Said>> units, Map<Kept, Integer> rest, Set<String> paths) {
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
            move.source().ifPresent(source -> expected.of(source.id()).add(new Said(page.path(), source)));
        }
        return expected;
    }

    /** Of the files with these paths; no other is written. */
    private static Expectation said(Units units, Set<String> paths) {
        var said = new Expectation(new HashMap<>(), new HashMap<>(), paths);
        units.all().stream()
                .filter(one -> paths.contains(one.page().path()))
                .forEach(one -> said.of(one.id()).add(new Said(one.page().path(), one)));
        units.pages().values().stream()
                .filter(page -> paths.contains(page.path()))
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

    private void goes(Occurrence one) {
        if (!new Said(one.page().path(), one).removeFrom(of(one.id()))) {
            throw new IllegalStateException("'" + one.id() + "' is replaced where it is not");
        }
    }

    private List<Said> of(UnitId id) {
        return units.computeIfAbsent(id, none -> new ArrayList<>(1));
    }

    private void keep(Page page, String section, Slot slot) {
        var named = Value.entries(Map.of(
                "section", Value.text(section), "name", Value.text(slot.name()), "is", Likeness.of(slot.value())));
        rest.merge(new Kept(page.path(), named), 1, Integer::sum);
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
        return some.size() == others.size() && some.stream().allMatch(one -> one.removeFrom(left));
    }

    private static void differs(String what, Problems problems) {
        problems.add(Problem.error(
                        MoveCodes.RESULT_DIFFERS,
                        "the text that the target would get does not say what was selected: " + what)
                .withHint("move it by hand, and check it with 'castellan validate'"));
    }
}
