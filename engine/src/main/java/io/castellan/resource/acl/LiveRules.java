package io.castellan.resource.acl;

import io.castellan.kafka.KafkaReads;
import io.castellan.model.Observed;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/** Every rule of the cluster, in one request. */
final class LiveRules {
    /**
     * @param rules those that we know the meaning of
     * @param strange how many others there are
     */
    record Found(Set<AclRule> rules, int strange) {}

    private LiveRules() {}

    /** Missing: the cluster has no authorizer. Unreadable: we may not describe the cluster. Kafka shows all rules or none. */
    static Observed<Found> read(KafkaReads reads) {
        return reads.acls(AclBindingFilter.ANY)
                .fold(
                        bindings -> Observed.present(found(bindings)),
                        Observed::missing,
                        why -> Observed.unreadable("access rules: " + why));
    }

    /** The same text comes again in thousands of rules, and is kept once. */
    private static Found found(Collection<AclBinding> bindings) {
        var patterns = new HashMap<AclPattern, AclPattern>();
        Map<String, String> texts = new HashMap<>();
        UnaryOperator<String> shared = text -> texts.computeIfAbsent(text, same -> same);
        var rules = new LinkedHashSet<AclRule>(bindings.size() * 2);
        int strange = 0;
        for (var binding : bindings) {
            var rule = AclRule.of(binding);
            if (rule.isEmpty()) {
                strange++;
            } else {
                var one = rule.get();
                rules.add(new AclRule(
                        shared.apply(one.principal()),
                        one.permission(),
                        one.operation(),
                        patterns.computeIfAbsent(one.pattern(), same -> same),
                        shared.apply(one.host())));
            }
        }
        return new Found(rules, strange);
    }
}
