package io.castellan.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a commit goes that somebody shall review. */
final class NewBranchOption {
    @Option(
            names = "--branch",
            paramLabel = "NAME",
            description = "The name of the new branch; by default one that says what it is for.")
    private @Nullable String branch;

    @Option(
            names = "--push",
            description = "Push the new branch to the repository that the trust file names, or that this clone is of.")
    private boolean push;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = {
                "Sign the commit with this SSH key: a private key, or a public key whose private key an agent holds.",
                "By default as 'git commit' does here: where commit.gpgSign is set, with user.signingKey."
            })
    private @Nullable Path key;

    Optional<Path> key() {
        return Optional.ofNullable(key);
    }

    Optional<String> name() {
        return Optional.ofNullable(branch);
    }

    boolean push() {
        return push;
    }
}
