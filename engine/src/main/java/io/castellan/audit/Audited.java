package io.castellan.audit;

import io.castellan.ledger.LedgerReading.Flaw;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an audit of one environment found.
 *
 * @param head where its ledger stands; empty where nothing was recorded
 * @param entries how many were read
 * @param witnessed up to which entry somebody else vouches for the ledger; 0 where nobody does
 * @param findings by entry
 */
public record Audited(String environment, Optional<String> head, int entries, long witnessed, List<Flaw> findings) {
    public Audited {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(head, "head");
        findings = List.copyOf(findings);
    }

    public boolean good() {
        return findings.stream().noneMatch(finding -> finding.problem().isError());
    }
}
