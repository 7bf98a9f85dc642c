/** Reads the record of an environment again, and names the entry that is not as it must be. */
@NullMarked
package io.castellan.audit;

import org.jspecify.annotations.NullMarked;
