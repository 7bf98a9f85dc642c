package io.castellan.resource.acl;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells from what we may do whether rules matter to us at all: whoever may do what no rule allows, where there are rules, is a
 * super user. The brokers do not tell it otherwise, since they hide the settings of their authorizer. Pure.
 */
final class OwnRights {
    private static final AclPattern THE_CLUSTER = AclPattern.literal(Guarded.CLUSTER, Guarded.CLUSTER_NAME);

    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    private final List<AclRule> cluster;
    private final Set<Operation> may;
    private final Collection<AclRule> rules;
    private final Optional<String> principal;

    /**
     * @param rules all that are live
     * @param may what Kafka says we may do with the cluster
     */
    OwnRights(Collection<AclRule> rules, Set<Operation> may, Optional<String> principal) {
        this.rules = rules;
        this.may = may;
        this.principal = principal;
        this.cluster = rules.stream()
                .filter(rule -> rule.pattern().covers(THE_CLUSTER))
                .toList();
    }

    /** What we may do with the cluster although no rule allows it. */
    private Set<Operation> beyondRules() {
        return may.stream()
                .filter(operation -> cluster.stream()
                        .noneMatch(rule -> rule.allows()
                                && isOurs(rule)
                                && rule.operation().allows(operation)))
                .collect(Collectors.toSet());
    }

    /** Where we do not know who we are, every rule may be ours. */
    private boolean isOurs(AclRule rule) {
        return principal.map(rule::concerns).orElse(true);
    }

    /** @param everyone whether resources without rules are open to everybody, as far as the brokers tell it */
    Known superUser(Known everyone) {
        boolean beyond = !beyondRules().isEmpty();
        return beyond && (!cluster.isEmpty() || everyone == Known.NO) ? Known.YES : Known.UNKNOWN;
    }

    /** Whether resources without rules are open to everybody, told from what we may do. */
    Known everyone(Known superUser) {
        boolean open = superUser == Known.NO && cluster.isEmpty() && !may.isEmpty();
        return open ? Known.YES : Known.UNKNOWN;
    }

    /** A topic that has rules, of which none lets us see it; asking for it tells whether we are a super user. */
    Optional<String> tellingTopic() {
        var topics = rules.stream()
                .filter(rule -> rule.pattern().guarded() == Guarded.TOPIC)
                .toList();
        return topics.stream()
                .map(AclRule::pattern)
                .filter(pattern -> TOPIC.matcher(pattern.name()).matches())
                .distinct()
                .limit(20)
                .filter(pattern -> {
                    var name = AclPattern.literal(Guarded.TOPIC, pattern.name());
                    return topics.stream()
                            .noneMatch(rule -> rule.allows()
                                    && isOurs(rule)
                                    && rule.pattern().covers(name)
                                    && rule.operation().allows(Operation.DESCRIBE));
                })
                .map(AclPattern::name)
                .findFirst();
    }
}
