/** The launcher as a user meets it: real processes, from the distribution and from a source tree. */
@NullMarked
package io.castellan.launcher;

import org.jspecify.annotations.NullMarked;
