/** Topics, first without a cluster, then with one. */
@NullMarked
package io.castellan.resource.topic;

import org.jspecify.annotations.NullMarked;
