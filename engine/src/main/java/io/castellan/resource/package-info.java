/**
 * What a kind of resource must offer so that the core can read, compare, plan and apply it without knowing it: the service
 * interfaces and the registry. Knows only {@code model}.
 */
@NullMarked
package io.castellan.resource;

import org.jspecify.annotations.NullMarked;
