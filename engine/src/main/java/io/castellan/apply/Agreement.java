package io.castellan.apply;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Change;
import io.castellan.model.Plan;
import io.castellan.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Holds a plan that was made anew against the one that was agreed to (R3). What is executed is exactly what has the same digest in
 * both; a figure that stayed under its agreed ceiling is the same.
 *
 * @param execute the changes of the new plan that were agreed to
 * @param notAgreed changes of the new plan that nobody agreed to
 * @param unmet what was agreed to, and is neither executed nor live already
 */
record Agreement(List<Change> execute, List<Change> notAgreed, List<ResourceId> unmet) {
    Agreement {
        execute = List.copyOf(execute);
        notAgreed = List.copyOf(notAgreed);
        unmet = List.copyOf(unmet);
    }

    /**
     * @param covered what the new plan is about
     * @throws Failure STALE if an agreed change is planned otherwise now or became refused, REFUSED if the plans have different targets
     */
    static Agreement between(Plan agreed, Plan anew, Predicate<ResourceId> covered) {
        requireSameTarget(agreed, anew);
        Map<ResourceId, Change> wanted = agreed.planned().stream()
                .collect(Collectors.toMap(Change::id, Function.identity(), (a, b) -> a, TreeMap::new));
        var execute = new ArrayList<Change>();
        var notAgreed = new ArrayList<Change>();
        var problems = new ArrayList<Problem>();
        for (var change : anew.planned()) {
            var wish = wanted.remove(change.id());
            if (wish == null) {
                notAgreed.add(change);
            } else {
                // the ceilings of the agreement hold as long as today's figures stay under them
                var bounded = change.boundedBy(wish.difference().ceilings(), anew.target());
                if (bounded.digest().equals(wish.digest())) {
                    execute.add(bounded);
                } else {
                    problems.add(stale(wish, change));
                }
            }
        }
        for (var refused : anew.refused()) {
            if (wanted.remove(refused.id()) != null) {
                refused.disposition()
                        .refusal()
                        .ifPresent(why -> problems.add(Problem.error(why.code(), refused.id() + ": " + why.message())
                                .withHint(why.hint())));
            }
        }
        if (!problems.isEmpty()) {
            throw new Failure(ExitCode.STALE, problems);
        }
        var deferred = anew.changes().stream()
                .filter(change -> !change.isEndToCome())
                .filter(change -> change.disposition()
                        .fold(planned -> false, refused -> false, later -> true, unmanaged -> false))
                .map(Change::id)
                .collect(Collectors.toSet());
        // of what is still wanted, the rest is live already: nothing to do
        var unmet = wanted.keySet().stream()
                .filter(id -> !covered.test(id) || deferred.contains(id))
                .toList();
        return new Agreement(execute, notAgreed, unmet);
    }

    /** @throws Failure REFUSED if the plans are for different environments or clusters */
    static void requireSameTarget(Plan agreed, Plan anew) {
        if (!agreed.target().equals(anew.target())) {
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(
                            ApplyCodes.OTHER_TARGET,
                            "the plan is for " + agreed.target().environment() + " on cluster "
                                    + agreed.target().clusterId() + ", not for "
                                    + anew.target().environment() + " on "
                                    + anew.target().clusterId()));
        }
    }

    private static Problem stale(Change wish, Change now) {
        return Problem.error(ApplyCodes.STALE, wish.id() + " moved since the plan was made: " + describe(wish, now))
                .withHint("plan again and have the new plan agreed to; nothing was changed");
    }

    private static String describe(Change wish, Change now) {
        if (wish.verb() != now.verb()) {
            return "it was to be " + wish.verb().word() + "d, now it would be "
                    + now.verb().word() + "d";
        }
        if (!wish.difference().uuid().equals(now.difference().uuid())) {
            return "it was deleted and created again";
        }
        if (now.difference().worstRisk().compareTo(wish.difference().worstRisk()) > 0) {
            return "its risk rose to " + now.difference().worstRisk().word();
        }
        var agreed = wish.difference().fields().stream().collect(Collectors.toMap(f -> f.path(), Function.identity()));
        return now.difference().fields().stream()
                .filter(field -> {
                    var other = agreed.get(field.path());
                    return other == null
                            || !other.before().equals(field.before())
                            || !other.after().equals(field.after());
                })
                .findFirst()
                .map(field -> field.path() + " is " + field.before().display() + " now")
                .orElse("fewer fields differ, or what it would destroy grew");
    }
}
