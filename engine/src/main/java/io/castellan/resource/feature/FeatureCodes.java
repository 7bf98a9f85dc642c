package io.castellan.resource.feature;

import io.castellan.diagnostics.Code;

/** What can be said of features. */
final class FeatureCodes {
    static final Code METADATA_VERSION = new Code("FEATURE", 1);
    static final Code BAD_LEVEL = new Code("FEATURE", 2);
    static final Code NOT_SUPPORTED = new Code("FEATURE", 3);
    static final Code KAFKA_REFUSES = new Code("FEATURE", 4);

    private FeatureCodes() {}
}
