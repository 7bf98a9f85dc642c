package io.castellan.resource.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Phase;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class AclRuleTest {
    private static final List<String> AWKWARD = List.of(
            "a",
            "a b",
            "a\"b",
            "\"a b\"",
            "a\\",
            "a\\\"b",
            "from",
            "prefixed",
            "*",
            "prefixed a",
            "a from 10.0.0.1",
            "a\u00a0b",
            "a\tb",
            "a\u202eb",
            "\"",
            "\\",
            "a,b",
            "CN=a,O=b",
            "kafka-cluster");

    static AclRule rule(String principal, Permission permission, Operation operation, AclPattern pattern) {
        return new AclRule(principal, permission, operation, pattern, AclRule.ANY_HOST);
    }

    private static AclRule read(String principal, AclPattern pattern, String host) {
        return new AclRule(principal, Permission.ALLOW, Operation.READ, pattern, host);
    }

    private static List<AclRule> allKinds() {
        var rules = new ArrayList<AclRule>();
        for (var principal : List.of("User:a", "User:a b", "User:CN=a, O=\"b\"", "Group:x")) {
            for (var guarded : Guarded.values()) {
                for (var name : AWKWARD) {
                    for (boolean prefixed : new boolean[] {true, false}) {
                        for (var host : List.of("*", "10.0.0.1", "from")) {
                            rules.add(read(principal, new AclPattern(guarded, name, prefixed), host));
                        }
                    }
                }
            }
        }
        for (var permission : Permission.values()) {
            for (var operation : Operation.values()) {
                rules.add(rule("User:o", permission, operation, AclPattern.literal(Guarded.TOPIC, "t")));
            }
        }
        return rules;
    }

    @Test
    void isTheSameAsAnotherOnlyIfEveryPartIs() {
        var pattern = new AclPattern(Guarded.TOPIC, "orders", false);
        var rule = new AclRule("User:a", Permission.ALLOW, Operation.READ, pattern, "*");

        assertThat(new AclRule("User:a", Permission.ALLOW, Operation.READ, copy(pattern), "*"))
                .isEqualTo(rule)
                .hasSameHashCodeAs(rule);
        assertThat(List.of(
                        new AclRule("User:b", Permission.ALLOW, Operation.READ, pattern, "*"),
                        new AclRule("User:a", Permission.DENY, Operation.READ, pattern, "*"),
                        new AclRule("User:a", Permission.ALLOW, Operation.WRITE, pattern, "*"),
                        new AclRule("User:a", Permission.ALLOW, Operation.READ, pattern, "10.0.0.1"),
                        on(new AclPattern(Guarded.GROUP, "orders", false)),
                        on(new AclPattern(Guarded.TOPIC, "payments", false)),
                        on(new AclPattern(Guarded.TOPIC, "orders", true))))
                .doesNotContain(rule)
                .doesNotHaveDuplicates();
    }

    private static AclPattern copy(AclPattern pattern) {
        return new AclPattern(pattern.guarded(), pattern.name(), pattern.prefixed());
    }

    private static AclRule on(AclPattern pattern) {
        return new AclRule("User:a", Permission.ALLOW, Operation.READ, pattern, "*");
    }

    @Test
    void namesReadAsKafkaPeopleSpeak() {
        assertThat(rule(
                        "User:billing",
                        Permission.ALLOW,
                        Operation.READ,
                        AclPattern.literal(Guarded.TOPIC, "payments.orders.v1")))
                .hasToString("User:billing allow Read topic payments.orders.v1");
        assertThat(rule(
                        "User:billing",
                        Permission.DENY,
                        Operation.DELETE,
                        AclPattern.prefixed(Guarded.TOPIC, "payments.")))
                .hasToString("User:billing deny Delete topic prefixed payments.");
        assertThat(rule(
                        "User:ops",
                        Permission.ALLOW,
                        Operation.ALTER_CONFIGS,
                        AclPattern.literal(Guarded.CLUSTER, "kafka-cluster")))
                .hasToString("User:ops allow AlterConfigs cluster");
        assertThat(read("User:CN=a b,O=x", AclPattern.literal(Guarded.GROUP, "*"), "10.0.0.1"))
                .hasToString("\"User:CN=a b,O=x\" allow Read group * from 10.0.0.1");
    }

    @Test
    void rulesThatDifferHaveNamesThatDiffer() {
        var names = new HashMap<String, AclRule>();
        for (var rule : allKinds()) {
            assertThat(names.put(rule.id().name(), rule)).as(rule.id().name()).isNull();
        }
        assertThat(names).hasSizeGreaterThan(1000);
    }

    @Test
    void namesHaveNothingThatPeopleCannotSee() {
        assertThat(allKinds())
                .allSatisfy(rule ->
                        assertThat(rule.id().name()).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]"));
    }

    @Test
    void aRuleIsTheSameAfterTheWayThroughKafkaAndThroughAStep() {
        for (var rule : allKinds()) {
            assertThat(AclRule.of(rule.binding())).contains(rule);
            assertThat(StepArguments.rule(Step.batched(
                            new StepId("acl.create", rule.id()), Phase.ACCESS_GIVEN, StepArguments.of(rule))))
                    .isEqualTo(rule);
        }
    }

    @Test
    void whatOnlyANewerKafkaKnowsIsNoRuleOfOurs() {
        assertThat(AclRule.of(new AclBinding(
                        new ResourcePattern(ResourceType.UNKNOWN, "x", PatternType.LITERAL),
                        new AccessControlEntry("User:a", "*", AclOperation.READ, AclPermissionType.ALLOW))))
                .isEmpty();
        assertThat(AclRule.of(new AclBinding(
                        new ResourcePattern(ResourceType.TOPIC, "x", PatternType.LITERAL),
                        new AccessControlEntry("User:a", "*", AclOperation.UNKNOWN, AclPermissionType.ALLOW))))
                .isEmpty();
    }

    @Test
    void everyOperationAndResourceOfKafkaHasAWord() {
        for (var operation : AclOperation.values()) {
            boolean real = operation != AclOperation.UNKNOWN && operation != AclOperation.ANY;
            assertThat(Operation.of(operation).isPresent()).as(operation.name()).isEqualTo(real);
        }
        for (var type : ResourceType.values()) {
            boolean real = type != ResourceType.UNKNOWN && type != ResourceType.ANY;
            assertThat(Guarded.of(type).isPresent()).as(type.name()).isEqualTo(real);
        }
    }

    @Test
    void aPatternCoversItselfAndWhatItBegins() {
        var all = AclPattern.literal(Guarded.TOPIC, "*");
        var some = AclPattern.prefixed(Guarded.TOPIC, "pay");
        var fewer = AclPattern.prefixed(Guarded.TOPIC, "payments.");
        var one = AclPattern.literal(Guarded.TOPIC, "payments.orders");

        assertThat(List.of(all, some, fewer, one)).allMatch(all::covers);
        assertThat(List.of(some, fewer, one)).allMatch(some::covers);
        assertThat(List.of(all, some)).noneMatch(fewer::covers);
        assertThat(List.of(all, some, fewer)).noneMatch(one::covers);
        assertThat(all.covers(AclPattern.literal(Guarded.GROUP, "x"))).isFalse();
        assertThat(AclPattern.prefixed(Guarded.TOPIC, "*").covers(all)).isFalse();
    }

    @Test
    void aSetOfPatternsCoversWhatOneOfThemCovers() {
        var patterns = new ArrayList<AclPattern>();
        for (var name : List.of("*", "p", "pa", "payments", "payments.", "x")) {
            patterns.add(AclPattern.literal(Guarded.TOPIC, name));
            if (!name.equals("*")) {
                patterns.add(AclPattern.prefixed(Guarded.TOPIC, name));
            }
        }
        for (var one : patterns) {
            var set = new PatternSet(List.of(rule("User:a", Permission.ALLOW, Operation.READ, one)));
            for (var other : patterns) {
                assertThat(set.covers(other)).as(one + " covers " + other).isEqualTo(one.covers(other));
            }
        }
    }

    @Test
    void aDenialVoidsOnlyWhatItDeniesAsAWhole() {
        var topic = AclPattern.literal(Guarded.TOPIC, "t");
        var read = rule("User:a", Permission.ALLOW, Operation.READ, topic);

        assertThat(rule("User:*", Permission.DENY, Operation.ALL, AclPattern.literal(Guarded.TOPIC, "*"))
                        .voids(read))
                .isTrue();
        assertThat(rule("User:a", Permission.DENY, Operation.READ, topic).voids(read))
                .isTrue();
        assertThat(rule("User:a", Permission.DENY, Operation.WRITE, topic).voids(read))
                .isFalse();
        assertThat(rule("User:b", Permission.DENY, Operation.READ, topic).voids(read))
                .isFalse();
        assertThat(new AclRule("User:a", Permission.DENY, Operation.READ, topic, "10.0.0.1").voids(read))
                .isFalse();
        assertThat(rule("User:a", Permission.DENY, Operation.READ, topic)
                        .voids(rule("User:a", Permission.ALLOW, Operation.ALL, topic)))
                .isFalse();
    }
}
