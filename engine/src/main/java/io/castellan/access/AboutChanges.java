package io.castellan.access;

import io.castellan.access.Judgement.Standing;
import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Change;
import io.castellan.model.SomeIds;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is wrong with changes: one problem for all of which the same is to be said. */
final class AboutChanges {
    private AboutChanges() {}

    /** @param what to say of each; a clause */
    static List<Problem> grouped(List<Standing> standings, Code code, Function<Standing, String> what, String hint) {
        return standings.stream()
                .collect(Collectors.groupingBy(
                        what, TreeMap::new, Collectors.mapping(Standing::change, Collectors.toList())))
                .entrySet()
                .stream()
                .map(group -> problem(code, group.getValue(), group.getKey(), hint))
                .toList();
    }

    static Problem problem(Code code, List<Change> changes, String what, String hint) {
        var named = SomeIds.of(changes.stream().map(Change::id).toList());
        return Problem.error(code, named + ": " + what).withHint(hint);
    }
}
