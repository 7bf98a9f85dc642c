package io.castellan.environment;

import io.castellan.diagnostics.Code;

/** What environment.yaml can be told. */
final class EnvironmentCodes {
    static final Code NAME_DIFFERS = new Code("ENV", 1);
    static final Code CLUSTER_FORM = new Code("ENV", 2);
    static final Code BAD_VALUE = new Code("ENV", 3);
    static final Code SECRET_MISSING = new Code("ENV", 5);
    static final Code OVERRIDE_FORM = new Code("ENV", 7);
    static final Code NO_REMOVAL = new Code("ENV", 9);

    private EnvironmentCodes() {}
}
