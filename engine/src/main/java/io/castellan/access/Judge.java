package io.castellan.access;

import io.castellan.access.Judgement.Standing;
import io.castellan.diagnostics.Problem;
import io.castellan.host.HostSettings;
import io.castellan.model.Approval.Verdict;
import io.castellan.model.Change;
import io.castellan.model.Plan;
import io.castellan.model.ResourceId;
import io.castellan.model.ShortId;
import io.castellan.model.Warrant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Holds a plan against the policy in force: who wrote it, who approved it, who wants to execute it, and when. Pure.
 *
 * <p>An approval counts for a change if it covers the change, was given for this environment and cluster by a person who may approve
 * there, is neither expired nor from the future, names a head of this very ledger after which nothing touched the resource, and
 * its giver is neither an author nor the executor, as far as the policy keeps them apart. For the end of an override, one that
 * counted when the override was applied counts still. Of several verdicts of one person on a
 * change the latest holds, and a rejection holds however many others approve.
 */
public final class Judge {
    /** The longest that an approval counts, whatever it says. */
    public static final Duration LONGEST = Duration.ofDays(30);

    private final Policy policy;
    private final String policyCommit;

    /** @param policyCommit the commit that the policy was read from, as it is recorded */
    public Judge(Policy policy, String policyCommit) {
        this.policy = policy;
        this.policyCommit = policyCommit;
    }

    /**
     * What is judged.
     *
     * @param plan of which the planned changes count
     * @param authors of each planned change; who is not named has none, as for what somebody changed on the cluster by hand
     * @param executor empty where nobody executes yet
     * @param skipped what the executor leaves out in an emergency
     * @param votes whose signatures are good
     * @param now decides what is expired and what is frozen
     */
    public record Case(
            Plan plan,
            Map<ResourceId, List<Actor>> authors,
            Optional<Actor> executor,
            Set<Skip> skipped,
            List<Vote> votes,
            LedgerPosition ledger,
            Instant now) {
        public Case {
            Objects.requireNonNull(plan, "plan");
            authors = Map.copyOf(authors);
            Objects.requireNonNull(executor, "executor");
            skipped = Set.copyOf(skipped);
            votes = List.copyOf(votes);
            Objects.requireNonNull(ledger, "ledger");
            Objects.requireNonNull(now, "now");
        }

        private List<Actor> authorsOf(Change change) {
            return authors.getOrDefault(change.id(), List.of());
        }

        private String environment() {
            return plan.target().environment();
        }
    }

    public Judgement judge(Case one) {
        var notes = new ArrayList<Problem>();
        var counting = counting(one, notes);
        var standings = new ArrayList<Standing>();
        var used = new LinkedHashSet<Vote>();
        var uncounted = new Uncounted();
        policy.access(one.environment())
                .ifPresent(access -> one.plan()
                        .planned()
                        .forEach(change -> standings.add(standing(access, one, change, counting, used, uncounted))));
        var refusals = new ArrayList<Problem>();
        one.executor()
                .ifPresentOrElse(
                        executor -> mayExecute(one, executor, refusals), () -> unknown(one.environment(), refusals));
        if (!one.skipped().contains(Skip.WINDOW)) {
            frozen(one).ifPresent(refusals::add);
        }
        refusals.addAll(ofAuthors(one));
        refusals.addAll(rejected(standings));
        if (!one.skipped().contains(Skip.APPROVAL)) {
            refusals.addAll(notApproved(one, standings));
            notes.addAll(uncounted.told(one, standings, counting));
        }
        return new Judgement(standings, refusals, notes, warrant(one, used));
    }

    /**
     * How far a new version of the control set is approved under this one. An environment that this policy does not know yet is in
     * the hands of those who may approve in every environment that it knows.
     *
     * @param authors who wrote the new version
     */
    public Judgement.Control control(
            String environment, ControlSet.Change change, List<Actor> authors, List<Vote> votes, Instant now) {
        var deciding = policy.access(environment)
                .map(access -> Map.of(environment, access))
                .orElse(policy.access());
        var needed = deciding.values().stream()
                .map(access -> access.approvals().requiredForControl())
                .reduce(Requirement::and)
                .orElseThrow();
        var latest = votes.stream()
                .filter(vote -> vote.isOwnWord()
                        && vote.approval().changes().contains(change.digest())
                        && vote.approval().target().environment().equals(environment)
                        && Validity.over(vote.approval(), now).isEmpty()
                        && deciding.keySet().stream()
                                .allMatch(name -> policy.rights()
                                        .may(vote.voter(), Right.APPROVE, name)
                                        .isGiven()))
                .collect(Collectors.toMap(vote -> vote.voter().name(), vote -> vote, Judge::later, TreeMap::new));
        var approving = latest.values().stream()
                .filter(vote -> vote.approval().verdict() == Verdict.APPROVE)
                .filter(vote -> deciding.values().stream()
                        .allMatch(access -> access.separate()
                                .ofApprover(authors, vote.voter(), Optional.empty())
                                .isEmpty()))
                .map(Judge::counted)
                .toList();
        var rejecters = latest.values().stream()
                .filter(vote -> vote.approval().verdict() == Verdict.REJECT)
                .map(vote -> vote.voter().name())
                .toList();
        return new Judgement.Control(change, needed, authors, approving, rejecters);
    }

    /** An environment of which the policy says nothing is nobody's. */
    private void unknown(String environment, List<Problem> refusals) {
        if (policy.access(environment).isEmpty()) {
            policy.rights()
                    .refusal(new Actor.Stranger(new Identity("")), Right.EXECUTE, environment)
                    .ifPresent(refusals::add);
        }
    }

    private void mayExecute(Case one, Actor executor, List<Problem> refusals) {
        if (one.skipped().isEmpty()) {
            policy.rights().refusal(executor, Right.EXECUTE, one.environment()).ifPresent(refusals::add);
        } else {
            maySkip(one, executor, refusals);
        }
        if (one.skipped().contains(Skip.APPROVAL)) {
            return; // who wrote it in the night may be the only one there
        }
        policy.access(one.environment()).ifPresent(access -> {
            var conflicts = new TreeMap<String, List<Change>>();
            one.plan()
                    .planned()
                    .forEach(change -> one.authorsOf(change)
                            .forEach(author -> access.separate()
                                    .between(Separation.AUTHOR_EXECUTOR, author, executor)
                                    .ifPresent(conflict -> conflicts
                                            .computeIfAbsent(conflict.why(), why -> new ArrayList<>())
                                            .add(change))));
            conflicts.forEach((why, changes) -> refusals.add(AboutChanges.problem(
                    AuthorityCodes.AUTHOR_EXECUTES, changes, why, "have somebody else execute it")));
        });
    }

    /** Who may break the glass may execute with it. */
    private void maySkip(Case one, Actor executor, List<Problem> refusals) {
        one.skipped().stream()
                .sorted()
                .forEach(skip -> policy.rights()
                        .maySkip(executor, skip, one.environment())
                        .fold(given -> Optional.<Problem>empty(), withheld -> Optional.of(withheld.why()))
                        .ifPresent(refusals::add));
    }

    private Optional<Problem> frozen(Case one) {
        return policy.access(one.environment())
                .flatMap(access -> access.freeze().at(one.now()))
                .filter(window -> !one.plan().planned().isEmpty())
                .map(window -> Problem.error(
                                AuthorityCodes.FROZEN, one.environment() + " is frozen " + window.display())
                        .withHint("apply afterwards"));
    }

    /** Who wrote what must have the right to write there. */
    private List<Problem> ofAuthors(Case one) {
        var without = new LinkedHashMap<Actor, List<Change>>();
        var reasons = new LinkedHashMap<Actor, Problem>();
        for (var change : one.plan().planned()) {
            for (var author : one.authorsOf(change)) {
                policy.rights()
                        .may(author, Right.WRITE, one.environment())
                        .fold(given -> Optional.<Problem>empty(), withheld -> Optional.of(withheld.why()))
                        .ifPresent(why -> {
                            reasons.put(author, why);
                            without.computeIfAbsent(author, key -> new ArrayList<>())
                                    .add(change);
                        });
            }
        }
        return without.entrySet().stream()
                .map(entry -> {
                    var why = Objects.requireNonNull(reasons.get(entry.getKey()));
                    return AboutChanges.problem(
                            AuthorityCodes.AUTHOR_MAY_NOT_WRITE, entry.getValue(), why.message(), why.hint());
                })
                .toList();
    }

    private Standing standing(
            EnvironmentAccess access,
            Case one,
            Change change,
            List<Counted> counting,
            Collection<Vote> used,
            Uncounted uncounted) {
        var authors = one.authorsOf(change);
        var latest = new TreeMap<String, Vote>();
        for (var candidate : counting) {
            var vote = candidate.vote();
            if (vote.approval().covers(change) && Validity.holds(vote.approval(), change, one.now())) {
                if (one.ledger().spent(change, candidate.entries(), vote.approval())) {
                    uncounted.spent(vote, change, one.ledger().lastTouch(change.id()));
                } else {
                    latest.merge(vote.voter().name(), vote, Judge::later);
                }
            }
        }
        var rejecters = latest.values().stream()
                .filter(vote -> vote.approval().verdict() == Verdict.REJECT)
                .map(vote -> vote.voter().name())
                .toList();
        var approving = latest.values().stream()
                .filter(vote -> vote.approval().verdict() == Verdict.APPROVE)
                .toList();
        var approvers = new ArrayList<Vote>();
        approving.forEach(vote -> access.separate()
                .ofApprover(authors, vote.voter(), one.executor())
                .ifPresentOrElse(conflict -> uncounted.own(vote, change, conflict), () -> approvers.add(vote)));
        used.addAll(approvers);
        return new Standing(
                change,
                access.approvals()
                        .required(
                                change.difference().risks(),
                                change.difference().provenance().cause()),
                authors,
                authors.stream()
                        .allMatch(author -> policy.rights()
                                .may(author, Right.WRITE, one.environment())
                                .isGiven()),
                approvers.stream().map(vote -> vote.voter().name()).sorted().toList(),
                rejecters.stream().sorted().toList(),
                comments(latest),
                hosts(latest));
    }

    private static Map<String, String> comments(Map<String, Vote> votes) {
        var comments = new TreeMap<String, String>();
        votes.forEach((name, vote) -> {
            var comment = vote.approval().comment().strip();
            if (!comment.isEmpty()) {
                comments.put(name, comment);
            }
        });
        return comments;
    }

    private static Map<String, String> hosts(Map<String, Vote> votes) {
        return votes.entrySet().stream()
                .filter(entry -> !entry.getValue().source().equals(Vote.SIGNED))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().source()));
    }

    /** Of two of one time the rejection, if there is one. */
    private static Vote later(Vote one, Vote other) {
        int order = one.approval().at().compareTo(other.approval().at());
        return order > 0 || order == 0 && one.approval().verdict() == Verdict.REJECT ? one : other;
    }

    /**
     * A vote that counts as far as its resources were not touched since.
     *
     * @param entries how many its giver saw
     */
    record Counted(Vote vote, long entries) {}

    private List<Counted> counting(Case one, List<Problem> notes) {
        var counting = new ArrayList<Counted>();
        one.votes().stream()
                .sorted(Comparator.comparing(vote -> vote.approval().digest()))
                .forEach(vote -> {
                    var entries = one.ledger().seen(vote.approval().ledgerHead());
                    var why = whyNot(one, vote, entries);
                    if (why.isEmpty()) {
                        counting.add(new Counted(vote, entries.orElseThrow()));
                    } else {
                        notes.add(Problem.warning(
                                AuthorityCodes.NOT_COUNTED,
                                "the approval of '" + vote.voter().name() + "' of "
                                        + vote.approval().at() + " does not count: " + why.get()));
                    }
                });
        return counting;
    }

    private Optional<String> whyNot(Case one, Vote vote, Optional<Long> entries) {
        var approval = vote.approval();
        if (!approval.target().equals(one.plan().target())) {
            return Optional.of("it is for " + approval.target().environment() + " on cluster "
                    + approval.target().clusterId());
        }
        var late = Validity.over(approval, one.now());
        if (late.isPresent()
                && one.plan().planned().stream()
                        .noneMatch(change -> approval.covers(change) && Validity.holds(approval, change, one.now()))) {
            return late;
        }
        if (entries.isEmpty()) {
            return Optional.of("it names a ledger head that is not of this ledger");
        }
        return policy.rights()
                .may(vote.voter(), Right.APPROVE, one.environment())
                .fold(
                        given -> Optional.empty(),
                        withheld -> Optional.of(withheld.why().message()));
    }

    private static List<Problem> rejected(List<Standing> standings) {
        return AboutChanges.grouped(
                standings.stream().filter(one -> !one.rejecters().isEmpty()).toList(),
                AuthorityCodes.REJECTED,
                one -> "rejected by " + String.join(", ", one.rejecters()),
                "talk to who rejected it; a later approval of the same person takes the rejection back");
    }

    private List<Problem> notApproved(Case one, List<Standing> standings) {
        var who = policy.access(one.environment())
                .map(access -> access.holders(Right.APPROVE).display())
                .orElse("nobody");
        return AboutChanges.grouped(
                standings.stream()
                        .filter(standing -> standing.missing().isPresent())
                        .toList(),
                AuthorityCodes.NOT_APPROVED,
                standing -> standing.missing().orElseThrow(),
                "have it approved with 'castellan approve " + one.environment()
                        + one.plan()
                                .origin()
                                .commit()
                                .map(id -> " --commit " + ShortId.of(id))
                                .orElse("")
                        + " --key FILE'"
                        + (policy.host().flatMap(HostSettings::reporter).isPresent() ? " or in the pull request" : "")
                        + " by: " + who);
    }

    private Warrant warrant(Case one, Collection<Vote> used) {
        var authors = new TreeSet<String>();
        one.plan().planned().forEach(change -> one.authorsOf(change).forEach(author -> authors.add(author.name())));
        return new Warrant(
                Optional.of(policyCommit),
                List.copyOf(authors),
                used.stream().map(Judge::counted).toList(),
                Optional.empty());
    }

    private static Warrant.Counted counted(Vote vote) {
        return new Warrant.Counted(vote.signed(), vote.voter().name(), vote.source());
    }
}
