/**
 * From what is declared, was declared and is live to a plan: reads through the kinds, compares, applies the rules that hold for
 * every kind, and orders the steps. Knows no kind.
 */
@NullMarked
package io.castellan.plan;

import org.jspecify.annotations.NullMarked;
