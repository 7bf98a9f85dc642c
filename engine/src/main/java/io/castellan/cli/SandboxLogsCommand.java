package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.sandbox.SandboxStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what brokers said. */
@Command(
        name = "logs",
        description = "Print the last lines of the brokers' logs.",
        footer = {"", "Examples:", "  castellan sandbox logs dev", "  castellan sandbox logs prod --node 2 --lines 500"
        })
final class SandboxLogsCommand implements Subcommand {
    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            description = "The environments whose logs to print; by default all that were started here.")
    private List<String> environments = List.of();

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Option(names = "--node", paramLabel = "ID", description = "Only the log of this node.")
    private @Nullable Integer node;

    @Option(
            names = "--lines",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many lines of each; 50 by default.")
    private int lines;

    SandboxLogsCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        try (var workspace = where.open(session)) {
            var built = Sandboxes.built(workspace, environments);
            for (var environment : built) {
                var sandbox = Sandboxes.of(workspace.root(), environment);
                for (var id : nodes(sandbox.status().orElseThrow())) {
                    session.out().println("==> " + environment + ", node " + id + ": " + sandbox.log(id));
                    sandbox.lastLines(id, lines).forEach(session.out()::println);
                }
            }
            if (built.isEmpty()) {
                session.err().println("there is no sandbox here");
            }
            return ExitCode.OK;
        }
    }

    private List<Integer> nodes(SandboxStatus status) {
        return node == null
                ? status.nodes().stream().map(SandboxStatus.Node::id).toList()
                : List.of(node);
    }
}
