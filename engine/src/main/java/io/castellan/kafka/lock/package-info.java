/**
 * The one writer of a cluster: a lock that is a consumer group on the cluster itself. Knows nothing of plans. The decision behind
 * it is {@code docs/adr/0005-lock.md}.
 */
@NullMarked
package io.castellan.kafka.lock;

import org.jspecify.annotations.NullMarked;
