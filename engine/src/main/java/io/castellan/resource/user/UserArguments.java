package io.castellan.resource.user;

import io.castellan.model.Step;
import io.castellan.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What the steps of users carry. */
final class UserArguments {
    private UserArguments() {}

    static String user(Step step) {
        return step.id().subject().name();
    }

    static Value.SecretRef password(Step step) {
        return (Value.SecretRef)
                Objects.requireNonNull(entries(step.arguments()).get("password"));
    }

    /** Mechanism names to iterations. */
    static Map<String, Integer> mechanisms(Step step) {
        var mechanisms = new TreeMap<String, Integer>();
        entries(Objects.requireNonNull(entries(step.arguments()).get("mechanisms")))
                .forEach((name, iterations) ->
                        mechanisms.put(name, Math.toIntExact(((Value.Whole) iterations).number())));
        return mechanisms;
    }

    /** Names of mechanisms that are taken away. */
    static List<String> removed(Step step) {
        return ((Value.Items) step.arguments())
                .items().stream().flatMap(name -> name.asText().stream()).toList();
    }

    private static Map<String, Value> entries(Value value) {
        return ((Value.Entries) value).entries();
    }
}
