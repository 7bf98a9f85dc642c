package io.castellan.report;

import io.castellan.diagnostics.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an audit of one environment's record found.
 *
 * @param head where its ledger stands; empty where nothing was recorded
 * @param entries how many there are
 * @param witnessed up to which entry somebody outside vouches for the ledger; 0 where nobody does
 * @param findings in the order of the entries, and after them those of the ledger as a whole
 */
public record AuditReport(
        String environment, Optional<String> head, int entries, long witnessed, List<Finding> findings) {
    public AuditReport {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(head, "head");
        findings = List.copyOf(findings);
    }

    /**
     * One finding.
     *
     * @param entry its number; empty where it is of the ledger as a whole
     * @param commit of the ledger; empty where it is of none
     */
    public record Finding(Optional<Long> entry, Optional<String> commit, Problem problem) {
        public Finding {
            Objects.requireNonNull(entry, "entry");
            Objects.requireNonNull(commit, "commit");
            Objects.requireNonNull(problem, "problem");
        }
    }

    public boolean good() {
        return findings.stream().noneMatch(finding -> finding.problem().isError());
    }
}
