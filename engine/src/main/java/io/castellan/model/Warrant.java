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
 * @param owed changes of which no evidence was asked, though they leave another environment behind, by resource
 */
public record Warrant(
        Optional<String> policy,
        List<String> authors,
        List<Counted> approvals,
        Optional<BreakGlass> breakGlass,
        List<Owed> owed) {
    private static final Warrant NONE = new Warrant(Optional.empty(), List.of(), List.of(), Optional.empty());

    public Warrant {
        Objects.requireNonNull(policy, "policy");
        authors = List.copyOf(authors);
        approvals = List.copyOf(approvals);
        Objects.requireNonNull(breakGlass, "breakGlass");
        owed = owed.size() < 2 ? List.copyOf(owed) : owed.stream().sorted().toList();
    }

    /** Where nothing is owed. */
    public Warrant(
            Optional<String> policy, List<String> authors, List<Counted> approvals, Optional<BreakGlass> breakGlass) {
        this(policy, authors, approvals, breakGlass, List.of());
    }

    /** The same with what is owed. */
    public Warrant owing(List<Owed> others) {
        return new Warrant(policy, authors, approvals, breakGlass, others);
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
     * A change of which no evidence was asked: the same is to be done where state comes from.
     *
     * @param from where state comes from
     * @param reason why none was asked, as one word
     */
    public record Owed(ResourceId id, String from, String reason) implements Comparable<Owed> {
        public Owed {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public int compareTo(Owed other) {
            return id.compareTo(other.id);
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

        /** For people: the source, or the account for which a host signed. */
        public String by() {
            return signed.approval().account().orElse(source);
        }
    }
}
