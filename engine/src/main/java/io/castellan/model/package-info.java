/**
 * The words of the product as immutable types: resources, values, what is declared, applied and observed, the changes that
 * people review, the steps that machines do, and the plan that holds both. Knows only {@code diagnostics}.
 */
@NullMarked
package io.castellan.model;

import org.jspecify.annotations.NullMarked;
