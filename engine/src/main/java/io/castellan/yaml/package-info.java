/**
 * YAML in and out: one compose pass from the bytes of a file to {@link io.castellan.model.Node}s that know where they
 * stand, and tidy YAML for what Castellan writes. The only user of SnakeYAML Engine.
 */
@NullMarked
package io.castellan.yaml;

import org.jspecify.annotations.NullMarked;
