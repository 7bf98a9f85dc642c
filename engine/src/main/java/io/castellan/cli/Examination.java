package io.castellan.cli;

import io.castellan.access.AuthorityCodes;
import io.castellan.access.Judge;
import io.castellan.access.NeededKeys;
import io.castellan.access.Policy;
import io.castellan.access.PolicyVersion;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.doctor.DoctorCodes;
import io.castellan.doctor.Finding;
import io.castellan.doctor.HostChecks;
import io.castellan.doctor.KeyChecks;
import io.castellan.doctor.OwnerChecks;
import io.castellan.doctor.OwnersFormat;
import io.castellan.doctor.PolicyChecks;
import io.castellan.host.HostSettings;
import io.castellan.ledger.GitLedger;
import io.castellan.model.ShortId;
import io.castellan.signature.AllowedSigners;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Gathers what {@code access doctor} says, group by group. Reads only. */
final class Examination {
    private static final String CONTROL_FILE = "Jenkinsfile";

    private final Session session;
    private final Workspace workspace;
    private final Loading loading;
    private final Optional<String> commit;
    private final List<String> environments;
    /** The version that is in force for each environment, as far as it can be found. */
    private final Map<String, PolicyVersion> versions = new LinkedHashMap<>();
    /** Environments of which it could not be found. */
    private final Set<String> doubtful = new TreeSet<>();

    /**
     * @param commit what is applied under the trust; empty without one
     * @param environments that are looked at
     */
    Examination(Session session, Workspace workspace, Optional<String> commit, List<String> environments) {
        this.session = session;
        this.workspace = workspace;
        this.loading = new Loading(workspace, Rooms.registry(), session.clock());
        this.commit = commit;
        this.environments = List.copyOf(environments);
    }

    /** What was found about one thing. */
    record Examined(String name, String title, List<Finding> findings) {
        Examined {
            findings = List.copyOf(findings);
        }
    }

    /** @param distrust what is wrong with the trust file; nothing where it holds, or none is named */
    List<Examined> run(LedgerKeyOption ledgerKey, List<Finding> distrust) {
        var groups = new ArrayList<Examined>();
        var policy = policy();
        groups.add(new Examined("policy", "Policy", policy));
        if (!versions.isEmpty()) {
            groups.add(new Examined("keys", "Keys", byVersion(this::keys)));
        }
        var records = new RecordExamination(session, workspace, commit, environments, versions);
        groups.add(new Examined("trust", "Trust", distrust.isEmpty() ? records.trust() : distrust));
        groups.add(new Examined("state-branch", "State branch", records.branch()));
        var ledgers = new ArrayList<>(records.ledgers(ledgerKey));
        ledgers.removeAll(policy); // what kept the policy in force from being found was said there
        groups.add(new Examined("ledger", "Ledger", ledgers));
        if (!versions.isEmpty()) {
            groups.add(new Examined("code-owners", "Code owners", owners()));
            groups.add(new Examined("host", "Host", host(records)));
        }
        return groups;
    }

    private List<Finding> policy() {
        var findings = new ArrayList<Finding>();
        if (commit.isPresent()) {
            environments.forEach(environment -> inForce(environment, commit.get(), findings));
        } else {
            onDisk(findings);
        }
        if (versions.isEmpty() && findings.isEmpty()) {
            findings.add(Finding.problem(
                    DoctorCodes.NO_POLICY,
                    "there is no " + Policy.FILE + " beside '" + workspace.folder()
                            + "', so everybody may do everything that the clusters let them",
                    "docs/reference/policy.md has one to begin with"));
        }
        findings.addAll(byVersion((version, names) -> {
            var found = new ArrayList<Finding>();
            found.add(Finding.ok(Policy.FILE
                    + (version.commit().isEmpty() ? " here" : " of " + ShortId.of(version.commit()))
                    + " is free of contradictions, and "
                    + (version.commit().isEmpty() || names.stream().anyMatch(doubtful::contains)
                            ? "looked at for "
                            : "in force for ")
                    + String.join(", ", names)));
            found.addAll(new PolicyChecks(
                            version.policy(),
                            needed(version),
                            name -> session.environment().containsKey(name))
                    .check(names));
            return found;
        }));
        return findings;
    }

    private void inForce(String environment, String tip, List<Finding> findings) {
        var notes = new ArrayList<Problem>();
        try {
            var search = new PolicySearch(workspace, loading, session.clock(), environment, notes::add);
            search.begin(tip).ifPresent(begun -> {
                var approvals = workspace
                        .approvals(begun.policy(), environment)
                        .since(session.clock().instant().minus(Judge.LONGEST), unsaid -> {});
                versions.put(environment, search.decide(begun, tip, approvals).version());
            });
            notes.stream()
                    .filter(note -> note.code().equals(AuthorityCodes.NOT_IN_FORCE))
                    .forEach(note -> findings.add(Finding.of(note)));
        } catch (Failure failure) {
            findings.addAll(Finding.of(failure));
            doubtful.add(environment);
            newest(environment, tip).ifPresent(version -> versions.put(environment, version));
        }
    }

    /** Where it cannot be told which version is in force, the newest one is looked at: better than nothing. */
    private Optional<PolicyVersion> newest(String environment, String tip) {
        try {
            var all = new PolicyVersions(workspace, loading, environment, unsaid -> {});
            return all.exists(tip) ? Optional.of(all.at(tip)) : Optional.empty();
        } catch (Failure unreadable) {
            return Optional.empty();
        }
    }

    private void onDisk(List<Finding> findings) {
        var problems = new Problems();
        try {
            loading.policy(Optional.empty(), problems)
                    .map(policy -> new PolicyVersion("", policy, signers(Optional.empty(), new Problems())))
                    .ifPresent(version -> environments.forEach(environment -> versions.put(environment, version)));
        } catch (Failure failure) {
            findings.addAll(Finding.of(failure));
        }
        problems.sorted().forEach(problem -> findings.add(Finding.of(problem)));
    }

    private AllowedSigners signers(Optional<String> at, Problems problems) {
        return AllowedSigners.read(
                NeededKeys.FILE, workspace.file(NeededKeys.FILE, at).orElse(new byte[0]), problems);
    }

    private interface OfVersion {
        List<Finding> check(PolicyVersion version, List<String> environments);
    }

    /** Environments of one version are looked at together. */
    private List<Finding> byVersion(OfVersion check) {
        var byCommit = new LinkedHashMap<String, List<String>>();
        versions.forEach((environment, version) -> byCommit.computeIfAbsent(version.commit(), key -> new ArrayList<>())
                .add(environment));
        var findings = new ArrayList<Finding>();
        byCommit.values()
                .forEach(names ->
                        findings.addAll(check.check(Objects.requireNonNull(versions.get(names.get(0))), names)));
        return findings;
    }

    private NeededKeys needed(PolicyVersion version) {
        return new NeededKeys(
                version.policy(), version.signers(), session.clock().instant());
    }

    private List<Finding> keys(PolicyVersion version, List<String> names) {
        var unreadable = new Problems();
        signers(Optional.of(version.commit()).filter(id -> !id.isEmpty()), unreadable);
        return new KeyChecks(version.policy(), version.signers(), needed(version))
                .check(names, unreadable.sorted(), session.clock().instant());
    }

    /** The host reads CODEOWNERS from the branch, so what is on disk only plays no part. */
    private List<Finding> owners() {
        var at = commit.or(() -> workspace.repository().flatMap(git -> git.head()));
        if (at.isEmpty()) {
            return List.of(Finding.notChecked(
                    DoctorCodes.HOST_UNKNOWN, "CODEOWNERS: nothing is committed yet", "commit the state files"));
        }
        var policy = versions.values().iterator().next().policy();
        return new OwnerChecks(policy, environments, path -> workspace.commits().file(at.get(), path))
                .check(format(policy), parts(at.get()));
    }

    private Optional<OwnersFormat> format(Policy policy) {
        return policy.host()
                .flatMap(host -> OwnersFormat.of(host.kind().word()))
                .or(() -> policy.host().isPresent() ? Optional.empty() : OwnerChecks.byAccounts(policy));
    }

    private List<OwnerChecks.Part> parts(String at) {
        var parts = new ArrayList<OwnerChecks.Part>();
        for (var environment : environments) {
            var folder = workspace.folder() + "/" + environment;
            var paths = new TreeSet<String>();
            workspace
                    .commits()
                    .blobs(at, workspace.repositoryPath(folder))
                    .keySet()
                    .forEach(path -> paths.add(workspace.repositoryPath(folder + "/" + path)));
            paths.add(workspace.repositoryPath(folder + "/new.yaml"));
            paths.add(workspace.repositoryPath(folder + "/new/new.yaml"));
            parts.add(new OwnerChecks.Part(folder, List.copyOf(paths), Optional.of(environment)));
        }
        for (var file : List.of(Policy.FILE, NeededKeys.FILE, CONTROL_FILE)) {
            if (!file.equals(CONTROL_FILE)
                    || workspace.file(file, Optional.of(at)).isPresent()) {
                parts.add(new OwnerChecks.Part(file, List.of(workspace.repositoryPath(file)), Optional.empty()));
            }
        }
        return parts;
    }

    private List<Finding> host(RecordExamination records) {
        var stateBranch = records.stateBranch();
        var naming = versions.entrySet().stream()
                .filter(version -> version.getValue().policy().host().isPresent())
                .toList();
        if (naming.isEmpty()) {
            return records.denials().orElseGet(() -> List.of(HostChecks.notAsked(stateBranch)));
        }
        return naming.stream()
                .filter(version -> isBelieved(version.getKey()))
                .flatMap(version -> version.getValue().policy().host().stream())
                .findFirst()
                .map(known -> host(known, stateBranch))
                .orElseGet(() -> List.of(HostChecks.notBelieved(stateBranch)));
    }

    /** Only a version that is in force under a trust says where the token may go. */
    private boolean isBelieved(String environment) {
        return commit.isPresent() && !doubtful.contains(environment);
    }

    private List<Finding> host(HostSettings settings, String stateBranch) {
        try {
            var host = Hosting.of(session).open(settings);
            var checks = new HostChecks(host::protection);
            var findings = new ArrayList<>(checks.state(stateBranch));
            environments.forEach(environment -> findings.addAll(checks.ledger(GitLedger.BRANCHES + environment)));
            return findings;
        } catch (Failure noToken) {
            return Finding.of(noToken);
        }
    }
}
