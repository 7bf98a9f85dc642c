package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.sandbox.JarSource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stops the brokers of environments. */
@Command(
        name = "down",
        description = "Stop the brokers and keep their data.",
        footer = {
            "",
            "Examples:",
            "  castellan sandbox down             all that were started here",
            "  castellan sandbox down dev --wipe  one of them, and delete its data"
        })
final class SandboxDownCommand implements Subcommand {
    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            description = "The environments to stop; by default all that were started here.")
    private List<String> environments = List.of();

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Option(names = "--wipe", description = "Delete the data too; the next start builds a new cluster.")
    private boolean wipe;

    SandboxDownCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        try (var workspace = where.open(session)) {
            var built = Sandboxes.built(workspace, environments);
            for (var environment : built) {
                var sandbox = Sandboxes.of(workspace.root(), environment, JarSource.locked(), session.err()::println);
                if (wipe) {
                    sandbox.wipe();
                } else {
                    sandbox.down();
                }
            }
            if (built.isEmpty()) {
                session.err().println("there is no sandbox here");
            }
            return ExitCode.OK;
        }
    }
}
