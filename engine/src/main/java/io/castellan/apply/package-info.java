/**
 * Executes a plan: alone on the cluster, from a plan made anew, recorded before the first step and after the last, step by step
 * with reading back, and able to go on after it was killed at any moment. Knows no kind.
 */
@NullMarked
package io.castellan.apply;

import org.jspecify.annotations.NullMarked;
