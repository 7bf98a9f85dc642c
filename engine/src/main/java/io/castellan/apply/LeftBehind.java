package io.castellan.apply;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Change;
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
import java.util.stream.Collectors;

/** Looks at what an apply that did not end left on the cluster. */
record LeftBehind(Registry registry, Planning planning) {
    /** What is left of a killed apply may be less than what was agreed to, never worse. */
    void requireRiskNotRisen(List<Change> begun, Planned anew, Cluster cluster) {
        var agreed = new TreeMap<ResourceId, Change>();
        begun.forEach(change -> agreed.put(change.id(), change));
        var risen = new TreeMap<ResourceId, Change>();
        anew.plan().planned().forEach(change -> Optional.ofNullable(agreed.get(change.id()))
                .filter(before -> risk(change).compareTo(risk(before)) > 0)
                .ifPresent(before -> risen.put(change.id(), change)));
        if (!risen.isEmpty()) {
            risen.keySet().retainAll(openToSight(planning.steps(
                    begun.stream().filter(change -> risen.containsKey(change.id())).toList(), anew.world()), cluster));
        }
        if (!risen.isEmpty()) {
            throw new Failure(
                    ExitCode.STALE,
                    risen.values().stream()
                            .map(change -> Problem.error(
                                    ApplyCodes.RISK_ROSE,
                                    change.id() + " is " + risk(change).word() + " now, more than was agreed to"))
                            .toList());
        }
    }

    private static RiskClass risk(Change change) {
        return change.difference().worstRisk();
    }

    /**
     * What is seen to be otherwise than its steps make it. Of the rest, what differs still cannot be read, and looks riskier only
     * because the killed apply sent it already: a new user's password, planned again, is a password replaced.
     */
    private Set<ResourceId> openToSight(List<Step> steps, Cluster cluster) {
        var states = standing(steps, cluster);
        return steps.stream()
                .filter(step -> {
                    var state = states.getOrDefault(step.id(), StepState.UNKNOWABLE);
                    var repeatable = registry.executor(step.executor()).repeatable();
                    return state != StepState.DONE && !(state == StepState.UNKNOWABLE && repeatable);
                })
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
