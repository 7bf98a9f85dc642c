package io.castellan.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * By whose word an apply runs; recorded with its intent.
 *
 * @param policy the commit whose policy was in force; empty where there is none
 * @param authors persons who wrote what is applied, ordered; who is no known person stands as {@code unknown:} and what is known
 * @param approvals those that counted
 * @param breakGlass what was left out in an emergency
 */
public record Warrant(
        Optional<String> policy, List<String> authors, List<Counted> approvals, Optional<BreakGlass> breakGlass) {
    private static final Warrant NONE = new Warrant(Optional.empty(), List.of(), List.of(), Optional.empty());

    public Warrant {
        Objects.requireNonNull(policy, "policy");
        authors = List.copyOf(authors);
        approvals = List.copyOf(approvals);
        Objects.requireNonNull(breakGlass, "breakGlass");
    }

    /** Where no policy asks for any. */
    public static Warrant none() {
        return NONE;
    }

    /** Whether this was left out in an emergency. */
    public boolean skipped(String what) {
        return breakGlass.filter(glass -> glass.skipped().contains(what)).isPresent();
    }

    /** The persons who approved, ordered. */
    public List<String> approvers() {
        return approvals.stream().map(Counted::person).distinct().sorted().toList();
    }

    /**
     * An emergency.
     *
     * @param skipped what was left out, as the policy calls it, ordered
     * @param reason in the words of whoever broke the glass
     */
    public record BreakGlass(List<String> skipped, String reason) {
        public BreakGlass {
            skipped = skipped.stream().sorted().toList();
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * An approval that counted.
     *
     * @param person who gave it, by the policy in force
     * @param source how that was proved, for example {@code ssh}
     */
    public record Counted(Approval.Signed signed, String person, String source) {
        public Counted {
            Objects.requireNonNull(signed, "signed");
            Objects.requireNonNull(person, "person");
            Objects.requireNonNull(source, "source");
        }
    }
}
