package io.castellan.testing;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Looks for the tools that {@link Requires} names. */
final class RequiresCondition implements ExecutionCondition {
    static final String REQUIRED = "CASTELLAN_REQUIRE";

    private final Predicate<String> present;
    private final String required;

    /** Called by JUnit. */
    RequiresCondition() {
        this(Tools.ofThisMachine()::has, System.getenv().getOrDefault(REQUIRED, ""));
    }

    RequiresCondition(Predicate<String> present, String required) {
        this.present = present;
        this.required = required;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), Requires.class)
                .map(annotation -> evaluate(List.of(annotation.value())))
                .orElseGet(() -> enabled("needs no tool"));
    }

    /** @throws IllegalStateException when a tool is missing that this machine must have */
    ConditionEvaluationResult evaluate(List<String> tools) {
        var missing = tools.stream().filter(present.negate()).toList();
        if (missing.isEmpty()) {
            return enabled("has " + String.join(", ", tools));
        }
        var must = Set.of(required.isBlank() ? new String[0] : required.strip().split("[,\\s]+"));
        if (missing.stream().anyMatch(must::contains)) {
            throw new IllegalStateException(
                    "missing " + String.join(", ", missing) + ", and " + REQUIRED + " (" + required + ") asks for it");
        }
        return disabled("needs " + String.join(", ", missing));
    }
}
