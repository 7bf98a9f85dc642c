/** What belongs to one environment: its cluster, variables, defaults, overrides and protection; and where its secrets come from. */
@NullMarked
package io.castellan.environment;

import org.jspecify.annotations.NullMarked;
