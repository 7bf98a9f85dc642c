/** Settings of groups: consumer, share and streams. */
@NullMarked
package io.castellan.resource.group;

import org.jspecify.annotations.NullMarked;
