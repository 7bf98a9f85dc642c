/**
 * What kinds share whose resources are a name and settings by key: the three-way comparison per key, and where a step that sets keys
 * stands. A kind adds what it is about: reading, sending, its own refusals.
 */
@NullMarked
package io.castellan.resource.keyed;

import org.jspecify.annotations.NullMarked;
