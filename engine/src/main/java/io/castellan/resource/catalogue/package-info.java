/**
 * What Castellan knows about Kafka's settings without asking a broker: every key of Kafka 4.4 with its type, unit, valid
 * values and default, what a value means, and what a change of it risks. The knowledge stands in reviewed tables among the
 * resources; this package reads them. Pure and offline; knows only {@code model} and {@code diagnostics}.
 */
@NullMarked
package io.castellan.resource.catalogue;

import org.jspecify.annotations.NullMarked;
