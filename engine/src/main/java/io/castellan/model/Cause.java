package io.castellan.model;

/** What in the declared state is the reason for a value or a change. */
public enum Cause {
    /** A promotable file. */
    DECLARATION,
    /** A grant, filled in to access rules. */
    GRANT,
    /** The defaults of environment.yaml. */
    DEFAULTS,
    /** An override of environment.yaml. */
    OVERRIDE,
    /** Another part of environment.yaml, for example a node. */
    ENVIRONMENT,
    /** It was applied before and is declared no longer. */
    WITHDRAWN,
    /** Nothing declared it; it is only seen on the cluster. */
    OBSERVED;

    /** Whether the change is the environment's own: nothing that a promotion could have shown. */
    public boolean environmentOwn() {
        return switch (this) {
            case DEFAULTS, OVERRIDE, ENVIRONMENT -> true;
            case DECLARATION, GRANT, WITHDRAWN, OBSERVED -> false;
        };
    }
}
