package io.castellan.report;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Plan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a proposed commit would change.
 *
 * @param commit full id
 * @param against full id of the protected branch's commit
 * @param problems that belong to no environment
 * @param environments those that the commit touches
 */
public record Review(String commit, String against, List<Problem> problems, List<Part> environments) {
    public Review {
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(against, "against");
        problems = List.copyOf(problems);
        environments = List.copyOf(environments);
    }

    /**
     * One environment.
     *
     * @param problems why there is no plan, or what is to be known beside it
     * @param plan empty where none could be made
     */
    public record Part(String environment, List<Problem> problems, Optional<Plan> plan) {
        public Part {
            Objects.requireNonNull(environment, "environment");
            problems = List.copyOf(problems);
            Objects.requireNonNull(plan, "plan");
        }
    }
}
