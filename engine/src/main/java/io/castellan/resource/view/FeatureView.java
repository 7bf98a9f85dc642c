package io.castellan.resource.view;

/** A feature of the live cluster, as kinds see it that are not features. */
public interface FeatureView {
    /** For example {@code share.version}. */
    String name();

    /** The finalised level; 0 where none is. */
    int level();
}
