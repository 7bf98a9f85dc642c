package io.castellan.report;

import io.castellan.diagnostics.Problem;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What somebody may do in an environment by the policy, and what a change needs there.
 *
 * @param at when a freeze was asked for
 * @param identity as it was given
 * @param shown the same, unambiguous for people
 * @param rights in the order in which they are shown
 * @param rules empty where the policy says nothing of the environment
 */
public record AccessAnswer(
        String environment,
        Instant at,
        String identity,
        String shown,
        Who who,
        List<Right> rights,
        Optional<Rules> rules) {
    public AccessAnswer {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(shown, "shown");
        Objects.requireNonNull(who, "who");
        rights = List.copyOf(rights);
        Objects.requireNonNull(rules, "rules");
    }

    /**
     * Whose the identity is.
     *
     * @param person empty for a system and for nobody
     * @param groups of the person
     */
    public record Who(Kind kind, Optional<String> person, List<String> groups) {
        public Who {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(person, "person");
            groups = List.copyOf(groups);
        }
    }

    public enum Kind {
        PERSON,
        SYSTEM,
        NOBODY;

        String word() {
            return switch (this) {
                case PERSON -> "person";
                case SYSTEM -> "system";
                case NOBODY -> "nobody";
            };
        }
    }

    /**
     * One right.
     *
     * @param via the way from the policy's list to the person; empty where the right is not given
     * @param why it is not given; empty where it is
     */
    public record Right(String name, Optional<String> via, Optional<Problem> why) {
        public Right {
            Objects.requireNonNull(name, "name");
            if (via.isPresent() == why.isPresent()) {
                throw new IllegalArgumentException("a right is given or not: " + name);
            }
        }
    }

    /**
     * What holds for everybody.
     *
     * @param approvals how many a change needs, by risk and cause
     * @param approvers the groups and persons that may approve
     * @param separate which parts one person does not play
     * @param freeze what holds now
     * @param maySkip what this identity may leave out in an emergency
     */
    public record Rules(
            Map<String, Integer> approvals,
            String approvers,
            List<String> separate,
            Optional<Frozen> freeze,
            List<String> maySkip) {
        public Rules {
            approvals = Collections.unmodifiableMap(new LinkedHashMap<>(approvals));
            Objects.requireNonNull(approvers, "approvers");
            separate = List.copyOf(separate);
            Objects.requireNonNull(freeze, "freeze");
            maySkip = List.copyOf(maySkip);
        }
    }

    /** @param until the first instant after it */
    public record Frozen(Instant from, Instant until, String zone, String reason) {
        public Frozen {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(until, "until");
            Objects.requireNonNull(zone, "zone");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
