package io.castellan.cli;

import io.castellan.access.AuthorityCodes;
import io.castellan.access.Authors.Written;
import io.castellan.access.Debt;
import io.castellan.access.Debts;
import io.castellan.access.DeclarationHistory;
import io.castellan.access.Emergency;
import io.castellan.access.EnvironmentAccess;
import io.castellan.access.Identity;
import io.castellan.access.Judge;
import io.castellan.access.Judgement;
import io.castellan.access.PolicyAuthority;
import io.castellan.access.PolicyCheck;
import io.castellan.access.PolicyVersion;
import io.castellan.access.SignedEntries;
import io.castellan.access.Vote;
import io.castellan.access.WrittenSince;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.environment.Environment;
import io.castellan.git.Commit;
import io.castellan.ledger.ApprovalBranch;
import io.castellan.ledger.BaselineCommits;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Approval.Signed;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Plan;
import io.castellan.model.ResourceId;
import io.castellan.state.State;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The policy in force for one environment, and what it makes of a commit's state: which cluster that is, what it may use, and whether
 * a plan of it may be executed.
 */
final class Governance {
    private final Workspace workspace;
    private final Loading loading;
    private final GitLedger ledger;
    private final Clock clock;
    private final Hosting hosting;
    private final String environment;
    private final String commit;
    private final PolicyInForce inForce;
    private final Optional<Environment> controls;
    private final Optional<Environment> unknown;
    private final List<Vote> votes;
    private final List<Problem> notes;

    private Governance(
            Workspace workspace,
            Loading loading,
            Clock clock,
            Hosting hosting,
            String environment,
            String commit,
            PolicyInForce inForce,
            Optional<Environment> controls,
            Optional<Environment> unknown,
            List<Vote> votes,
            List<Problem> notes) {
        this.workspace = workspace;
        this.loading = loading;
        this.ledger = workspace.ledger(environment).orElseThrow();
        this.clock = clock;
        this.hosting = hosting;
        this.environment = environment;
        this.commit = commit;
        this.inForce = inForce;
        this.controls = controls;
        this.unknown = unknown;
        this.votes = List.copyOf(votes);
        this.notes = List.copyOf(notes);
    }

    /**
     * @param commit whose state is planned or applied
     * @param handed approvals, besides those of the approvals' branch
     * @return empty where there is no policy
     */
    static Optional<Governance> of(
            Workspace workspace,
            Loading loading,
            Clock clock,
            Hosting hosting,
            String environment,
            String commit,
            List<Signed> handed) {
        var notes = new ArrayList<Problem>();
        var search = new PolicySearch(workspace, loading, clock, environment, notes::add);
        return search.begin(commit).map(begun -> {
            var approvals = new ArrayList<>(handed);
            approvals.addAll(workspace
                    .approvals(begun.policy(), environment)
                    .since(clock.instant().minus(Judge.LONGEST), notes::add));
            var inForce = search.decide(begun, commit, approvals);
            var controls = inForce.pending()
                    .flatMap(control ->
                            search.versions().environment(inForce.version().commit()));
            var unknown = inForce.pending()
                    .filter(control -> controls.isEmpty() && workspace.trusted().isPresent())
                    .flatMap(control -> search.versions().environment(commit))
                    .filter(declared -> !declared.isSandbox());
            var votes = inForce.version().votes(approvals, clock.instant(), notes::add);
            return new Governance(
                    workspace, loading, clock, hosting, environment, commit, inForce, controls, unknown, votes, notes);
        });
    }

    /** The environment with the control sections that are in force. */
    Environment controlled(Environment declared) {
        return controls.map(declared::controlledBy).orElse(declared);
    }

    /**
     * The environment as the commit has it, where it is newer than the version in force: nothing that was approved says which cluster
     * it is, and nobody connects to it before that is.
     */
    Optional<Environment> unknown() {
        return unknown;
    }

    /**
     * Whether the policy allows what it takes to connect: asked before anything does, so that no secret is sent anywhere that is not
     * allowed here.
     */
    boolean allowsToConnect(Environment controlled) {
        return unknown.isEmpty()
                && PolicyCheck.check(inForce.version().policy(), controlled).isEmpty();
    }

    /**
     * @throws Failure INPUT with everything that the state uses and the policy does not allow; REFUSED where nothing that was approved
     *     says which cluster it is
     */
    void requireAllowed(State declared) {
        if (unknown.isPresent()) {
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(
                                    AuthorityCodes.UNKNOWN_CLUSTER,
                                    "nothing that was approved says which cluster '" + environment
                                            + "' is, and how it is reached: "
                                            + pending().orElseThrow().standing())
                            .withHint("have it approved with 'castellan approve " + environment
                                    + "', which does not connect yet"));
        }
        var state = new State(controlled(declared.environment()), declared.declarations());
        var problems = PolicyCheck.check(inForce.version().policy(), state);
        if (!problems.isEmpty()) {
            throw new Failure(ExitCode.INPUT, problems);
        }
    }

    /** What a reader must know: which version is in force, and what does not count. */
    List<Problem> notes() {
        return List.copyOf(notes);
    }

    PolicyVersion version() {
        return inForce.version();
    }

    /**
     * That the glass was broken, and nobody signed it off yet.
     *
     * @param handed approvals, besides those of the approvals' branch
     */
    List<Debt> debts(List<Signed> handed) {
        var entries = ledger.entries();
        var approvals = new ArrayList<>(handed);
        Debts.since(entries).ifPresent(since -> approvals.addAll(approvals().since(since, unsaid -> {})));
        return Debts.of(entries, approvals, inForce.version(), clock.instant());
    }

    /** Where approvals are read from and added to: as the version says that was in force before this commit. */
    ApprovalBranch approvals() {
        return workspace.approvals(inForce.before().policy(), environment);
    }

    /** A new version of the control set that is not approved yet. */
    Optional<Judgement.Control> pending() {
        return inForce.pending();
    }

    /**
     * A policy that is read from a clone binds nobody who can write to the clone.
     *
     * @throws Failure REFUSED for anything but a sandbox, unless a trust says where the policy comes from
     */
    void requireTrust(Environment governed) {
        if (workspace.trusted().isEmpty() && !governed.isSandbox()) {
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(
                                    AuthorityCodes.NO_TRUST,
                                    "there is a policy, and nothing says from which repository it is to be believed")
                            .withHint(
                                    "name a trust file with --trust or CASTELLAN_TRUST; see docs/reference/trust.md"));
        }
    }

    /**
     * A version that takes effect in this apply may bring its own key: who approved it approved that.
     *
     * @throws Failure REFUSED where the ledger must be signed, and nothing that this key signs would count
     */
    void requireKey(Optional<LedgerKey> key) {
        var before = inForce.before();
        var asking = signed().required(before)
                ? Stream.of(before, inForce.version()).distinct()
                : Stream.of(inForce.version());
        var versions = asking.filter(version -> signed().required(version)).toList();
        if (versions.isEmpty()) {
            return;
        }
        if (key.isEmpty()) {
            throw new Failure(ExitCode.REFUSED, LedgerKey.missing(environment));
        }
        var objections = versions.stream()
                .map(version -> key.get().objection(version, environment, clock.instant()))
                .toList();
        if (objections.stream().noneMatch(Optional::isEmpty)) {
            throw new Failure(ExitCode.REFUSED, objections.get(0).orElseThrow());
        }
    }

    /** @throws Failure REFUSED if an entry that decides which policy is in force is not signed as it must be */
    void requireBelievedLedger() {
        new PolicySearch(workspace, loading, clock, environment, note -> {}).recorded();
    }

    /**
     * @param planned what stood when the plan's cluster and protection were read
     * @throws Failure STALE if another version of the control set decides now
     */
    void requireStill(Governance planned) {
        if (!inForce.version().commit().equals(planned.inForce.version().commit())
                || !pending()
                        .map(Judgement.Control::change)
                        .equals(planned.pending().map(Judgement.Control::change))) {
            throw new Failure(
                    ExitCode.STALE,
                    Problem.error(
                                    AuthorityCodes.POLICY_MOVED,
                                    "another version of the control set came into force while this waited for the lock")
                            .withHint("run it again: it is planned by that one then"));
        }
    }

    /** @throws Failure REFUSED for who wrote or approved the control set that this apply brings into force, as far as both are kept apart */
    void requireApart(Identity executor) {
        var before = inForce.before().policy();
        inForce.control().filter(Judgement.Control::approved).ifPresent(control -> {
            var conflicts = control.conflicts(
                    before.access(environment)
                            .map(access -> List.of(access.separate()))
                            .orElse(before.access().values().stream()
                                    .map(EnvironmentAccess::separate)
                                    .toList()),
                    before.people().resolve(executor));
            if (!conflicts.isEmpty()) {
                throw new Failure(
                        ExitCode.REFUSED,
                        conflicts.stream()
                                .map(why -> Problem.error(AuthorityCodes.AUTHOR_EXECUTES, why)
                                        .withHint("have somebody else execute it"))
                                .toList());
            }
        });
    }

    private SignedEntries signed() {
        return new SignedEntries(environment, ledger, workspace.commits()::signature);
    }

    /**
     * Lets an apply run, or says why not. Reviews are asked for at the host that was in force before this commit.
     *
     * @param hears hears which approvals did not count
     */
    PolicyAuthority authority(Identity executor, Optional<Emergency> glass, Consumer<Problem> hears) {
        return new PolicyAuthority(
                inForce.version(),
                inForce.version().policy().people().resolve(executor),
                this::written,
                this::votes,
                plan -> reviews(plan, hears),
                inForce.adopted(),
                glass,
                ledger,
                clock,
                hears);
    }

    /**
     * Those of late, and of the end of an override those that came before it: who approved the override approved its end, however long
     * ago that was. They stand in the override's entry; who rejects, only on the branch.
     */
    private List<Vote> votes(Plan plan) {
        var ends = plan.planned().stream()
                .filter(change -> change.difference().overrideEnd().isPresent())
                .toList();
        if (ends.isEmpty()) {
            return votes;
        }
        var entries = ledger.entries();
        var brought = ends.stream()
                .flatMap(end -> WrittenSince.lastTouch(end.id(), entries).stream())
                .map(LedgerEntry::intent)
                .toList();
        var older = new LinkedHashSet<Signed>();
        brought.forEach(intent -> intent.warrant().approvals().forEach(counted -> older.add(counted.signed())));
        brought.stream()
                .map(intent -> intent.at().minus(Judge.LONGEST))
                .min(Instant::compareTo)
                .ifPresent(since -> older.addAll(workspace
                        .approvals(inForce.version().policy(), environment)
                        .since(since, unsaid -> {})));
        var all = new LinkedHashSet<>(votes);
        all.addAll(inForce.version()
                .votes(
                        older.stream()
                                .filter(signed -> ends.stream()
                                        .anyMatch(end -> signed.approval().covers(end)))
                                .toList(),
                        clock.instant(),
                        unsaid -> {}));
        return List.copyOf(all);
    }

    /** What the policy says of a plan as if nobody else had said anything of it. */
    Judgement alone(Plan plan, Vote vote) {
        return new PolicyAuthority(
                        inForce.version(),
                        vote.voter(),
                        this::written,
                        all -> List.of(vote),
                        all -> List.of(),
                        List.of(),
                        Optional.empty(),
                        ledger,
                        clock,
                        unsaid -> {})
                .judge(plan, false);
    }

    private Written written(Plan plan) {
        return PolicySearch.authors(inForce.version(), workspace, environment, clock)
                .of(touching(plan));
    }

    private List<Vote> reviews(Plan plan, Consumer<Problem> hears) {
        var host = inForce.before().policy().host().filter(one -> one.reporter().isPresent());
        if (plan.planned().isEmpty() || host.isEmpty()) {
            return List.of();
        }
        if (workspace.trusted().isEmpty()) {
            hears.accept(Problem.warning(
                            AuthorityCodes.NO_TRUST,
                            "reviews are not counted: what is checked out may be anybody's, and so may the host that it names")
                    .withHint("name a trust file with --trust or CASTELLAN_TRUST; see docs/reference/trust.md"));
            return List.of();
        }
        var commits = new LinkedHashSet<>(List.of(commit));
        touching(plan).values().forEach(all -> all.forEach(one -> commits.add(one.id())));
        return hosting.votes(inForce.before(), inForce.version(), environment, commits, hears);
    }

    /** The commits that made what is planned, since it was last applied. */
    private Map<ResourceId, List<Commit>> touching(Plan plan) {
        var commits = BaselineCommits.of(ledger, plan.target().clusterId());
        var since = WrittenSince.of(
                plan,
                commits,
                ledger::entries,
                new Overridden(workspace, loading, Rooms.registry(), environment)::forATime);
        return new DeclarationHistory(
                        workspace.commits(),
                        workspace.repositoryPath(workspace.folder() + "/" + environment),
                        loading.states(environment))
                .touching(since, commit);
    }
}
