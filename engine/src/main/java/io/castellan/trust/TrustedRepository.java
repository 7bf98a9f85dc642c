package io.castellan.trust;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.git.Denials;
import io.castellan.git.GitRepository;
import io.castellan.git.NewBranch;
import io.castellan.git.Person;
import io.castellan.git.ProtectedBranch;
import io.castellan.git.RemoteCopy;
import io.castellan.git.RemoteSettings;
import io.castellan.ledger.ApprovalBranch;
import io.castellan.ledger.EntryBrief;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Intent.StateCommit;
import io.castellan.model.Outcome;
import io.castellan.model.ShortId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The repository that a trust names, as it is over there: its protected branch and its ledgers. Every method throws {@link Failure}:
 * UNREACHABLE if the repository does not answer, REFUSED if it is not what it must be. Not thread-safe.
 */
public final class TrustedRepository implements AutoCloseable {

    private final Trust trust;
    private final RemoteCopy copy;
    private ProtectedBranch branch;

    private TrustedRepository(Trust trust, RemoteCopy copy) {
        this.trust = trust;
        this.copy = copy;
        this.branch = fetched();
    }

    /**
     * Fetches the branch, all ledgers, and all approvals where they are by default.
     *
     * @param caches the folder for copies of repositories
     */
    public static TrustedRepository open(Trust trust, Path caches, RemoteSettings settings) {
        var copy = RemoteCopy.open(
                caches,
                trust.repository(),
                List.of(trust.branch(), GitLedger.BRANCHES + "*", ApprovalBranch.BRANCHES + "*"),
                settings);
        try {
            return new TrustedRepository(trust, copy);
        } catch (RuntimeException | Error e) {
            copy.close();
            throw e;
        }
    }

    private ProtectedBranch fetched() {
        copy.fetch();
        var now = copy.branch(trust.branch());
        if (!now.holds(trust.policy())) {
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(
                                    TrustCodes.POLICY_ELSEWHERE,
                                    "the branch " + trust.branch() + " of " + trust.repository()
                                            + " never was at commit " + ShortId.of(trust.policy())
                                            + ", from which on the trust file believes it")
                            .withHint(
                                    "either the trust file names another commit or branch than it should, or the history was replaced"));
        }
        return now;
    }

    /** The protected branch, as fetched last. */
    public ProtectedBranch branch() {
        return branch;
    }

    public Trust trust() {
        return trust;
    }

    /** For reading what the branch and the ledgers hold. */
    public GitRepository repository() {
        return copy.repository();
    }

    /** The record of an environment, as fetched last; what is added to it is pushed. */
    public GitLedger ledger(String environment) {
        return new GitLedger(copy, environment);
    }

    /** Names of the environments that have a record there, ordered. */
    public List<String> ledgers() {
        return copy.branches(GitLedger.BRANCHES);
    }

    /**
     * What carries approvals, as fetched last; what is added to it is pushed.
     *
     * @param prefix what such branches begin with; ends in a slash
     * @param committer who adds to it
     * @throws Failure REFUSED if that would be the protected branch
     */
    public ApprovalBranch approvals(String prefix, String environment, Person committer) {
        var name = prefix + environment;
        if (name.equals(trust.branch())) {
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(
                                    TrustCodes.APPROVALS_ON_THE_BRANCH,
                                    "castellan.yaml has the approvals of " + environment + " on " + name
                                            + ", which is the protected branch")
                            .withHint("name other branches under 'approvals.branches'"));
        }
        copy.follow(prefix + "*");
        return new ApprovalBranch(copy, name, committer);
    }

    /**
     * Begins a branch there, at a commit that {@link #repository} has.
     *
     * @throws Failure INPUT if the branch exists
     */
    public void begin(NewBranch newBranch, String commit) {
        newBranch.push(copy, commit);
    }

    /**
     * Begins a push there and sends nothing.
     *
     * @throws Failure UNREACHABLE where whoever we are may push nothing there
     */
    public void knock() {
        copy.knock();
    }

    /** What that repository denies whoever pushes; empty where it is not on a disk of this machine, and tells nobody. */
    public Optional<Denials> denials() {
        return copy.denials();
    }

    /** Looks again, and pushes what could not be pushed before to this environment's ledger. */
    public void catchUp(String environment) {
        branch = fetched();
        ledger(environment).catchUp();
    }

    /** Whether a commit is older than that from which on the branch is believed. */
    public boolean isBeforeBelief(String commit) {
        return !commit.equals(trust.policy()) && branch.descends(trust.policy(), commit);
    }

    /** @throws Failure REFUSED unless the branch is, or once was, at this commit, and since it is believed */
    public void requireHeld(String commit) {
        if (isBeforeBelief(commit)) {
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(
                                    TrustCodes.NOT_THE_BRANCH,
                                    "commit " + ShortId.of(commit) + " is older than " + ShortId.of(trust.policy())
                                            + ", from which on the trust file believes " + branch.name())
                            .withHint("name a newer commit"));
        }
        if (!branch.holds(commit)) {
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(
                                    TrustCodes.NOT_THE_BRANCH,
                                    "commit " + ShortId.of(commit) + " is not one that " + branch.name() + " of "
                                            + trust.repository() + " ever stood at")
                            .withHint(
                                    "merge it and push " + branch.name()
                                            + " first; of a merge, the merged commits themselves do not count. 'castellan ci' shows what it would change"));
        }
    }

    /** @throws Failure REFUSED if something newer, or something on another line, was applied to the environment last */
    public void requireNotOlder(String environment, String commit) {
        last(ledger(environment).briefs()).ifPresent(entry -> {
            var applied = entry.applied().state().commit();
            if (!branch.descends(commit, applied)) {
                throw new Failure(
                        ExitCode.REFUSED,
                        branch.descends(applied, commit) ? rollback(entry, commit) : unrelated(entry, commit));
            }
        });
    }

    /** The newest apply that may have changed something. */
    private static Optional<EntryBrief> last(List<EntryBrief> entries) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            var entry = entries.get(i);
            var nothing = entry.ending()
                    .filter(ending -> ending.result() == Outcome.Result.NOTHING)
                    .isPresent();
            if (!nothing && !entry.applied().state().dirty()) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private static Problem rollback(EntryBrief entry, String commit) {
        return Problem.error(
                        TrustCodes.ROLLBACK,
                        "commit " + ShortId.of(commit) + " is older than what was applied last, " + name(entry)
                                + ": that would be a rollback, and bring back what was revoked since")
                .withHint("apply a newer commit; to go back: castellan rollback");
    }

    private static Problem unrelated(EntryBrief entry, String commit) {
        return Problem.error(
                        TrustCodes.UNRELATED,
                        "commit " + ShortId.of(commit) + " does not come after what was applied last, " + name(entry))
                .withHint("merge what was applied into the protected branch, then apply that");
    }

    private static String name(EntryBrief entry) {
        StateCommit state = entry.applied().state();
        return "commit " + ShortId.of(state.commit()) + " by apply #" + entry.sequence();
    }

    @Override
    public void close() {
        copy.close();
    }
}
