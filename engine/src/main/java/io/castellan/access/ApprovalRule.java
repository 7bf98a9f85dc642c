package io.castellan.access;

import io.castellan.model.Cause;
import io.castellan.model.Risk;
import io.castellan.model.RiskClass;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many persons must approve a change.
 *
 * @param byRisk for every class of risk
 * @param environmentOnly for a change that is the environment's own, so that no promotion could have shown it
 * @param control for a new version of the policy and of the other files that decide who may do what
 */
public record ApprovalRule(Map<RiskClass, Integer> byRisk, int environmentOnly, int control) {
    /** What holds where the policy does not say. */
    public static final ApprovalRule DEFAULT = new ApprovalRule(
            Map.of(RiskClass.SAFE, 1, RiskClass.DISRUPTIVE, 1, RiskClass.DESTRUCTIVE, 2, RiskClass.IRREVERSIBLE, 2),
            2,
            2);

    static final String ENVIRONMENT_ONLY = "environmentOnly";
    static final String CONTROL = "control";

    public ApprovalRule {
        if (byRisk.size() != RiskClass.values().length) {
            throw new IllegalArgumentException("every class of risk needs its number: " + byRisk);
        }
        byRisk = Collections.unmodifiableMap(new EnumMap<>(byRisk));
    }

    /**
     * What a change needs: the most that one of its risks, or its cause, asks for. A change without any risk is safe.
     *
     * @param cause what declared the change
     */
    public Requirement required(Collection<Risk> risks, Cause cause) {
        var asking = new TreeMap<String, Integer>();
        risks.forEach(risk -> asking.put(risk.riskClass().word(), count(risk.riskClass())));
        if (risks.isEmpty()) {
            asking.put(RiskClass.SAFE.word(), count(RiskClass.SAFE));
        }
        if (cause.environmentOwn()) {
            asking.put(ENVIRONMENT_ONLY, environmentOnly);
        }
        return Requirement.most(asking);
    }

    /** What a new version of the control set needs. */
    public Requirement requiredForControl() {
        return Requirement.most(Map.of(CONTROL, control));
    }

    private int count(RiskClass riskClass) {
        return byRisk.getOrDefault(riskClass, Integer.MAX_VALUE);
    }

    /** Every number by the name that it has in the policy, mildest first. */
    public Map<String, Integer> byName() {
        var all = new LinkedHashMap<String, Integer>();
        byRisk.forEach((riskClass, number) -> all.put(riskClass.word(), number));
        all.put(ENVIRONMENT_ONLY, environmentOnly);
        all.put(CONTROL, control);
        return Collections.unmodifiableMap(all);
    }
}
