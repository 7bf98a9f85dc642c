package io.castellan.promote;

import io.castellan.model.Change;
import io.castellan.model.Declared;
import io.castellan.model.FieldChange;
import io.castellan.model.Phase;
import io.castellan.model.Plan;
import io.castellan.model.ResourceId;
import io.castellan.model.Risk;
import io.castellan.model.RiskClass;
import io.castellan.model.Verb;
import io.castellan.resource.Declarations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a rollback means besides its changes.
 *
 * @param lost what does not come back with the declarations, one clause each, ordered by resource
 * @param access what gives access that was taken since: rules and users that come back, denials that go
 */
public record Aftermath(List<Lost> lost, List<ResourceId> access) {
    private static final Set<String> EMPTYING =
            Set.of("config.retention.ms", "config.retention.bytes", "config.cleanup.policy");

    public Aftermath {
        lost = List.copyOf(lost);
        access = List.copyOf(access);
    }

    /** @param why one clause */
    public record Lost(ResourceId id, String why) {
        public Lost {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * @param plan of the restored files
     * @param now what was declared until now
     * @param restored what is declared with the restored files
     */
    public static Aftermath of(Plan plan, Declarations now, Declarations restored) {
        var lost = new ArrayList<Lost>();
        plan.changes().forEach(change -> lost(change, now).forEach(why -> lost.add(new Lost(change.id(), why))));
        return new Aftermath(lost, access(plan, now, restored));
    }

    private static List<String> lost(Change change, Declarations now) {
        var why = new ArrayList<String>();
        change.disposition().refusal().ifPresent(refusal -> why.add("it stays as it is: " + refusal.message()));
        if (!change.disposition().isPlanned()) {
            return why;
        }
        var risks = new HashSet<String>();
        change.difference().risks().stream().map(Risk::code).forEach(risks::add);
        if (risks.contains("TOPIC_CREATED")) {
            why.add("it is created empty: what it held is gone");
            if (now.all().containsKey(change.id())) {
                why.add("until now it was declared to be absent; that is lifted");
            }
        }
        if (risks.contains("USER_CREATED") || risks.contains("PASSWORD_SENT")) {
            why.add("it gets the password that its secret holds now; the one that it had then is kept nowhere");
        }
        boolean milder = change.difference().worstRisk().compareTo(RiskClass.DESTRUCTIVE) < 0;
        if (milder
                && change.verb() == Verb.UPDATE
                && change.difference().fields().stream().anyMatch(Aftermath::empties)) {
            why.add("its settings come back, and no record that was removed under the others");
        }
        return why;
    }

    private static boolean empties(FieldChange field) {
        return EMPTYING.contains(field.path());
    }

    private static List<ResourceId> access(Plan plan, Declarations now, Declarations restored) {
        var given = new TreeSet<ResourceId>();
        plan.steps().stream()
                .filter(step -> step.phase() == Phase.ACCESS_GIVEN)
                .forEach(step -> given.addAll(step.realises()));
        given.removeIf(id -> Objects.equals(spec(now, id), spec(restored, id)));
        return List.copyOf(given);
    }

    private static Optional<Object> spec(Declarations all, ResourceId id) {
        return Optional.<Declared<?>>ofNullable(all.all().get(id)).map(Declared::spec);
    }
}
