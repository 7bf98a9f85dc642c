package io.castellan.cli;

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

    Optional<String> name() {
        return Optional.ofNullable(branch);
    }

    boolean push() {
        return push;
    }
}
