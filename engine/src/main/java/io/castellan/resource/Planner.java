package io.castellan.resource;

import io.castellan.model.Change;
import io.castellan.model.Step;
import java.util.List;

/** Turns planned changes into steps. Pure; it may span kinds. */
public interface Planner {
    /**
     * The steps that this planner contributes for all planned changes; changes that it does not know are left to others. A step
     * may name steps that are not in this plan as those it must follow: they are ignored.
     */
    List<Step> steps(List<Change> planned, World world);
}
