package io.castellan.apply;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Change;
import io.castellan.model.Plan;
import io.castellan.model.ResourceId;
import io.castellan.model.RiskClass;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.StepState;
import io.castellan.plan.Planned;
import io.castellan.plan.Planning;
import io.castellan.resource.Cluster;
import io.castellan.resource.Registry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** Looks at what an apply that did not end left on the cluster. */
record LeftBehind(Registry registry, Planning planning) {
    /** Whether what would go on was agreed to: as it began, or as it is left now. */
    static boolean agreed(List<Change> begun, Plan anew, Plan agreement) {
        var digests = agreement.planned().stream().map(Change::digest).collect(Collectors.toSet());
        var open = new TreeMap<ResourceId, Change>();
        anew.refused().forEach(change -> open.put(change.id(), change));
        anew.planned().forEach(change -> open.put(change.id(), change));
        return begun.stream()
                .allMatch(change -> digests.contains(change.digest())
                        || Optional.ofNullable(open.get(change.id()))
                                .map(now -> digests.contains(now.digest()))
                                .orElse(true));
    }

    /**
     * What is left of a killed apply may be less than what was agreed to, never worse.
     *
     * @throws Failure STALE if it is riskier or would destroy more, REFUSED if a rule forbids now what would be sent
     */
    void requireNotWorse(List<Change> begun, Planned anew, Cluster cluster) {
        requireRiskNotRisen(begun, anew, cluster);
        var known = begun.stream().map(Change::id).collect(Collectors.toSet());
        var refused = new TreeMap<ResourceId, Change>();
        anew.plan().refused().stream()
                .filter(change -> known.contains(change.id()))
                .forEach(change -> refused.put(change.id(), change));
        if (refused.isEmpty()) {
            return;
        }
        refused.keySet().retainAll(matching(steps(begun, refused.keySet(), anew), cluster, LeftBehind::wouldBegin));
        if (!refused.isEmpty()) {
            throw new Failure(
                    ExitCode.REFUSED,
                    refused.values().stream()
                            .flatMap(change -> change.disposition().refusal().stream()
                                    .map(why -> Problem.error(why.code(), change.id() + ": " + why.message())
                                            .withHint(why.hint())))
                            .toList());
        }
    }

    private void requireRiskNotRisen(List<Change> begun, Planned anew, Cluster cluster) {
        var agreed = new TreeMap<ResourceId, Change>();
        begun.forEach(change -> agreed.put(change.id(), change));
        var risen = new TreeMap<ResourceId, Change>();
        anew.plan()
                .planned()
                .forEach(change -> Optional.ofNullable(agreed.get(change.id()))
                        .filter(before -> risk(change).compareTo(risk(before)) > 0
                                || !change.within(before.difference().ceilings()))
                        .ifPresent(before -> risen.put(change.id(), change)));
        if (!risen.isEmpty()) {
            risen.keySet().retainAll(matching(steps(begun, risen.keySet(), anew), cluster, LeftBehind::openToSight));
        }
        if (!risen.isEmpty()) {
            throw new Failure(
                    ExitCode.STALE,
                    risen.values().stream()
                            .map(change -> Problem.error(
                                            ApplyCodes.RISK_ROSE,
                                            change.id() + " is " + risk(change).word()
                                                    + " now, and riskier or larger than what was agreed to")
                                    .withHint("plan again and have the new plan agreed to"))
                            .toList());
        }
    }

    private List<Step> steps(List<Change> begun, Set<ResourceId> of, Planned anew) {
        return planning.steps(
                begun.stream().filter(change -> of.contains(change.id())).toList(), anew.world());
    }

    private static RiskClass risk(Change change) {
        return change.difference().worstRisk();
    }

    /**
     * What is seen to be otherwise than its steps make it. Of the rest, what differs still cannot be read, and looks riskier only
     * because the killed apply sent it already: a new user's password, planned again, is a password replaced.
     */
    private static boolean openToSight(StepState state, boolean repeatable) {
        return state != StepState.DONE && !(state == StepState.UNKNOWABLE && repeatable);
    }

    /** What is under way was begun when it was allowed, and is brought to its end. */
    private static boolean wouldBegin(StepState state, boolean repeatable) {
        return state == StepState.PENDING || state == StepState.UNKNOWABLE && repeatable;
    }

    private Set<ResourceId> matching(List<Step> steps, Cluster cluster, BiPredicate<StepState, Boolean> wanted) {
        var states = standing(steps, cluster);
        return steps.stream()
                .filter(step -> wanted.test(
                        states.getOrDefault(step.id(), StepState.UNKNOWABLE),
                        registry.executor(step.executor()).repeatable()))
                .flatMap(step -> step.realises().stream())
                .collect(Collectors.toSet());
    }

    /** Asks each executor once. */
    Map<StepId, StepState> standing(List<Step> steps, Cluster cluster) {
        var states = new TreeMap<StepId, StepState>();
        steps.stream()
                .collect(Collectors.groupingBy(Step::executor, TreeMap::new, Collectors.toList()))
                .forEach((executor, own) ->
                        states.putAll(registry.executor(executor).inspect(own, cluster)));
        return states;
    }
}
