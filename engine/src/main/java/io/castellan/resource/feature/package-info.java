/** Finalised features other than {@code metadata.version}: levels that the whole cluster has agreed on. */
@NullMarked
package io.castellan.resource.feature;

import org.jspecify.annotations.NullMarked;
