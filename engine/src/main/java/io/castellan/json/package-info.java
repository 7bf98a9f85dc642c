/**
 * JSON in and out: the formats that Castellan writes and reads, and the check of {@link io.castellan.model.Node}s
 * against the schemas. The only user of Jackson and of the schema validator.
 */
@NullMarked
package io.castellan.json;

import org.jspecify.annotations.NullMarked;
