package io.castellan.cli;

import io.castellan.access.ControlSet;
import io.castellan.access.PolicyVersion;
import io.castellan.access.SignedEntries;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problems;
import io.castellan.doctor.BranchChecks;
import io.castellan.doctor.BranchChecks.Heads;
import io.castellan.doctor.Finding;
import io.castellan.doctor.HostChecks;
import io.castellan.doctor.RecordFindings;
import io.castellan.doctor.Relation;
import io.castellan.environment.Environment;
import io.castellan.environment.EnvironmentReader;
import io.castellan.git.DirtyFile;
import io.castellan.git.GitRepository;
import io.castellan.git.Upstream;
import io.castellan.ledger.EntryBrief;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Node;
import io.castellan.model.ShortId;
import io.castellan.state.StateLoader;
import io.castellan.trust.TrustedRepository;
import io.castellan.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/** What {@code access doctor} says of the trust, the state branch and the ledgers. Reads only. */
final class RecordExamination {
    private static final String REFS = "refs/heads/";

    private final Session session;
    private final Workspace workspace;
    private final Optional<String> commit;
    private final List<String> environments;
    private final Map<String, PolicyVersion> versions;
    /** Where this clone pushes to; what it answered is kept. */
    private Optional<Upstream> upstream = Optional.empty();

    private Optional<SortedMap<String, String>> heads = Optional.empty();

    RecordExamination(
            Session session,
            Workspace workspace,
            Optional<String> commit,
            List<String> environments,
            Map<String, PolicyVersion> versions) {
        this.session = session;
        this.workspace = workspace;
        this.commit = commit;
        this.environments = environments;
        this.versions = versions;
    }

    /** The branch that is applied from, or that is checked out. */
    String stateBranch() {
        return workspace
                .trusted()
                .map(trust -> trust.branch().name())
                .or(() -> workspace.repository().flatMap(GitRepository::branch))
                .orElse("main");
    }

    List<Finding> trust() {
        if (workspace.trusted().isEmpty()) {
            return List.of(RecordFindings.noTrust(
                    environments.stream().filter(name -> !isSandbox(name)).toList()));
        }
        var trust = workspace.trusted().get();
        var findings = new ArrayList<Finding>();
        findings.add(Finding.ok(trust.branch().name() + " of " + trust.trust().repository() + " is at "
                + ShortId.of(trust.branch().tip()) + ", and believed from "
                + ShortId.of(trust.trust().policy()) + " on"));
        for (var environment : environments) {
            try {
                forgotten(trust, environment).ifPresent(findings::add);
            } catch (Failure unreadable) {
                // the ledger is looked at below
            }
        }
        return findings;
    }

    private Optional<Finding> forgotten(TrustedRepository trust, String environment) {
        return last(trust.ledger(environment))
                .flatMap(entry -> entry.warrant().policy())
                .filter(trust::isBeforeBelief)
                .map(named -> RecordFindings.pinNewer(environment, ShortId.of(named)));
    }

    private static Optional<EntryBrief> last(GitLedger ledger) {
        var briefs = ledger.briefs();
        return briefs.isEmpty() ? Optional.empty() : Optional.of(briefs.get(briefs.size() - 1));
    }

    List<Finding> branch() {
        if (workspace.repository().isEmpty()) {
            return Finding.of(workspace.noRepository());
        }
        var git = workspace.git();
        var findings = new ArrayList<Finding>();
        try {
            if (workspace.trusted().isPresent()) {
                var tip = workspace.trusted().get().branch().tip();
                findings.add(checks().state(stateBranch(), compare(stateBranch(), Optional.of(tip))));
            } else {
                upstream = Upstream.of(git, TrustOption.settings(session));
                heads = upstream.map(Upstream::heads);
                findings.add(heads.map(there -> checks().state(
                                        stateBranch(),
                                        compare(stateBranch(), Optional.ofNullable(there.get(stateBranch())))))
                        .orElseGet(RecordFindings::noRemote));
            }
        } catch (Failure failure) {
            findings.addAll(Finding.of(failure));
        }
        if (commit.isEmpty()) {
            var changed =
                    git
                            .dirty(
                                    ControlSet.FILES.stream()
                                            .map(workspace::repositoryPath)
                                            .toList(),
                                    path -> false)
                            .stream()
                            .map(DirtyFile::path)
                            .toList();
            if (!changed.isEmpty()) {
                findings.add(RecordFindings.uncommitted(changed));
            }
        }
        return findings;
    }

    private BranchChecks checks() {
        return workspace
                .trusted()
                .map(trust -> new BranchChecks(trust.trust().repository().toString(), true))
                .orElseGet(() -> new BranchChecks(upstream.orElseThrow().toString(), false));
    }

    private Heads compare(String branch, Optional<String> there) {
        var here = workspace.git().find(REFS + branch);
        return new Heads(
                here,
                there,
                here.isPresent() && there.isPresent() ? relation(here.get(), there.get()) : Relation.DIFFERENT);
    }

    private Relation relation(String here, String there) {
        if (workspace.trusted().isEmpty()) {
            return Relation.of(workspace.git(), here, there);
        }
        try (var both = workspace.git().seeing(workspace.commits())) {
            return Relation.of(both, here, there);
        }
    }

    List<Finding> ledgers(LedgerKeyOption option) {
        if (workspace.repository().isEmpty()) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        for (var environment : environments) {
            try {
                ledger(environment, findings);
            } catch (Failure failure) {
                findings.addAll(Finding.of(failure));
            }
        }
        key(option, findings);
        push().ifPresent(findings::add);
        return findings;
    }

    private void ledger(String environment, List<Finding> findings) {
        var ledger = workspace.ledger(environment).orElseThrow();
        if (workspace.trusted().isPresent()) {
            findings.add(checks().ledger(environment, compare(GitLedger.BRANCHES + environment, ledger.head())));
        } else if (heads.isPresent()) {
            var there = Optional.ofNullable(heads.get().get(GitLedger.BRANCHES + environment));
            findings.add(checks().ledger(environment, compare(GitLedger.BRANCHES + environment, there)));
        } else {
            findings.add(RecordFindings.local(environment, ledger.head().map(ShortId::of)));
        }
        var version = versions.get(environment);
        if (version == null) {
            return;
        }
        var signed = new SignedEntries(environment, ledger, workspace.commits()::signature);
        if (signed.required(version)) {
            last(ledger)
                    .ifPresent(entry -> findings.add(signed.objection(entry, version)
                            .map(Finding::of)
                            .orElseGet(() ->
                                    Finding.ok(environment + ": the newest entry is signed as the policy wants"))));
        } else if (!isSandbox(environment)) {
            findings.add(RecordFindings.unsigned(environment));
        }
    }

    private void key(LedgerKeyOption option, List<Finding> findings) {
        var wanting = environments.stream()
                .filter(name -> Optional.ofNullable(versions.get(name))
                        .flatMap(version -> version.policy().access(name))
                        .filter(access -> access.signed().ledger())
                        .isPresent())
                .toList();
        try {
            var key = option.open(session);
            if (key.isEmpty()) {
                if (!wanting.isEmpty()) {
                    findings.add(RecordFindings.keyNotTried(wanting, LedgerKeyOption.VARIABLE));
                }
                return;
            }
            for (var name : wanting) {
                var version = Objects.requireNonNull(versions.get(name));
                findings.add(key.get()
                        .objection(version, name, session.clock().instant())
                        .map(Finding::of)
                        .orElseGet(() -> Finding.ok(name + ": the key that is given can sign the ledger, and counts")));
            }
        } catch (Failure unusable) {
            findings.addAll(Finding.of(unusable));
        }
    }

    /** What the shared repository denies whoever pushes; empty where it is not on a disk, or is away. */
    Optional<List<Finding>> denials() {
        try {
            return workspace
                    .trusted()
                    .map(TrustedRepository::denials)
                    .orElseGet(() -> upstream.flatMap(Upstream::denials))
                    .map(denials -> HostChecks.onDisk(checks().shared(), denials));
        } catch (Failure away) {
            return Optional.of(Finding.of(away));
        }
    }

    /** Empty where nobody can be asked, which is said of the branch. */
    private Optional<Finding> push() {
        try {
            if (workspace.trusted().isPresent()) {
                workspace.trusted().get().knock();
            } else if (heads.isPresent()) {
                upstream.orElseThrow().knock();
            } else {
                return Optional.empty();
            }
            return Optional.of(RecordFindings.takesPushes(checks().shared()));
        } catch (Failure turnedAway) {
            return Optional.of(RecordFindings.cannotPush(turnedAway.problems().get(0)));
        }
    }

    /** False where it cannot be told. */
    private boolean isSandbox(String environment) {
        var file = workspace.folder() + "/" + environment + "/" + StateLoader.ENVIRONMENT_FILE;
        var problems = new Problems();
        try {
            return workspace
                    .file(file, commit)
                    .flatMap(text -> YamlReader.read(file, text, problems))
                    .flatMap(Node::asMapping)
                    .map(root -> EnvironmentReader.read(environment, root, problems))
                    .filter(Environment::isSandbox)
                    .isPresent();
        } catch (Failure unreadable) {
            return false;
        }
    }
}
