package io.castellan.state;

import io.castellan.environment.Environment;
import io.castellan.resource.Declarations;
import java.util.Objects;

/** What an environment's files say. */
public record State(Environment environment, Declarations declarations) {
    public State {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(declarations, "declarations");
    }
}
