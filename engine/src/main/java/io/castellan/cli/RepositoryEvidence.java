package io.castellan.cli;

import io.castellan.access.ControlSet;
import io.castellan.access.DeclarationHistory;
import io.castellan.access.PolicyVersion;
import io.castellan.audit.Evidence;
import io.castellan.git.Commit;
import io.castellan.ledger.AppliedState;
import io.castellan.model.ResourceId;
import io.castellan.signature.GitSignature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a workspace's repository says of one environment; under a trust the repository that is trusted. */
final class RepositoryEvidence implements Evidence {
    private final Workspace workspace;
    private final Loading loading;
    private final String environment;
    private final PolicyVersions versions;
    private final Overridden overrides;
    private final Map<String, Boolean> held = new HashMap<>();

    RepositoryEvidence(Workspace workspace, Loading loading, String environment) {
        this.workspace = workspace;
        this.loading = loading;
        this.environment = environment;
        this.versions = new PolicyVersions(workspace, loading, environment, note -> {});
        this.overrides = new Overridden(workspace, loading, Rooms.registry(), environment);
    }

    private String folder() {
        return workspace.repositoryPath(workspace.folder() + "/" + environment);
    }

    @Override
    public boolean exists(String commit) {
        return workspace.commits().commit(commit).isPresent();
    }

    @Override
    public Optional<String> tree(String commit) {
        return workspace.commits().tree(commit, folder());
    }

    @Override
    public boolean held(String commit) {
        return workspace
                .trusted()
                .map(trust -> held.computeIfAbsent(commit, id -> trust.branch().holds(id)))
                .orElse(true);
    }

    @Override
    public boolean stoodBefore(String commit, String later) {
        return !commit.equals(later)
                && workspace
                        .trusted()
                        .filter(trust -> held(commit) && trust.branch().descends(later, commit))
                        .isPresent();
    }

    @Override
    public Optional<GitSignature> signature(String commit) {
        return workspace.commits().signature(commit);
    }

    @Override
    public Optional<String> firstPolicy() {
        return versions.first();
    }

    @Override
    public boolean hasPolicy(String commit) {
        return versions.exists(commit);
    }

    @Override
    public PolicyVersion policy(String commit) {
        return versions.at(commit);
    }

    @Override
    public Optional<ControlSet.Change> control(String from, String to) {
        return versions.controls(from).to(versions.controls(to), environment);
    }

    @Override
    public List<Commit> touchingControls(Set<String> files, String since, String until) {
        var commits = new ArrayList<Commit>();
        files.forEach(file ->
                commits.addAll(workspace.commits().history(workspace.repositoryPath(file), Optional.of(since), until)));
        return commits;
    }

    @Override
    public Map<ResourceId, List<Commit>> touching(Map<ResourceId, Optional<String>> since, String until) {
        return new DeclarationHistory(workspace.commits(), folder(), loading.states(environment))
                .touching(since, until);
    }

    @Override
    public boolean overridden(AppliedState state, ResourceId id) {
        return overrides.forATime(state, id);
    }
}
