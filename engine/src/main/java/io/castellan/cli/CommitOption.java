package io.castellan.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which commit to read instead of the files on disk. */
final class CommitOption {
    @Option(
            names = "--commit",
            paramLabel = "REV",
            description =
                    "Read the files from this commit, branch or tag instead of the disk; no file of the work tree is touched.")
    private @Nullable String commit;

    Optional<String> named() {
        return Optional.ofNullable(commit);
    }

    /** The full id of the commit. */
    Optional<String> resolve(Workspace workspace) {
        return named().map(revision -> workspace.resolve(revision));
    }
}
