package io.castellan.promote;

import io.castellan.model.ResourceId;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A declaration that differs between two environments, and whether it may be promoted.
 *
 * @param what promoting it would do to the target
 * @param resources that it declares, in either environment
 * @param evidence the worst of all its resources
 */
public record Candidate(UnitId unit, Act what, Set<ResourceId> resources, ThreeWay standing, Evidence evidence) {
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
