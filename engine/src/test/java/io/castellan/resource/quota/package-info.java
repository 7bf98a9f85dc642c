/** Quotas without a cluster. */
@NullMarked
package io.castellan.resource.quota;

import org.jspecify.annotations.NullMarked;
