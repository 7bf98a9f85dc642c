/**
 * Topics: what can be declared of one, what is seen of it, how the two are compared, and the steps that make them equal. Partitions
 * only grow, replicas stay where they are, and a topic goes only by a tombstone, once, by its id.
 */
@NullMarked
package io.castellan.resource.topic;

import org.jspecify.annotations.NullMarked;
