package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.sandbox.JarSource;
import io.castellan.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts the brokers of environments. */
@Command(
        name = "up",
        description = "Start the brokers, and build them where they are not there. Does nothing where all of them run.",
        footer = {
            "",
            "Examples:",
            "  castellan sandbox up                                 all that declare a sandbox",
            "  castellan sandbox up dev preprod",
            "  castellan sandbox up dev --jars kafka_2.13-4.4.0/libs   without fetching anything"
        })
final class SandboxUpCommand implements Subcommand {
    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            description = "The environments to start; by default all that declare a sandbox.")
    private List<String> environments = List.of();

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Option(
            names = "--jars",
            paramLabel = "DIR",
            description =
                    "Take the brokers' jars from a folder, for example 'libs' of a Kafka distribution. They are not"
                            + " checked.")
    private @Nullable Path jars;

    SandboxUpCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        try (var workspace = where.open(session)) {
            var source = Optional.ofNullable(jars)
                    .map(folder -> JarSource.folder(session.directory().resolve(folder)))
                    .orElseGet(JarSource::locked);
            var specs = declared(workspace);
            Sandboxes.hideFromGit(workspace.root());
            for (var spec : specs) {
                var mark = specs.size() == 1 ? "" : spec.name() + ": ";
                var sandbox = Sandboxes.of(
                        workspace.root(),
                        spec.name(),
                        source,
                        line -> session.err().println(mark + line));
                var status = sandbox.up(spec);
                session.out().println(spec.name() + ": " + status.bootstrapServers());
            }
            return ExitCode.OK;
        }
    }

    private List<SandboxSpec> declared(Workspace workspace) {
        var chosen = workspace.choose(environments, Optional.empty());
        var loading = new Loading(workspace, Rooms.registry(), session.clock());
        var specs = new ArrayList<SandboxSpec>();
        for (var name : chosen) {
            var environment = loading.load(name, workspace.files(name, Optional.empty()))
                    .state()
                    .environment();
            var spec = Sandboxes.spec(environment);
            if (spec.isEmpty() && !environments.isEmpty()) {
                throw Sandboxes.notDeclared(List.of(name));
            }
            spec.ifPresent(specs::add);
        }
        if (specs.isEmpty()) {
            throw Sandboxes.notDeclared(chosen);
        }
        return specs;
    }
}
