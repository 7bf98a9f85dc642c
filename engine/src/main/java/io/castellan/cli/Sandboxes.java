package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.environment.ClusterAddress;
import io.castellan.environment.Environment;
import io.castellan.sandbox.JarSource;
import io.castellan.sandbox.Progress;
import io.castellan.sandbox.Sandbox;
import io.castellan.sandbox.SandboxSpec;
import io.castellan.state.FolderFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the sandboxes of a workspace live, and which of them a command means. */
final class Sandboxes {
    private static final String OURS = ".castellan";

    private Sandboxes() {}

    /** The sandbox of an environment, without starting anything. */
    static Sandbox of(Path root, String environment) {
        return of(root, environment, JarSource.locked(), line -> {});
    }

    static Sandbox of(Path root, String environment, JarSource jars, Progress progress) {
        return Sandbox.in(folder(root).resolve(environment), jars, progress);
    }

    /** What an environment declares; empty where its cluster is run by somebody else. */
    static Optional<SandboxSpec> spec(Environment environment) {
        return environment
                .address()
                .fold(servers -> Optional.empty(), sandbox -> Optional.of(spec(environment, sandbox)));
    }

    private static SandboxSpec spec(Environment environment, ClusterAddress.Sandbox declared) {
        return new SandboxSpec(
                environment.name(),
                declared.version(),
                declared.brokers(),
                environment.clusterId(),
                declared.racks(),
                SandboxSpec.DEFAULT_HEAP_MEGABYTES,
                Map.of());
    }

    /**
     * The environments whose sandbox was built, whatever they declare now: the named ones, or all if none is named.
     *
     * @throws Failure INPUT for a name that is no environment and has no sandbox
     */
    static List<String> built(Workspace workspace, List<String> named) {
        var built = FolderFiles.folders(folder(workspace.root())).stream()
                .filter(name -> of(workspace.root(), name).status().isPresent())
                .toList();
        if (named.isEmpty()) {
            return built;
        }
        var others = named.stream().filter(name -> !built.contains(name)).toList();
        if (!others.isEmpty()) {
            workspace.choose(others, Optional.empty());
        }
        return named.stream().filter(built::contains).toList();
    }

    /** What runs here is nothing for a commit. */
    static void hideFromGit(Path root) {
        var ignore = root.resolve(OURS).resolve(".gitignore");
        try {
            Files.createDirectories(root.resolve(OURS));
            if (!Files.exists(ignore)) {
                Files.writeString(ignore, "*\n");
            }
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                            CliCodes.NOT_WRITTEN,
                            Place.whole(ignore.toString()),
                            "cannot be written: " + e.getMessage()),
                    e);
        }
    }

    static Failure notDeclared(List<String> environments) {
        return new Failure(
                ExitCode.INPUT,
                Problem.error(
                                CliCodes.NOT_A_SANDBOX,
                                environments.size() == 1
                                        ? "environment '" + environments.get(0) + "' declares no sandbox"
                                        : "none of the environments " + String.join(", ", environments)
                                                + " declares a sandbox")
                        .withHint("write 'cluster: {sandbox: {brokers: 1}}' in its environment.yaml"));
    }

    private static Path folder(Path root) {
        return root.resolve(OURS).resolve("sandbox");
    }
}
