package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.sandbox.SandboxStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells which brokers run. */
@Command(
        name = "status",
        description = "Tell which brokers run, where, and where their logs are.",
        footer = {
            "",
            "Examples:",
            "  castellan sandbox status      all that were started here",
            "  castellan sandbox status dev  one of them"
        })
final class SandboxStatusCommand implements Subcommand {
    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            description = "The environments to look at; by default all that were started here.")
    private List<String> environments = List.of();

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    SandboxStatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        try (var workspace = where.open(session)) {
            var built = Sandboxes.built(workspace, environments);
            built.forEach(environment ->
                    Sandboxes.of(workspace.root(), environment).status().ifPresent(this::print));
            environments.stream()
                    .filter(environment -> !built.contains(environment))
                    .forEach(environment -> session.out().println(environment + ": not built"));
            if (built.isEmpty() && environments.isEmpty()) {
                session.out().println("there is no sandbox here");
            }
            return ExitCode.OK;
        }
    }

    private void print(SandboxStatus status) {
        session.out()
                .println(status.name() + ": Kafka " + status.kafkaVersion() + ", cluster " + status.clusterId() + ", "
                        + status.bootstrapServers());
        status.nodes().forEach(node -> session.out().println(line(node)));
    }

    private String line(SandboxStatus.Node node) {
        var pid = node.pid().isPresent() ? "pid " + node.pid().getAsLong() : "";
        return String.format(
                Locale.ROOT,
                "  node %d  %-8s %-12s port %d  %s%s",
                node.id(),
                node.state().word(),
                pid,
                node.port(),
                node.rack().map(rack -> "rack " + rack + "  ").orElse(""),
                shown(node.log()));
    }

    private Path shown(Path log) {
        return log.startsWith(session.directory()) ? session.directory().relativize(log) : log;
    }
}
