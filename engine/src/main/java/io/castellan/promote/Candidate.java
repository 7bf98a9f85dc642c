package io.castellan.promote;

import io.castellan.model.ResourceId;
import io.castellan.model.SomeIds;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A declaration that differs between two environments, and whether it may be promoted.
 *
 * @param what promoting it would do to the target
 * @param resources that it declares, in either environment
 * @param evidence the worst of all its resources
 */
public record Candidate(UnitId unit, Act what, Set<ResourceId> resources, ThreeWay standing, Evidence evidence) {
    private static final Pattern NO_NAME = Pattern.compile("sha256:[0-9a-f]{64}");

    public Candidate {
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(what, "what");
        resources = Collections.unmodifiableSortedSet(new TreeSet<>(resources));
        Objects.requireNonNull(standing, "standing");
        Objects.requireNonNull(evidence, "evidence");
    }

    /** What becomes of the target's declaration. */
    public enum Act {
        COMES,
        REPLACED,
        GOES
    }

    /** For people: as the files name it; what has no name there, such as a rule of access, by what it declares. */
    public String name() {
        boolean nameless = !unit.path().isEmpty()
                && NO_NAME.matcher(unit.path().get(unit.path().size() - 1)).matches();
        return nameless && !resources.isEmpty() ? SomeIds.of(List.copyOf(resources)) : unit.toString();
    }

    public boolean isPromotable() {
        return standing == ThreeWay.PROMOTE && evidence.suffices();
    }

    /** Why it is promoted, or why not: a clause. */
    public String words(String source, String target) {
        return switch (standing) {
            case PROMOTE, SAME ->
                evidence.fold(
                        proved -> evidence.words(),
                        soaking -> evidence.words(),
                        missing -> evidence.words() + "; " + missing.todo(),
                        exempt -> evidence.words());
            case TARGET_CHANGED ->
                what == Act.COMES
                        ? target + " had it and does not declare it any more: not brought back"
                        : source + " never had what " + target + " declares: " + target + "'s own, left as it is";
            case BOTH_CHANGED ->
                what == Act.COMES
                        ? target + " does not declare it any more, and " + source
                                + " declares it otherwise than was applied in " + target
                                + ": not brought back; declare it in " + target
                                + " again, as it was, to have it promoted"
                        : target + " declares what was never applied in " + source
                                + ", so somebody changed it there by hand: not overwritten; write it in " + source
                                + " as well and apply that, or take it back in "
                                + target;
        };
    }
}
