package io.castellan.cli;

import io.castellan.access.Actor;
import io.castellan.access.AuthorityCodes;
import io.castellan.access.Authors;
import io.castellan.access.ControlSet;
import io.castellan.access.EnvironmentAccess;
import io.castellan.access.Judgement;
import io.castellan.access.PolicyVersion;
import io.castellan.access.Signed;
import io.castellan.access.SignedEntries;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Severity;
import io.castellan.git.Commit;
import io.castellan.ledger.EntryBrief;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Approval;
import io.castellan.model.ShortId;
import io.castellan.model.Warrant;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Finds the version of the policy that is in force for an environment. That is the one that the newest entry of the ledger names, as
 * far as the entry is signed where it must be; before there is one, that of the commit from which on the trust believes the branch, or
 * the first that the branch got since; and without a trust that of the commit itself, which is the repository's own word.
 * Another version that the commit brings takes its place once enough persons approved exactly
 * that one, under the version in force.
 */
final class PolicySearch {

    private final Workspace workspace;
    private final Loading loading;
    private final Clock clock;
    private final String environment;
    private final PolicyVersions versions;
    private final Consumer<Problem> notes;

    /** @param notes hears which version is in force, and why */
    PolicySearch(Workspace workspace, Loading loading, Clock clock, String environment, Consumer<Problem> notes) {
        this.workspace = workspace;
        this.loading = loading;
        this.clock = clock;
        this.environment = environment;
        this.versions = new PolicyVersions(workspace, loading, environment, notes);
        this.notes = notes;
    }

    PolicyVersions versions() {
        return versions;
    }

    /** The version that was in force before this commit; empty where there is no policy. */
    Optional<PolicyVersion> begin(String commit) {
        var found = recorded()
                .or(versions::first)
                .or(() -> Optional.of(commit).filter(id -> workspace.trusted().isEmpty() && versions.exists(id)));
        found.ifPresent(id -> workspace.trusted().ifPresent(trust -> trust.requireHeld(id)));
        if (found.isPresent() && workspace.trusted().isEmpty()) {
            notes.accept(new Problem(
                    AuthorityCodes.OWN_WORD,
                    Severity.NOTE,
                    Optional.empty(),
                    "the policy is read from this repository itself, which is good enough for a sandbox only",
                    "see docs/reference/trust.md"));
        }
        return found.map(versions::at);
    }

    /** What the ledger says, as far as it can be believed. */
    Optional<String> recorded() {
        var quiet = new PolicyVersions(workspace, loading, environment, note -> {});
        var ledger = workspace.ledger(environment).orElseThrow();
        return new PolicyTrail(quiet, signed(ledger), workspace.trusted(), this::adopted).follow(ledger.briefs());
    }

    /** For asking which entries of the environment's ledger are signed as a policy asks. */
    private SignedEntries signed(GitLedger ledger) {
        return new SignedEntries(environment, ledger, workspace.commits()::signature);
    }

    private boolean adopted(PolicyVersion before, EntryBrief entry, String named) {
        var at = entry.applied().at();
        var recorded = entry.warrant().approvals().stream()
                .map(Warrant.Counted::signed)
                .toList();
        return versions.controls(before.commit())
                .to(versions.controls(named), environment)
                .filter(change -> {
                    var speaking = recorded.stream()
                            .filter(signed -> signed.approval().changes().contains(change.digest()))
                            .toList();
                    return before.judge()
                            .control(
                                    environment,
                                    change,
                                    speaking.isEmpty() ? List.of() : authors(before, change, named),
                                    before.votes(speaking, at, unsaid -> {}),
                                    at)
                            .approved();
                })
                .isPresent();
    }

    /** Whether the commit has another control set than the version. */
    boolean brings(PolicyVersion before, String commit) {
        return versions.controls(before.commit())
                .to(versions.controls(commit), environment)
                .isPresent();
    }

    /** @param approvals whose signatures are not yet looked at */
    PolicyInForce decide(PolicyVersion before, String commit, List<Approval.Signed> approvals) {
        return versions.controls(before.commit())
                .to(versions.controls(commit), environment)
                .map(change -> decide(before, change, commit, approvals))
                .orElse(new PolicyInForce(before, before, Optional.empty()));
    }

    private PolicyInForce decide(
            PolicyVersion before, ControlSet.Change change, String commit, List<Approval.Signed> approvals) {
        var judged = before.judge()
                .control(
                        environment,
                        change,
                        authors(before, change, commit),
                        before.votes(unspent(approvals), clock.instant(), unsaid -> {}),
                        clock.instant());
        if (!versions.exists(commit)) {
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(
                                    AuthorityCodes.POLICY_GONE,
                                    "commit " + ShortId.of(commit) + " has no castellan.yaml, and the policy of "
                                            + ShortId.of(before.commit()) + " is in force")
                            .withHint("put it back; a policy is changed, not taken away"));
        }
        if (!judged.approved()) {
            notes.accept(notInForce(before, judged, commit));
        }
        return new PolicyInForce(judged.approved() ? versions.at(commit) : before, before, Optional.of(judged));
    }

    /** Those that were given since the control set last changed: one that was left again does not come back by an old word. */
    private List<Approval.Signed> unspent(List<Approval.Signed> approvals) {
        var ledger = workspace.ledger(environment).orElseThrow();
        long changed = lastChanged(ledger.briefs());
        return approvals.stream()
                .filter(signed -> signed.approval()
                        .ledgerHead()
                        .map(ledger::entriesAt)
                        .orElse(Optional.of(0L))
                        .filter(seen -> seen >= changed)
                        .isPresent())
                .toList();
    }

    /** The number of the newest entry that brought another version than the entries before it; 0 for none. */
    private static long lastChanged(List<EntryBrief> entries) {
        long changed = 0;
        var before = Optional.<String>empty();
        for (var entry : entries) {
            var named = entry.warrant().policy();
            if (before.isPresent() && named.isPresent() && !named.equals(before)) {
                changed = entry.sequence();
            }
            if (named.isPresent()) {
                before = named;
            }
        }
        return changed;
    }

    /** Who touched the files of the control set since the version in force. */
    private List<Actor> authors(PolicyVersion before, ControlSet.Change change, String commit) {
        var files = new TreeSet<String>();
        change.parts().forEach(part -> files.add(part.replaceFirst("#[^#]*$", "")));
        var commits = new ArrayList<Commit>();
        files.forEach(file -> commits.addAll(
                workspace.commits().history(workspace.repositoryPath(file), Optional.of(before.commit()), commit)));
        return authors(before, workspace, environment, clock).of(commits);
    }

    /** The persons behind commits, by one version of the policy. */
    static Authors authors(PolicyVersion version, Workspace workspace, String environment, Clock clock) {
        boolean signed = version.policy()
                .access(environment)
                .map(EnvironmentAccess::signed)
                .filter(Signed::commits)
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

    private Problem notInForce(PolicyVersion before, Judgement.Control judged, String commit) {
        return Problem.warning(
                        AuthorityCodes.NOT_IN_FORCE,
                        "commit " + ShortId.of(commit) + " changes "
                                + String.join(", ", judged.change().parts()) + "; the version of "
                                + ShortId.of(before.commit()) + " stays in force, as " + judged.standing() + " ("
                                + judged.change().digest() + ")")
                .withHint("have it approved with 'castellan approve " + environment + " --commit " + ShortId.of(commit)
                        + " --key FILE'");
    }
}
