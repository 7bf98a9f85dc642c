package io.castellan.resource.feature;

/** @param level 0 for a feature that shall be off */
record FeatureSpec(int level) {}
