package io.castellan.ledger;

import io.castellan.model.Intent;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome;
import io.castellan.model.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A ledger in memory under the rules of the real one; it survives an apply that is killed. */
public final class InMemoryLedger implements Ledger {
    private final List<LedgerEntry> entries = new ArrayList<>();
    private final Map<Long, Plan> plans = new HashMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private final AppendRules rules;
    private int events;

    public InMemoryLedger(String environment) {
        rules = new AppendRules(environment);
    }

    @Override
    public Optional<String> head() {
        return events == 0 ? Optional.empty() : Optional.of("event-" + events);
    }

    @Override
    public List<LedgerEntry> entries() {
        return List.copyOf(entries);
    }

    @Override
    public Optional<Long> entriesAt(String head) {
        return Optional.ofNullable(counts.get(head));
    }

    @Override
    public Plan plan(LedgerEntry entry) {
        return Optional.ofNullable(plans.get(entry.intent().sequence())).orElseThrow();
    }

    @Override
    public void append(Intent intent, Plan plan) {
        rules.requireNext(head(), entries, intent, plan);
        entries.add(new LedgerEntry(intent, Optional.empty()));
        plans.put(intent.sequence(), plan);
        appended();
    }

    @Override
    public void append(Outcome outcome) {
        rules.requireOpen(entries, outcome);
        var open = entries.remove(entries.size() - 1);
        entries.add(new LedgerEntry(open.intent(), Optional.of(outcome)));
        appended();
    }

    private void appended() {
        var before = head();
        events++;
        rules.appended(before, head().orElseThrow());
        counts.put(head().orElseThrow(), (long) entries.size());
    }
}
