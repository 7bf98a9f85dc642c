package io.castellan.access;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How many approvals a change can get at most: the best case over who writes it and who executes it.
 *
 * @param most empty where whoever writes a change, nobody is left to execute it
 */
public record Reachability(EnvironmentAccess access, Set<String> approvers, Optional<Integer> most) {
    /** Stands for whoever the policy does not know, where a list names everyone; may be anybody. */
    private static final String STRANGER = "";
    /** Two persons of a sort stand for all of them: no rule speaks of more than two at a time. */
    private static final int ENOUGH = 2;

    static Reachability of(People people, EnvironmentAccess access) {
        return of(people, access, access.holders(Right.WRITE).all(people), approver -> true);
    }

    /**
     * @param writers who may have written the change
     * @param able who of those that may approve can
     */
    public static Reachability of(
            People people, EnvironmentAccess access, Set<String> writers, Predicate<String> able) {
        var approvers = new TreeSet<>(access.holders(Right.APPROVE).all(people));
        approvers.removeIf(able.negate());
        var executors = access.holders(Right.EXECUTE).all(people);
        var writersTried = new ArrayList<>(candidates(writers, executors, approvers));
        if (access.holders(Right.WRITE).everyone()) {
            writersTried.add(STRANGER);
        }
        var executorsTried = new ArrayList<Optional<String>>();
        candidates(executors, writers, approvers).forEach(name -> executorsTried.add(Optional.of(name)));
        if (access.holders(Right.EXECUTE).everyone()) {
            executorsTried.add(Optional.of(STRANGER));
        }
        if (!access.holders(Right.EXECUTE).systems().isEmpty()) {
            executorsTried.add(Optional.empty());
        }
        Optional<Integer> most = Optional.empty();
        for (var writer : writersTried) {
            for (var executor : executorsTried) {
                var count = count(access.separate().kept(), approvers, writer, executor);
                most = Stream.of(most, count).flatMap(Optional::stream).max(Integer::compare);
            }
        }
        return new Reachability(access, approvers, most);
    }

    private static Optional<Integer> count(
            Set<Separation> kept, Set<String> approvers, String writer, Optional<String> executor) {
        if (kept.contains(Separation.AUTHOR_EXECUTOR)
                && executor.filter(name -> mayBeOne(name, writer)).isPresent()) {
            return Optional.empty();
        }
        var out = new LinkedHashSet<String>();
        for (var approver : approvers) {
            if (kept.contains(Separation.AUTHOR_APPROVER) && mayBeOne(writer, approver)
                    || kept.contains(Separation.APPROVER_EXECUTOR)
                            && executor.filter(name -> mayBeOne(name, approver)).isPresent()) {
                out.add(approver);
            }
        }
        return Optional.of(approvers.size() - out.size());
    }

    private static boolean mayBeOne(String one, String other) {
        return one.equals(other) || one.equals(STRANGER) || other.equals(STRANGER);
    }

    /** Some of each sort: approver or not, and also having the other right or not. */
    private static List<String> candidates(Set<String> all, Set<String> other, Set<String> approvers) {
        Predicate<String> approves = approvers::contains;
        Predicate<String> both = other::contains;
        return Stream.of(
                        approves.and(both),
                        approves.and(both.negate()),
                        approves.negate().and(both),
                        approves.negate().and(both.negate()))
                .flatMap(sort -> all.stream().filter(sort).limit(ENOUGH))
                .toList();
    }

    /** What can never be done. */
    Optional<Problem> problem(String environment, Place at) {
        if (access.holders(Right.WRITE).equals(Holders.NOBODY)
                || access.holders(Right.EXECUTE).equals(Holders.NOBODY)) {
            return Optional.empty(); // the schema says that both are needed
        }
        if (most.isEmpty()) {
            return Optional.of(Problem.error(
                            PolicyCodes.UNREACHABLE,
                            at,
                            "nothing can ever be applied in '" + environment
                                    + "': author and executor are kept apart, and one person is all who may write and execute")
                    .withHint("name more persons, or leave author-executor out of 'separate'"));
        }
        return shortage()
                .map(said -> Problem.error(
                                PolicyCodes.UNREACHABLE, at, "in '" + environment + "' a change can get " + said)
                        .withHint(hint()));
    }

    /** A clause that says how many approvals there can be, and what needs more; empty where there can be enough, or nobody executes. */
    public Optional<String> shortage() {
        return most.flatMap(possible -> {
            var tooMany = access.approvals().byName().entrySet().stream()
                    .filter(rule -> rule.getValue() > possible)
                    .map(rule -> rule.getKey() + " " + rule.getValue())
                    .toList();
            return tooMany.isEmpty()
                    ? Optional.empty()
                    : Optional.of((possible == 0
                                    ? "no approval"
                                    : "at most " + possible + (possible == 1 ? " approval" : " approvals"))
                            + ", and these need more: " + String.join(", ", tooMany));
        });
    }

    private String hint() {
        var who = approvers.isEmpty() ? "nobody may approve" : "who may approve: " + String.join(", ", approvers);
        return who + (access.separate().kept().isEmpty() ? "" : "; author and executor may not count, see 'separate'")
                + "; a number that is left out is the default";
    }
}
