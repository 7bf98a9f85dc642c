package io.castellan.resource.acl;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The patterns that have rules. Asking is cheap, however many there are. */
final class PatternSet {
    private final Set<AclPattern> patterns = new HashSet<>();

    PatternSet(Collection<AclRule> rules) {
        rules.forEach(rule -> patterns.add(rule.pattern()));
    }

    /** Whether every resource of the pattern has a rule. */
    boolean covers(AclPattern pattern) {
        if (patterns.contains(pattern) || patterns.contains(AclPattern.literal(pattern.guarded(), AclPattern.ANY))) {
            return true;
        }
        for (int length = 1; length <= pattern.name().length(); length++) {
            var beginning = pattern.name().substring(0, length);
            if (patterns.contains(AclPattern.prefixed(pattern.guarded(), beginning))) {
                return !pattern.isEverything();
            }
        }
        return false;
    }
}
