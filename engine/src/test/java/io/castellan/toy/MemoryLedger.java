package io.castellan.toy;

import io.castellan.ledger.Ledger;
import io.castellan.model.Intent;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome;
import io.castellan.model.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A ledger in memory, which survives the apply that is killed. */
final class MemoryLedger implements Ledger {
    private final List<LedgerEntry> entries = new ArrayList<>();

    @Override
    public Optional<String> head() {
        return entries.isEmpty() ? Optional.empty() : Optional.of("event-" + entries.size());
    }

    @Override
    public List<LedgerEntry> entries() {
        return List.copyOf(entries);
    }

    @Override
    public void append(Intent intent, Plan plan) {
        entries.add(new LedgerEntry("intent-" + intent.sequence(), intent, plan.planned(), Optional.empty()));
    }

    @Override
    public void append(Outcome outcome) {
        var last = entries.remove(entries.size() - 1);
        entries.add(new LedgerEntry(last.intentCommit(), last.intent(), last.changes(), Optional.of(outcome)));
    }
}
