package io.castellan.access;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Approval;
import io.castellan.model.Approval.Signed;
import io.castellan.model.Approval.Verdict;
import io.castellan.model.Cause;
import io.castellan.model.Ceiling;
import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Digest;
import io.castellan.model.Fact;
import io.castellan.model.Fact.Certainty;
import io.castellan.model.Fact.Unit;
import io.castellan.model.Intent;
import io.castellan.model.Intent.IntendedChange;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Origin;
import io.castellan.model.Plan;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.RiskClass;
import io.castellan.model.Target;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import io.castellan.model.Warrant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** A case for the judge in the making: a plan, who wrote it, who approved it, what was applied before. */
abstract class JudgedCase {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final Target PROD = new Target("prod", "5L6g3nShT-eMCtK--X86sw");
    static final String POLICY = """
            apiVersion: castellan/v1
            pipeline: [prod]
            people:
              admin:     {emails: [admin@example.org, admin@other.example], keys: [key/admin]}
              reviewer:  {emails: [reviewer@example.org], keys: [key/reviewer, key/reviewer-token]}
              second:    {keys: [key/second]}
              deployer:  {accounts: [jenkins:ci:deployer]}
              everything: {emails: [all@example.org], keys: [key/everything], accounts: [local:all]}
            groups: {kafka-admins: [admin, everything], reviewers: [reviewer, second, everything], developers: [deployer, everything]}
            access:
              prod:
                write: [kafka-admins]
                approve: [reviewers]
                execute: [developers]
            """;
    static final Actor ADMIN = actor("email:admin@example.org");
    static final Actor DEPLOYER = actor("jenkins:ci:deployer");

    final Map<ResourceId, List<Actor>> authors = new HashMap<>();
    final List<Vote> votes = new ArrayList<>();
    final List<LedgerEntry> entries = new ArrayList<>();
    final List<Change> changes = new ArrayList<>();
    String policy = POLICY;
    Optional<Actor> executor = Optional.of(DEPLOYER);
    Set<Skip> skipped = Set.of();

    static Actor actor(String identity) {
        return Policies.policy(POLICY, Set.of("prod")).people().resolve(new Identity(identity));
    }

    Change change(String name, RiskClass risk) {
        return change(name, risk, Cause.DECLARATION, 0);
    }

    Change change(String name, RiskClass risk, Cause cause, long bytes) {
        var place = new Place("payments.yaml", 3, 3);
        var builder = Difference.of(new ResourceId("topic", name), Verb.UPDATE)
                .field("config.retention.ms", Value.text("2"), Value.text("1"), Provenance.at(place, cause))
                .provenance(Provenance.at(place, cause))
                .risk(risk, "RISK", "for the test");
        if (bytes > 0) {
            builder.fact(new Fact("bytes", Value.whole(bytes), Unit.BYTES, Certainty.exact(), NOW))
                    .ceiling(Ceiling.above("bytes", bytes));
        }
        return Change.of(builder.build(), PROD);
    }

    Change planned(Change change, Actor... wrote) {
        changes.add(change);
        authors.put(change.id(), Arrays.asList(wrote));
        return change;
    }

    Approval approval(Change... about) {
        var ceilings = new TreeMap<Digest, List<Ceiling>>();
        Arrays.stream(about)
                .filter(one -> !one.difference().ceilings().isEmpty())
                .forEach(one -> ceilings.put(one.digest(), one.difference().ceilings()));
        return new Approval(
                PROD,
                Optional.empty(),
                Arrays.stream(about).map(Change::digest).toList(),
                ceilings,
                Verdict.APPROVE,
                "",
                NOW.minusSeconds(60),
                NOW.plusSeconds(3600));
    }

    void votes(String identity, Approval approval) {
        votes.add(new Vote(actor(identity), new Signed(approval, "signature"), "ssh"));
    }

    Approval at(Approval of, Instant at, Instant expires) {
        return new Approval(
                of.target(), of.ledgerHead(), of.changes(), of.ceilings(), of.verdict(), of.comment(), at, expires);
    }

    Approval head(Approval of, String head) {
        return new Approval(
                of.target(), Optional.of(head), of.changes(), of.ceilings(), of.verdict(), "", of.at(), of.expires());
    }

    Approval verdict(Approval of, Verdict verdict, Instant at) {
        return new Approval(of.target(), of.ledgerHead(), of.changes(), of.ceilings(), verdict, "", at, of.expires());
    }

    void applied(Change change) {
        entries.add(new LedgerEntry(
                new Intent(
                        entries.size() + 1L,
                        PROD,
                        new Intent.StateCommit("4b1c", "9e0d", false),
                        List.of(IntendedChange.of(change)),
                        List.of(),
                        List.of(),
                        new Intent.Executor("deployer", "local"),
                        Warrant.none(),
                        "castellan",
                        NOW.minusSeconds(600)),
                Optional.empty()));
    }

    Judgement judge() {
        return judge(NOW);
    }

    /** Heads of the ledger are called head-1, head-2 … */
    Judgement judge(String known) {
        var plan = new Plan("castellan", NOW, PROD, Origin.folder(), true, List.of(), changes, List.of());
        return new Judge(Policies.policy(policy, Set.of(known)), "77aa")
                .judge(new Judge.Case(
                        plan,
                        authors,
                        executor,
                        skipped,
                        votes,
                        new LedgerPosition(head -> Optional.empty(), entries),
                        NOW));
    }

    Judgement judge(Instant now) {
        var plan = new Plan("castellan", NOW, PROD, Origin.folder(), true, List.of(), changes, List.of());
        var ledger = new LedgerPosition(
                head -> LongStream.rangeClosed(1, entries.size())
                        .filter(count -> head.equals("head-" + count))
                        .boxed()
                        .findFirst(),
                entries);
        return new Judge(Policies.policy(policy, Set.of("prod")), "77aa")
                .judge(new Judge.Case(plan, authors, executor, skipped, votes, ledger, now));
    }

    static List<String> codes(List<Problem> problems) {
        return problems.stream().map(problem -> problem.code().toString()).toList();
    }
}
