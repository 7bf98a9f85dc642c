/**
 * Access to a Kafka cluster through the public admin client: one connection, calls in batches with a deadline each, one outcome
 * an item, errors in words, what the principal may see, and what client properties may contain. Knows nothing of plans.
 */
@NullMarked
package io.castellan.kafka;

import org.jspecify.annotations.NullMarked;
