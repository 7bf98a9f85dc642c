package io.castellan.access;

import io.castellan.access.Authors.Written;
import io.castellan.diagnostics.Problem;
import io.castellan.gate.Authority;
import io.castellan.ledger.Ledger;
import io.castellan.model.Approval.Signed;
import io.castellan.model.Intent;
import io.castellan.model.Plan;
import io.castellan.model.Warrant;
import io.castellan.model.Warrant.Counted;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Lets an apply run as the policy in force allows it. */
public final class PolicyAuthority implements Authority {
    private final PolicyVersion version;
    private final Actor executor;
    private final Function<Plan, Written> authors;
    private final Function<Plan, List<Vote>> votes;
    private final Function<Plan, List<Vote>> reviews;
    private final List<Counted> control;
    private final Optional<Emergency> glass;
    private final Ledger ledger;
    private final Clock clock;
    private final Consumer<Problem> notes;

    /**
     * @param version in force
     * @param authors who wrote the planned changes
     * @param votes whose signatures are good, as far as they may matter for a plan
     * @param reviews what reviews on the Git host say of a plan, by the host's word as of now
     * @param control the approvals by which this version came into force just now; none if it was before
     * @param glass what is left out in an emergency
     * @param notes hears which approvals did not count
     */
    public PolicyAuthority(
            PolicyVersion version,
            Actor executor,
            Function<Plan, Written> authors,
            Function<Plan, List<Vote>> votes,
            Function<Plan, List<Vote>> reviews,
            List<Counted> control,
            Optional<Emergency> glass,
            Ledger ledger,
            Clock clock,
            Consumer<Problem> notes) {
        this.version = version;
        this.executor = executor;
        this.authors = authors;
        this.votes = votes;
        this.reviews = reviews;
        this.control = List.copyOf(control);
        this.glass = glass;
        this.ledger = ledger;
        this.clock = clock;
        this.notes = notes;
    }

    @Override
    public Grant grant(Plan executed, Consumer<Problem> refusals) {
        var written = authors.apply(executed);
        written.refusals().forEach(refusals);
        var judgement = judge(executed, written, Optional.of(executor));
        judgement.notes().forEach(notes);
        judgement.refusals().forEach(refusals);
        var counted = new ArrayList<>(control);
        judgement.warrant().approvals().stream()
                .filter(one -> !counted.contains(one))
                .forEach(counted::add);
        return new Grant(
                new Warrant(
                        judgement.warrant().policy(),
                        judgement.warrant().authors(),
                        counted,
                        glass.map(Emergency::recorded)),
                executed);
    }

    /**
     * What the policy says of a plan.
     *
     * @param executed whether by the executor; otherwise by nobody yet
     */
    public Judgement judge(Plan plan, boolean executed) {
        return judge(plan, authors.apply(plan), executed ? Optional.of(executor) : Optional.empty());
    }

    private Judgement judge(Plan plan, Written written, Optional<Actor> who) {
        var all = new ArrayList<>(votes.apply(plan));
        all.addAll(reviews.apply(plan));
        return version.judge()
                .judge(new Judge.Case(
                        plan,
                        written.authors(),
                        who,
                        glass.map(Emergency::skipped).orElse(Set.of()),
                        all,
                        new LedgerPosition(ledger::entriesAt, ledger.entries()),
                        clock.instant()));
    }

    /** The apply that gives it up is judged as any; this only keeps who may not execute from ending what others began. */
    @Override
    public void giveUp(Intent begun, Consumer<Problem> refusals) {
        new Resumption(version.policy()).mayGiveUp(executor, begun).ifPresent(refusals);
    }

    /** The record may be forged where it is not signed: what it names as approvals is looked at as if it were new. */
    @Override
    public void resume(Intent begun, Plan plan, Consumer<Problem> refusals) {
        var resumption = new Resumption(version.policy());
        var why = resumption.refusals(executor, begun);
        if (!why.isEmpty()) {
            why.forEach(refusals);
            return;
        }
        var now = clock.instant();
        var at = begun.at().isAfter(now) ? now : begun.at();
        var recorded = recorded(begun, plan, at);
        var entries = ledger.entries();
        version.judge()
                .judge(new Judge.Case(
                        plan,
                        authors.apply(plan).authors(),
                        Optional.of(executor),
                        resumption.skipped(executor, begun),
                        recorded,
                        new LedgerPosition(
                                ledger::entriesAt,
                                entries.stream()
                                        .filter(entry -> entry.intent().sequence() < begun.sequence())
                                        .toList()),
                        at))
                .refusals()
                .forEach(refusals);
    }

    /** Whoever may push to the ledger can write down any review: it counts if the host still says the same. */
    private List<Vote> recorded(Intent begun, Plan plan, Instant at) {
        var signed = new ArrayList<Signed>();
        var reviewed = new ArrayList<Signed>();
        begun.warrant()
                .approvals()
                .forEach(one -> (one.source().equals(Vote.SIGNED) ? signed : reviewed).add(one.signed()));
        var all = new ArrayList<>(version.votes(signed, at, notes));
        if (!reviewed.isEmpty()) {
            reviews.apply(plan).stream()
                    .filter(vote -> reviewed.stream()
                            .anyMatch(one -> one.approval().equals(vote.signed().approval())))
                    .forEach(all::add);
        }
        return all;
    }
}
