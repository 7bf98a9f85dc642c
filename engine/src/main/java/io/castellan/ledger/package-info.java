/** The append-only record of what was applied: intents and outcomes, and the baseline that follows from them. */
@NullMarked
package io.castellan.ledger;

import org.jspecify.annotations.NullMarked;
