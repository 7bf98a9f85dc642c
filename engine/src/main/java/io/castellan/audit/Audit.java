package io.castellan.audit;

import io.castellan.diagnostics.Failure;
import io.castellan.ledger.GitLedger;
import io.castellan.ledger.LedgerReading;
import io.castellan.ledger.LedgerReading.Entry;
import io.castellan.model.WholeSecond;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads everything that the record of one environment says, and holds it against Git: the chain of events, the states, the plans,
 * the signatures, and by whose word each entry was applied under the policy that was in force then. Changes nothing.
 */
public final class Audit {
    private final String environment;
    private final GitLedger ledger;
    private final Evidence evidence;
    private final Clock clock;
    private final Duration resumeWithin;
    private final Findings findings;

    /** @param resumeWithin how long an apply may take to be ended; one that is open for longer is forgotten */
    public Audit(String environment, GitLedger ledger, Evidence evidence, Clock clock, Duration resumeWithin) {
        this.environment = Objects.requireNonNull(environment, "environment");
        this.ledger = Objects.requireNonNull(ledger, "ledger");
        this.evidence = Objects.requireNonNull(evidence, "evidence");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.resumeWithin = Objects.requireNonNull(resumeWithin, "resumeWithin");
        this.findings = new Findings(environment);
    }

    /** @param witnesses of this environment */
    public Audited run(Collection<Witness> witnesses) {
        try {
            return read(ledger.reread(), List.copyOf(witnesses));
        } catch (Failure e) {
            // a branch that the fetch knows to be rewritten is not even read
            e.problems()
                    .forEach(problem ->
                            findings.add(new LedgerReading.Flaw(Optional.empty(), Optional.empty(), problem)));
            return new Audited(environment, Optional.empty(), 0, 0, findings.all());
        }
    }

    private Audited read(LedgerReading reading, List<Witness> witnesses) {
        reading.flaws().forEach(findings::add);
        var positions = new Positions(reading);
        long witnessed = new Hearing(environment, ledger, reading, positions, findings).hear(witnesses);
        var entries = new EntryAudit(environment, evidence, positions, findings);
        reading.entries().forEach(entries::check);
        if (entries.lastOlder() > 0) {
            findings.note(
                    AuditCodes.BEFORE_THE_TRUST,
                    "the entries up to #" + entries.lastOlder()
                            + " are older than the first policy that the trust file believes; each is judged by the policy that it names",
                    "");
        }
        if (!reading.entries().isEmpty()) {
            begins(reading.entries().get(0));
            open(reading.entries().get(reading.entries().size() - 1));
            if (!entries.sawSignature()) {
                findings.note(
                        AuditCodes.RESTS_ON_THE_HOST,
                        "no entry is signed, so that nobody forged one rests on the Git host's protection of the branch",
                        "");
            }
        }
        return new Audited(environment, reading.head(), reading.entries().size(), witnessed, findings.all());
    }

    /** A record that somebody deleted and began again begins later than what was written down of it. */
    private void begins(Entry first) {
        var intent = first.intent();
        var told = WholeSecond.of(intent.at());
        findings.note(
                AuditCodes.BEGINS,
                intent.isAdoption()
                        ? "the record begins with the adoption of " + told + " by '"
                                + intent.executor().person() + "'; what was there before is in no record"
                        : "the record begins with the apply of " + told
                                + ", not with an adoption: that nothing was recorded before, only a witness tells",
                "");
    }

    private void open(Entry last) {
        if (last.ended().isPresent()) {
            return;
        }
        var number = last.intent().sequence();
        var since = last.intent().at();
        var told = WholeSecond.of(since);
        if (since.plus(resumeWithin).isBefore(clock.instant())) {
            findings.wrong(
                    number,
                    last.commit(),
                    AuditCodes.OPEN,
                    "it was begun at " + told + " and nothing says how it ended",
                    "run apply: it reads from the cluster what was done, and records it");
        } else {
            findings.note(AuditCodes.OPEN, "#" + number + " was begun at " + told + " and did not end yet", "");
        }
    }
}
