/**
 * What is believed without asking the repository: where it is, which branch decides and since which commit; and that only what this
 * branch was is applied, and nothing older than what was applied last.
 */
@NullMarked
package io.castellan.trust;

import org.jspecify.annotations.NullMarked;
