package io.castellan.audit;

import io.castellan.ledger.LedgerReading;
import io.castellan.ledger.LedgerReading.Entry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How many entries the ledger had at each of its commits. */
final class Positions {
    private final Map<String, Long> entriesAt = new HashMap<>();

    Positions(LedgerReading reading) {
        for (var entry : reading.entries()) {
            long number = entry.intent().sequence();
            entriesAt.putIfAbsent(entry.before(), number - 1);
            entriesAt.put(entry.commit(), number);
            entry.ended().ifPresent(ended -> entriesAt.put(ended.commit(), number));
        }
        reading.head()
                .ifPresent(head ->
                        entriesAt.putIfAbsent(head, (long) reading.entries().size()));
    }

    /** Empty where the ledger never stood there. */
    Optional<Long> at(String commit) {
        return Optional.ofNullable(entriesAt.get(commit));
    }

    /** The same for who stands before an entry: what came later was not there to be seen. */
    Optional<Long> before(Entry entry, String commit) {
        return at(commit).filter(number -> number < entry.intent().sequence());
    }
}
