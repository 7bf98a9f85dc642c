/** From the files of one environment to what they declare: reads, merges, fills in variables, defaults and overrides. */
@NullMarked
package io.castellan.state;

import org.jspecify.annotations.NullMarked;
