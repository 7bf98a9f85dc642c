/** Moves declarations between environments: what may be promoted, and the text of both environments' files. */
@NullMarked
package io.castellan.promote;

import org.jspecify.annotations.NullMarked;
