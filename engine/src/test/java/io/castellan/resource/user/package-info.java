/** Users without a cluster. */
@NullMarked
package io.castellan.resource.user;

import org.jspecify.annotations.NullMarked;
