/** Dynamic settings of brokers: the default of the whole cluster, and what single nodes have of their own. */
@NullMarked
package io.castellan.resource.broker;

import org.jspecify.annotations.NullMarked;
