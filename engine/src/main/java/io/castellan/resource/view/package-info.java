/**
 * What one kind may see of another through {@link io.castellan.resource.World#observedAs}: interfaces that the types of a kind
 * implement, so that kinds need not know each other. Knows only the JDK.
 */
@NullMarked
package io.castellan.resource.view;

import org.jspecify.annotations.NullMarked;
