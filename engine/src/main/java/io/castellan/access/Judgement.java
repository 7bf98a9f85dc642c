package io.castellan.access;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Change;
import io.castellan.model.Warrant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the policy says of a plan.
 *
 * @param standings of each planned change, in the plan's order
 * @param refusals why it may not be executed; empty where it may
 * @param notes which approvals did not count, and why
 * @param warrant what would be recorded
 */
public record Judgement(List<Standing> standings, List<Problem> refusals, List<Problem> notes, Warrant warrant) {
    public Judgement {
        standings = List.copyOf(standings);
        refusals = List.copyOf(refusals);
        notes = List.copyOf(notes);
        Objects.requireNonNull(warrant, "warrant");
    }

    /**
     * How far a new version of the control set is approved.
     *
     * @param authors who wrote it
     * @param approvals those that count, one a person
     * @param rejecters names of the persons who reject it, ordered
     */
    public record Control(
            ControlSet.Change change,
            Requirement needed,
            List<Actor> authors,
            List<Warrant.Counted> approvals,
            List<String> rejecters) {
        public Control {
            Objects.requireNonNull(change, "change");
            Objects.requireNonNull(needed, "needed");
            authors = List.copyOf(authors);
            approvals = List.copyOf(approvals);
            rejecters = List.copyOf(rejecters);
        }

        public boolean approved() {
            return rejecters.isEmpty() && approvals.size() >= needed.approvals();
        }

        /**
         * Why somebody may not bring it into force, as clauses.
         *
         * @param rules of the environments that decide
         */
        public List<String> conflicts(List<Separations> rules, Actor executor) {
            var conflicts = new TreeSet<String>();
            for (var rule : rules) {
                authors.forEach(author -> rule.between(Separation.AUTHOR_EXECUTOR, author, executor)
                        .ifPresent(conflict -> conflicts.add("the new control set: " + conflict.why())));
                if (rule.kept().contains(Separation.APPROVER_EXECUTOR)
                        && approvals.stream().anyMatch(one -> one.person().equals(executor.name()))) {
                    conflicts.add("'" + executor.name()
                            + "' approved the new control set, so somebody else brings it into force");
                }
            }
            return List.copyOf(conflicts);
        }

        /** How far it is, as a clause. */
        public String standing() {
            var strangers = authors.stream()
                    .filter(author -> author.fold(known -> false, machine -> false, stranger -> true))
                    .map(Actor::name)
                    .collect(Collectors.joining(", "));
            return needed.approvals() + (needed.approvals() == 1 ? " approval is" : " approvals are") + " needed and "
                    + approvals.size() + (approvals.size() == 1 ? " is" : " are") + " given"
                    + (rejecters.isEmpty() ? "" : ", and it is rejected by " + String.join(", ", rejecters))
                    + (strangers.isEmpty() ? "" : "; of those who wrote it, " + strangers + " may be anybody");
        }
    }

    /**
     * How far a change is approved.
     *
     * @param needed how many persons must approve it
     * @param authors who wrote it, each once
     * @param authorsMayWrite whether all of them have the right to
     * @param approvers names of the persons whose approvals count, ordered
     * @param rejecters names of the persons who reject it, ordered
     * @param comments what they said with it, by name, as they wrote it
     * @param hosts which host tells of their word, by name; who signed is not named
     */
    public record Standing(
            Change change,
            Requirement needed,
            List<Actor> authors,
            boolean authorsMayWrite,
            List<String> approvers,
            List<String> rejecters,
            Map<String, String> comments,
            Map<String, String> hosts) {
        public Standing {
            Objects.requireNonNull(change, "change");
            Objects.requireNonNull(needed, "needed");
            authors = List.copyOf(authors);
            approvers = List.copyOf(approvers);
            rejecters = List.copyOf(rejecters);
            comments = Map.copyOf(comments);
            hosts = Map.copyOf(hosts);
        }

        public boolean approved() {
            return rejecters.isEmpty() && approvers.size() >= needed.approvals();
        }

        /** What is missing, as a clause; empty where nothing is. */
        Optional<String> missing() {
            return approved() || !rejecters.isEmpty()
                    ? Optional.empty()
                    : Optional.of("needs " + needed.approvals()
                            + (needed.approvals() == 1 ? " approval (" : " approvals (")
                            + String.join(", ", needed.because()) + ") and has "
                            + (approvers.isEmpty() ? "none" : "that of " + String.join(", ", approvers)));
        }
    }
}
