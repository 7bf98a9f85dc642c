package io.castellan.audit;

import io.castellan.ledger.GitLedger;
import io.castellan.ledger.LedgerReading;
import java.util.List;

/** Holds a ledger against those who saw it before: whether it was cut off or rewritten, no ledger can say of itself. */
final class Hearing {
    private final String environment;
    private final GitLedger ledger;
    private final LedgerReading reading;
    private final Positions positions;
    private final Findings findings;

    Hearing(String environment, GitLedger ledger, LedgerReading reading, Positions positions, Findings findings) {
        this.environment = environment;
        this.ledger = ledger;
        this.reading = reading;
        this.positions = positions;
        this.findings = findings;
    }

    /** @return the newest entry that somebody saw; 0 for none */
    long hear(List<Witness> witnesses) {
        long witnessed = 0;
        for (var witness : witnesses) {
            var position = positions.at(witness.commit());
            position.ifPresentOrElse(seen -> {}, () -> contradicted(witness));
            witnessed = Math.max(witnessed, position.orElse(0L));
        }
        long entries = reading.entries().size();
        if (witnesses.isEmpty()) {
            findings.note(
                    AuditCodes.NOT_WITNESSED,
                    "truncation not checked: nobody outside the ledger says how far it reached",
                    "name what you saw before with --witness ENVIRONMENT@COMMIT");
        } else if (witnessed < entries) {
            findings.note(
                    AuditCodes.NOT_WITNESSED,
                    "truncation is checked up to #" + witnessed + " of " + entries
                            + "; nobody outside the ledger saw more",
                    "");
        }
        return witnessed;
    }

    private void contradicted(Witness witness) {
        var what = reading.head().map(head -> "stands at " + head).orElse("is not there");
        if (reading.head().isEmpty()
                || ledger.stoodBefore(witness.commit(), reading.head().get())) {
            findings.wrong(
                    AuditCodes.CUT_OFF,
                    "the newest entries were cut off: " + witness.by() + " saw the ledger at " + witness.commit()
                            + ", and it " + what,
                    "fetch " + witness.commit() + " from a clone that has it, and restore the branch");
        } else {
            findings.wrong(
                    AuditCodes.REWRITTEN,
                    "the ledger was rewritten or cut off: " + witness.by() + " saw it at " + witness.commit()
                            + ", where it never stood; it " + what,
                    "find a clone that has that commit, compare, and restore the branch");
        }
    }
}
