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
 */
public record Warrant(Optional<String> policy, List<String> authors, List<Counted> approvals) {
    private static final Warrant NONE = new Warrant(Optional.empty(), List.of(), List.of());

    public Warrant {
        Objects.requireNonNull(policy, "policy");
        authors = List.copyOf(authors);
        approvals = List.copyOf(approvals);
    }

    /** Where no policy asks for any. */
    public static Warrant none() {
        return NONE;
    }

    /** The persons who approved, ordered. */
    public List<String> approvers() {
        return approvals.stream().map(Counted::person).distinct().sorted().toList();
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
