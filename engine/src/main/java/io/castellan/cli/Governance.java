package io.castellan.cli;

import io.castellan.access.Actor;
import io.castellan.access.AuthorityCodes;
import io.castellan.access.Authors;
import io.castellan.access.Authors.Written;
import io.castellan.access.ControlSet;
import io.castellan.access.DeclarationHistory;
import io.castellan.access.EnvironmentAccess;
import io.castellan.access.Identity;
import io.castellan.access.Judge;
import io.castellan.access.Judgement;
import io.castellan.access.PolicyAuthority;
import io.castellan.access.PolicyCheck;
import io.castellan.access.PolicyVersion;
import io.castellan.access.Vote;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Severity;
import io.castellan.environment.Environment;
import io.castellan.git.Commit;
import io.castellan.ledger.BaselineCommits;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Approval.Signed;
import io.castellan.model.Plan;
import io.castellan.model.ResourceId;
import io.castellan.model.Warrant.Counted;
import io.castellan.state.State;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The policy in force for one environment, and what it makes of a commit's state. In force is the version that the newest entry of
 * the ledger names; before there is one, that of the commit from which on the trust believes the branch; and without a trust that of
 * the commit itself, which is the repository's own word. Another version that the commit brings takes its place once enough persons
 * approved exactly that one, under the version in force.
 */
final class Governance {
    private static final int SHOWN = 12;

    private final Workspace workspace;
    private final Loading loading;
    private final GitLedger ledger;
    private final Clock clock;
    private final String environment;
    private final String commit;
    private final PolicyVersion version;
    private final Optional<Judgement.Control> pending;
    private final Optional<Environment> controls;
    private final List<Vote> votes;
    private final List<Counted> adopted;
    private final List<Problem> notes;

    private Governance(Finding finding) {
        this.workspace = finding.workspace;
        this.loading = finding.loading;
        this.ledger = finding.ledger;
        this.clock = finding.clock;
        this.environment = finding.environment;
        this.commit = finding.commit;
        this.version = finding.version;
        this.pending = finding.control.filter(control -> !control.approved());
        this.controls = pending.flatMap(control -> finding.versions.environment(finding.version.commit()));
        this.votes = finding.votes(finding.version, true);
        this.adopted = finding.control
                .filter(Judgement.Control::approved)
                .map(Judgement.Control::approvals)
                .orElse(List.of());
        this.notes = finding.notes;
    }

    /**
     * @param commit whose state is planned or applied
     * @param approvals handed over, besides those of the approvals' branch
     * @return empty where there is no policy
     */
    static Optional<Governance> of(
            Workspace workspace,
            Loading loading,
            Clock clock,
            String environment,
            String commit,
            List<Signed> approvals) {
        var ledger = workspace.ledger(environment).orElseThrow();
        var notes = new ArrayList<Problem>();
        var finding = new Finding(workspace, loading, clock, ledger, environment, commit, approvals, notes);
        return finding.found() ? Optional.of(new Governance(finding)) : Optional.empty();
    }

    /** The steps that lead to the version in force. */
    private static final class Finding {
        final Workspace workspace;
        final Loading loading;
        final Clock clock;
        final GitLedger ledger;
        final String environment;
        final String commit;
        final List<Problem> notes;
        final PolicyVersions versions;
        private final List<Signed> approvals;
        PolicyVersion version;
        Optional<Judgement.Control> control = Optional.empty();
        private final boolean found;

        @SuppressWarnings("NullAway.Init") // no version where there is no policy
        Finding(
                Workspace workspace,
                Loading loading,
                Clock clock,
                GitLedger ledger,
                String environment,
                String commit,
                List<Signed> handed,
                List<Problem> notes) {
            this.workspace = workspace;
            this.loading = loading;
            this.clock = clock;
            this.ledger = ledger;
            this.environment = environment;
            this.commit = commit;
            this.notes = notes;
            this.versions = new PolicyVersions(workspace, loading, environment, notes::add);
            this.approvals = new ArrayList<>(handed);
            var before = before();
            found = before.isPresent() || versions.exists(commit);
            if (found) {
                if (workspace.trusted().isEmpty()) {
                    notes.add(new Problem(
                            AuthorityCodes.OWN_WORD,
                            Severity.NOTE,
                            Optional.empty(),
                            "the policy is read from this repository itself, which is good enough for a sandbox only",
                            "see docs/reference/trust.md"));
                }
                approvals.addAll(
                        workspace.approvals(environment).since(clock.instant().minus(Judge.LONGEST), notes::add));
                version = versions.at(before.orElse(commit));
                versions.controls(version.commit())
                        .to(versions.controls(commit), environment)
                        .ifPresent(this::change);
            }
        }

        boolean found() {
            return found;
        }

        /** The commit whose policy was in force before this one; empty where there was no policy. */
        private Optional<String> before() {
            var entries = ledger.entries();
            for (int i = entries.size() - 1; i >= 0; i--) {
                var recorded = entries.get(i).intent().warrant().policy();
                if (recorded.isPresent()) {
                    return recorded;
                }
            }
            return workspace.trusted().map(trust -> trust.trust().policy()).filter(versions::exists);
        }

        private void change(ControlSet.Change change) {
            var judged = version.judge()
                    .control(environment, change, authors(change), votes(version, false), clock.instant());
            control = Optional.of(judged);
            if (judged.approved()) {
                version = versions.at(commit);
            } else {
                notes.add(notInForce(judged));
            }
        }

        /** Who touched the files of the control set since the version in force. */
        private List<Actor> authors(ControlSet.Change change) {
            var files = new TreeSet<String>();
            change.parts().forEach(part -> files.add(part.replaceFirst("#[^#]*$", "")));
            var commits = new ArrayList<Commit>();
            files.forEach(file -> commits.addAll(workspace
                    .commits()
                    .history(workspace.repositoryPath(file), Optional.of(version.commit()), commit)));
            return authorsUnder(version, workspace, environment, clock).of(commits);
        }

        private Problem notInForce(Judgement.Control judged) {
            return Problem.warning(
                            AuthorityCodes.NOT_IN_FORCE,
                            "commit " + abbreviated(commit) + " changes "
                                    + String.join(", ", judged.change().parts())
                                    + "; the version of " + abbreviated(version.commit()) + " stays in force, as "
                                    + judged.needed().approvals() + " approvals are needed and "
                                    + judged.approvals().size() + " are given ("
                                    + judged.change().digest() + ")")
                    .withHint("approve it with 'castellan approve " + environment + "'");
        }

        List<Vote> votes(PolicyVersion under, boolean last) {
            var good = new ArrayList<Vote>();
            approvals.forEach(signed -> under.vote(signed, clock.instant(), last ? notes::add : ignored -> {})
                    .ifPresent(good::add));
            return good;
        }
    }

    private static Authors authorsUnder(PolicyVersion version, Workspace workspace, String environment, Clock clock) {
        boolean signed = version.policy()
                .access(environment)
                .map(EnvironmentAccess::signed)
                .filter(rule -> rule.commits())
                .isPresent();
        return new Authors(
                version,
                signed,
                commit -> workspace
                        .commits()
                        .signature(commit)
                        .flatMap(signature -> signature
                                .verify(version.signers(), clock.instant())
                                .fold(signer -> Optional.of(version.who(signer)), refusal -> Optional.empty())));
    }

    /** The environment with the control sections that are in force. */
    Environment controlled(Environment declared) {
        return controls.map(declared::controlledBy).orElse(declared);
    }

    /** @throws Failure INPUT with everything that the state uses and the policy does not allow */
    void requireAllowed(State declared) {
        var state = new State(controlled(declared.environment()), declared.declarations());
        var problems = PolicyCheck.check(version.policy(), state);
        if (!problems.isEmpty()) {
            throw new Failure(ExitCode.INPUT, problems);
        }
    }

    /** What a reader must know: which version is in force, and what does not count. */
    List<Problem> notes() {
        return List.copyOf(notes);
    }

    PolicyVersion version() {
        return version;
    }

    /** A new version of the control set that is not approved yet. */
    Optional<Judgement.Control> pending() {
        return pending;
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
     * Lets an apply run, or says why not.
     *
     * @param hears hears which approvals did not count
     */
    PolicyAuthority authority(Identity executor, Consumer<Problem> hears) {
        return new PolicyAuthority(
                version,
                version.policy().people().resolve(executor),
                this::written,
                votes,
                adopted,
                ledger,
                clock,
                hears);
    }

    private Written written(Plan plan) {
        var commits = BaselineCommits.of(ledger.entries(), plan.target().clusterId());
        var since = new TreeMap<ResourceId, Optional<String>>();
        plan.planned()
                .forEach(change -> since.put(
                        change.id(),
                        commits.applied(change.id())
                                .map(applied -> applied.state().commit())));
        Map<ResourceId, List<Commit>> touching = new DeclarationHistory(
                        workspace.commits(),
                        workspace.repositoryPath(workspace.folder() + "/" + environment),
                        loading.states(environment))
                .touching(since, commit);
        return authorsUnder(version, workspace, environment, clock).of(touching);
    }

    private static String abbreviated(String commit) {
        return commit.substring(0, Math.min(SHOWN, commit.length()));
    }
}
