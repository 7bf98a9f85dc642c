package io.castellan.report;

import io.castellan.model.Plan;

/** A layout of a plan. */
public interface PlanReport {
    /**
     * Writes all of the plan, ending with a line break. The same plan gives the same characters.
     *
     * @throws java.io.UncheckedIOException if {@code out} fails
     */
    void write(Plan plan, Appendable out);
}
