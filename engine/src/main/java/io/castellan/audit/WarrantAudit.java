package io.castellan.audit;

import io.castellan.access.Actor;
import io.castellan.access.Authors;
import io.castellan.access.Authors.Written;
import io.castellan.access.ControlSet;
import io.castellan.access.EnvironmentAccess;
import io.castellan.access.Identity;
import io.castellan.access.Judge;
import io.castellan.access.LedgerPosition;
import io.castellan.access.PolicyVersion;
import io.castellan.access.Resumption;
import io.castellan.access.Signed;
import io.castellan.access.Skip;
import io.castellan.access.Touches;
import io.castellan.access.Vote;
import io.castellan.access.WrittenSince;
import io.castellan.audit.EntryAudit.Adoption;
import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Severity;
import io.castellan.ledger.BaselineCommits;
import io.castellan.ledger.LedgerReading.Ended;
import io.castellan.ledger.LedgerReading.Entry;
import io.castellan.ledger.LedgerReading.Flaw;
import io.castellan.model.Approval;
import io.castellan.model.Change;
import io.castellan.model.Intent;
import io.castellan.model.Intent.Executor;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.Result;
import io.castellan.model.Plan;
import io.castellan.model.Warrant.Counted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Judges an entry again: everything that the policy version of the entry asks for, with the authors as Git tells them, the approvals
 * as they are signed, and the keys that were valid when the entry was recorded.
 */
final class WarrantAudit {
    private final String environment;
    private final Evidence evidence;
    private final Positions positions;
    private final Findings findings;
    private final Entry entry;
    private final Intent intent;
    private final PolicyVersion version;
    private final Optional<Adoption> adoption;

    /** @param adoption where the version came into force with this entry */
    WarrantAudit(
            String environment,
            Evidence evidence,
            Positions positions,
            Findings findings,
            Entry entry,
            PolicyVersion version,
            Optional<Adoption> adoption) {
        this.environment = environment;
        this.evidence = evidence;
        this.positions = positions;
        this.findings = findings;
        this.entry = entry;
        this.intent = entry.intent();
        this.version = version;
        this.adoption = adoption;
    }

    /**
     * @param touches of the entries before this one
     * @param before the entries before this one, oldest first
     * @return whether the version is in force from then on: it was before, or enough persons approved it
     */
    boolean check(Touches touches, List<LedgerEntry> before) {
        boolean inForce = adoption.map(this::adopted).orElse(true);
        entry.plan().ifPresent(plan -> {
            var position = new LedgerPosition(head -> positions.before(entry, head), touches);
            var votes = votes(plan, position);
            var written = written(plan, before);
            written.refusals().forEach(this::wrong);
            hidden(written);
            var one = new Judge.Case(
                    plan,
                    written.authors(),
                    Optional.of(actor(intent.executor())),
                    skipped(),
                    votes,
                    position,
                    intent.at());
            var judgement = version.judge().judge(one);
            judgement.notes().forEach(note -> wrong(AuditCodes.NOT_COUNTED, note.message(), note.hint()));
            judgement.refusals().forEach(this::wrong);
            resumedBy().ifPresent(by -> resumed(one, by, judgement.refusals()));
        });
        return inForce;
    }

    /** Who went on with it after it was killed; giving up sends nothing. */
    private Optional<Actor> resumedBy() {
        return entry.ended()
                .map(Ended::outcome)
                .filter(outcome -> outcome.result() != Result.ABANDONED)
                .flatMap(Outcome::endedBy)
                .map(this::actor);
    }

    private void resumed(Judge.Case begun, Actor by, List<Problem> known) {
        var resumption = new Resumption(version.policy());
        var why = new ArrayList<>(resumption.refusals(by, intent));
        if (why.isEmpty()) {
            why.addAll(version.judge()
                    .judge(new Judge.Case(
                            begun.plan(),
                            begun.authors(),
                            Optional.of(by),
                            resumption.skipped(by, intent),
                            begun.votes(),
                            begun.ledger(),
                            begun.now()))
                    .refusals());
        }
        why.stream().filter(problem -> !known.contains(problem)).forEach(this::wrong);
    }

    private void wrong(Problem problem) {
        findings.wrong(intent.sequence(), entry.commit(), problem);
    }

    private void wrong(Code code, String message, String hint) {
        findings.wrong(intent.sequence(), entry.commit(), code, message, hint);
    }

    private Actor actor(Executor executor) {
        return version.policy()
                .people()
                .resolve(new Identity(
                        executor.source().isEmpty() ? executor.person() : executor.source() + ":" + executor.person()));
    }

    /** What was left out with a reason is judged by who may leave it out, and shown. */
    private Set<Skip> skipped() {
        var glass = intent.warrant().breakGlass();
        glass.ifPresent(broken -> findings.add(Flaw.of(
                intent.sequence(),
                entry.commit(),
                Problem.warning(
                                AuditCodes.BROKE_THE_GLASS,
                                "'" + intent.executor().person() + "' left out " + String.join(", ", broken.skipped())
                                        + ": " + broken.reason())
                        .withHint("'castellan history " + environment + "' tells who signed it off"))));
        return Arrays.stream(Skip.values())
                .filter(skip -> intent.warrant().skipped(skip.word()))
                .collect(Collectors.toSet());
    }

    private boolean adopted(Adoption adopted) {
        var change = adopted.change();
        var votes = new ArrayList<Vote>();
        intent.warrant().approvals().stream()
                .filter(counted -> speaksOf(counted, change) && isSigned(counted))
                .forEach(counted -> vote(counted, adopted.previous()).ifPresent(votes::add));
        var files = new TreeSet<String>();
        change.parts().forEach(part -> files.add(part.replaceFirst("#[^#]*$", "")));
        var authors = authors(adopted.previous())
                .of(evidence.touchingControls(files, adopted.previous().commit(), version.commit()));
        var judged = adopted.previous().judge().control(environment, change, authors, votes, intent.at());
        if (!judged.approved()) {
            wrong(
                    AuditCodes.OTHER_POLICY,
                    "it brought the policy of " + version.commit() + " into force, which changes "
                            + String.join(", ", change.parts()) + "; that needs "
                            + judged.needed().approvals() + " approvals under the one before and has "
                            + judged.approvals().size(),
                    "find out who recorded it");
        }
        return judged.approved();
    }

    private static boolean speaksOf(Counted counted, ControlSet.Change change) {
        return counted.signed().approval().changes().contains(change.digest());
    }

    /** The approvals of planned changes whose signatures are good. */
    private List<Vote> votes(Plan plan, LedgerPosition position) {
        var votes = new ArrayList<Vote>();
        for (var counted : intent.warrant().approvals()) {
            var approval = counted.signed().approval();
            var covered = plan.planned().stream().filter(approval::covers).toList();
            if (covered.isEmpty()) {
                if (adoption.filter(one -> speaksOf(counted, one.change())).isEmpty()) {
                    wrong(AuditCodes.OTHER_DIGEST, name(counted) + " is of other changes than the entry's", "");
                }
            } else if (seesThisLedger(counted, approval) && !spent(counted, approval, covered, position)) {
                vote(counted, version).ifPresent(votes::add);
            }
        }
        return votes;
    }

    private boolean seesThisLedger(Counted counted, Approval approval) {
        var head = approval.ledgerHead();
        boolean known = head.isEmpty() || positions.before(entry, head.get()).isPresent();
        if (!known) {
            wrong(
                    AuditCodes.OTHER_HEAD,
                    name(counted) + " was given at the head " + head.get() + ", where this ledger did not stand before",
                    "");
        }
        return known;
    }

    private boolean spent(Counted counted, Approval approval, List<Change> covered, LedgerPosition position) {
        long seen = approval.ledgerHead()
                .flatMap(head -> positions.before(entry, head))
                .orElse(0L);
        boolean spent = covered.stream().allMatch(change -> position.spent(change, seen, approval));
        if (spent) {
            wrong(
                    AuditCodes.SPENT,
                    name(counted) + " was given when the ledger had " + seen
                            + " entries, and a later one touched what it approves",
                    "");
        }
        return spent;
    }

    private static boolean isSigned(Counted counted) {
        return counted.source().equals(Vote.SIGNED);
    }

    private Optional<Vote> vote(Counted counted, PolicyVersion under) {
        return isSigned(counted) ? signed(counted, under) : reviewed(counted, under);
    }

    private Optional<Vote> reviewed(Counted counted, PolicyVersion under) {
        var asked = adoption.map(one -> List.of(one.previous(), under)).orElse(List.of(under));
        var verdict = new ReviewAudit(asked).of(counted);
        if (verdict.account().isEmpty()) {
            wrong(AuditCodes.NO_REVIEW, name(counted) + " is no review that counts: " + verdict.why(), "");
            return Optional.empty();
        }
        var who = under.policy().people().resolve(new Identity(verdict.account().get()));
        if (!who.name().equals(counted.person())) {
            wrong(AuditCodes.OTHER_PERSON, name(counted) + " is the review of " + who.name(), "");
        }
        findings.add(Flaw.of(
                intent.sequence(),
                entry.commit(),
                new Problem(
                        AuditCodes.REVIEWED,
                        Severity.NOTE,
                        Optional.empty(),
                        name(counted) + " is a review in " + verdict.where()
                                + ": that it was given rests on the host's word, as it was read when this was applied",
                        "compare with the pull request")));
        return Optional.of(new Vote(who, counted.signed(), counted.source()));
    }

    private Optional<Vote> signed(Counted counted, PolicyVersion under) {
        var signed = counted.signed();
        return under.signers()
                .verify(
                        signed.approval().signedBytes(),
                        signed.signature().getBytes(StandardCharsets.UTF_8),
                        PolicyVersion.APPROVAL_NAMESPACE,
                        intent.at())
                .fold(
                        signer -> under.voter(
                                        signer,
                                        signed.approval(),
                                        why -> wrong(AuditCodes.NOT_COUNTED, name(counted) + ": " + why, ""))
                                .map(who -> vote(counted, who)),
                        refusal -> {
                            var problem = refusal.problem();
                            wrong(problem.code(), name(counted) + ": " + problem.message(), problem.hint());
                            return Optional.empty();
                        });
    }

    private Vote vote(Counted counted, Actor who) {
        if (!who.name().equals(counted.person())) {
            wrong(AuditCodes.OTHER_PERSON, name(counted) + " was signed by " + who.name(), "");
        }
        counted.signed()
                .approval()
                .account()
                .ifPresent(account -> findings.add(Flaw.of(
                        intent.sequence(),
                        entry.commit(),
                        new Problem(
                                AuditCodes.VOUCHED,
                                Severity.NOTE,
                                Optional.empty(),
                                name(counted) + " was signed by a host for '" + new Identity(account)
                                        + "': that it was given rests on the host's word",
                                "ask the host who it was"))));
        return new Vote(who, counted.signed(), counted.source());
    }

    private static String name(Counted counted) {
        return "the approval of '" + counted.person() + "' of "
                + counted.signed().approval().at();
    }

    private Written written(Plan plan, List<LedgerEntry> before) {
        var commits = BaselineCommits.of(before, intent.target().clusterId());
        var since = WrittenSince.of(plan, commits, () -> before, evidence::overridden);
        return authors(version).of(evidence.touching(since, intent.state().commit()));
    }

    private Authors authors(PolicyVersion under) {
        boolean signed = under.policy()
                .access(environment)
                .map(EnvironmentAccess::signed)
                .filter(Signed::commits)
                .isPresent();
        return new Authors(
                under,
                signed,
                commit -> evidence.signature(commit)
                        .flatMap(signature -> signature
                                .verify(under.signers(), intent.at())
                                .fold(signer -> Optional.of(under.who(signer)), refusal -> Optional.empty())));
    }

    private void hidden(Written written) {
        var hidden = new TreeSet<String>();
        written.authors().values().forEach(actors -> actors.forEach(actor -> hidden.add(actor.name())));
        intent.warrant().authors().forEach(hidden::remove);
        if (!hidden.isEmpty()) {
            wrong(
                    AuditCodes.AUTHOR_HIDDEN,
                    String.join(", ", hidden) + " wrote some of it and " + (hidden.size() == 1 ? "is" : "are")
                            + " not among the recorded authors",
                    "see the history of the files in commit " + intent.state().commit());
        }
    }
}
