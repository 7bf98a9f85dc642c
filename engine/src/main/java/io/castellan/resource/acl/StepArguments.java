package io.castellan.resource.acl;

import io.castellan.model.Step;
import io.castellan.model.Value;
import java.util.List;
import java.util.SortedMap;

/** What a step of a rule carries: the rule, part by part. */
final class StepArguments {
    private static final String LITERAL = "literal";

    private StepArguments() {}

    static Value of(AclRule rule) {
        return Value.texts(List.of(
                rule.principal(),
                rule.permission().name(),
                rule.operation().name(),
                rule.pattern().guarded().name(),
                rule.pattern().prefixed() ? AclText.PREFIXED : LITERAL,
                rule.pattern().name(),
                rule.host()));
    }

    /** @throws IllegalArgumentException if they are not what {@link #of} writes */
    static AclRule rule(Step step) {
        var parts =
                step.arguments().fold(new Parts()).stream().map(Value::display).toList();
        return new AclRule(
                parts.get(0),
                Permission.valueOf(parts.get(1)),
                Operation.valueOf(parts.get(2)),
                new AclPattern(
                        Guarded.valueOf(parts.get(3)),
                        parts.get(5),
                        parts.get(4).equals(AclText.PREFIXED)),
                parts.get(6));
    }

    private static final class Parts implements Value.Cases<List<Value>> {
        @Override
        public List<Value> items(List<Value> items) {
            return items;
        }

        @Override
        public List<Value> text(String text) {
            throw unexpected();
        }

        @Override
        public List<Value> whole(long number) {
            throw unexpected();
        }

        @Override
        public List<Value> entries(SortedMap<String, Value> entries) {
            throw unexpected();
        }

        @Override
        public List<Value> secret(String reference) {
            throw unexpected();
        }

        @Override
        public List<Value> unset() {
            throw unexpected();
        }

        private static IllegalArgumentException unexpected() {
            return new IllegalArgumentException("expected the parts of a rule");
        }
    }
}
