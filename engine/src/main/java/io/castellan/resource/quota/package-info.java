/** Quotas of clients: by user, client id, address, and the defaults of each. */
@NullMarked
package io.castellan.resource.quota;

import org.jspecify.annotations.NullMarked;
