/** Client metrics subscriptions: which clients send which of their figures to the brokers, and how often. */
@NullMarked
package io.castellan.resource.metrics;

import org.jspecify.annotations.NullMarked;
