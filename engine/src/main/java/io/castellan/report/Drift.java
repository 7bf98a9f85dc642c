package io.castellan.report;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Plan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far the cluster of one environment is from what is declared.
 *
 * @param plan the changes that would make it so; empty where it could not be made
 * @param problems why it could not be made; empty where it could
 */
public record Drift(String environment, Status status, Optional<Plan> plan, List<Problem> problems) {
    public Drift {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(plan, "plan");
        problems = List.copyOf(problems);
    }

    /** In short. */
    public enum Status {
        IN_SYNC("in-sync"),
        DRIFTED("drifted"),
        /** No difference was found, and not everything could be read. */
        INCOMPLETE("incomplete"),
        /** The cluster gave no answer. */
        UNREACHABLE("unreachable"),
        /** No plan could be made: the state files are wrong, or it is another cluster. */
        REFUSED("refused");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        /** As written in formats. */
        public String word() {
            return word;
        }
    }

    /** Drifted if there is a difference; what waits or is unmanaged is none. */
    public static Drift of(Plan plan) {
        var status =
                plan.summary().hasDifferences() ? Status.DRIFTED : plan.complete() ? Status.IN_SYNC : Status.INCOMPLETE;
        return new Drift(plan.target().environment(), status, Optional.of(plan), List.of());
    }

    public static Drift unreachable(String environment, List<Problem> problems) {
        return new Drift(environment, Status.UNREACHABLE, Optional.empty(), problems);
    }

    public static Drift refused(String environment, List<Problem> problems) {
        return new Drift(environment, Status.REFUSED, Optional.empty(), problems);
    }
}
