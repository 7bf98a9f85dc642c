package io.castellan.cli;

import io.castellan.access.ControlSet;
import io.castellan.access.NeededKeys;
import io.castellan.access.PolicyVersion;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.environment.Environment;
import io.castellan.environment.EnvironmentReader;
import io.castellan.model.Node;
import io.castellan.signature.AllowedSigners;
import io.castellan.state.StateLoader;
import io.castellan.yaml.YamlReader;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads the policy, and what else decides who may do what in one environment, as commits have it. */
final class PolicyVersions {
    private final Workspace workspace;
    private final Loading loading;
    private final String environment;
    private final Consumer<Problem> notes;

    /** @param notes hears of signers that cannot be read */
    PolicyVersions(Workspace workspace, Loading loading, String environment, Consumer<Problem> notes) {
        this.workspace = workspace;
        this.loading = loading;
        this.environment = environment;
        this.notes = notes;
    }

    boolean exists(String commit) {
        return workspace.policy(Optional.of(commit)).isPresent();
    }

    /**
     * Where belief in the branch begins, or where it got its first policy after that; empty without a trust, and where it never had
     * one.
     */
    Optional<String> first() {
        return workspace.trusted().flatMap(trust -> {
            var pinned = trust.trust().policy();
            return exists(pinned)
                    ? Optional.of(pinned)
                    : trust.branch().since(pinned).stream().filter(this::exists).findFirst();
        });
    }

    /** @throws Failure INPUT with every problem, if the policy is wrong there */
    PolicyVersion at(String commit) {
        var problems = new Problems();
        var policy = loading.policy(Optional.of(commit), problems);
        problems.throwIfErrors(ExitCode.INPUT);
        var lines = new Problems();
        var signers = AllowedSigners.read(
                NeededKeys.FILE,
                workspace.file(NeededKeys.FILE, Optional.of(commit)).orElse(new byte[0]),
                lines);
        lines.sorted().forEach(notes);
        return new PolicyVersion(commit, policy.orElseThrow(), signers);
    }

    ControlSet controls(String commit) {
        var files = new TreeMap<String, byte[]>();
        ControlSet.FILES.forEach(
                name -> workspace.file(name, Optional.of(commit)).ifPresent(content -> files.put(name, content)));
        return ControlSet.of(files, environmentFile(), root(commit, new Problems()));
    }

    /** The environment as a commit has it, for its control sections; empty where it had none yet. */
    Optional<Environment> environment(String commit) {
        var problems = new Problems();
        var read = root(commit, problems).map(root -> EnvironmentReader.read(environment, root, problems));
        problems.throwIfErrors(ExitCode.INPUT);
        return read;
    }

    private Optional<Node.Mapping> root(String commit, Problems problems) {
        return workspace
                .file(environmentFile(), Optional.of(commit))
                .flatMap(content -> YamlReader.read(environmentFile(), content, problems))
                .flatMap(Node::asMapping);
    }

    private String environmentFile() {
        return workspace.folder() + "/" + environment + "/" + StateLoader.ENVIRONMENT_FILE;
    }
}
