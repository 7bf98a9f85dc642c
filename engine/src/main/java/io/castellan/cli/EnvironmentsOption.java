package io.castellan.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the environments are. */
final class EnvironmentsOption {
    @Option(
            names = "--environments",
            paramLabel = "DIR",
            description = "The folder of the environments; by default 'environments' here or in a folder above.")
    private @Nullable Path environments;

    /** Whether it is left to us to find the folder, and there is none. */
    boolean isNowhere(Session session) {
        return environments == null && Workspace.lookUp(session.directory()).isEmpty();
    }

    Workspace open(Session session) {
        return Workspace.open(session.directory(), Optional.ofNullable(environments));
    }
}
