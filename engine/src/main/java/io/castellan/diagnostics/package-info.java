/** Coded messages with positions: what is wrong, where, what is valid, what to do. Knows only the JDK. */
@NullMarked
package io.castellan.diagnostics;

import org.jspecify.annotations.NullMarked;
