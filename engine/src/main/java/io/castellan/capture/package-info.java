/** From a live cluster to state files whose first plan is empty. */
@NullMarked
package io.castellan.capture;

import org.jspecify.annotations.NullMarked;
