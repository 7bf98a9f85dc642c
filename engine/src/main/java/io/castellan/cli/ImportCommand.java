package io.castellan.cli;

import io.castellan.capture.Capture;
import io.castellan.cli.Loading.Loaded;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.environment.Environment;
import io.castellan.model.SourceFiles;
import io.castellan.resource.Section;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes down a cluster that exists. */
@Command(
        name = "import",
        description = {
            "Write what is live as a state file whose first plan is empty. Changes nothing on the cluster.",
            "Reads environment.yaml for the way to the cluster; passwords cannot be read and are left out.",
            "What single nodes have of their own is not written but told, as what to add to environment.yaml.",
            "Under a trust whose branch has the environment, the way to the cluster is the one that is in force there."
        },
        footer = {
            "",
            "Examples:",
            "  castellan init prod --bootstrap b1.prod:9092     first write an environment.yaml",
            "  castellan import prod                            to standard output",
            "  castellan import prod --out environments/prod/imported.yaml"
        })
final class ImportCommand implements Subcommand {
    private static final String ENVIRONMENT_FILE = "environment.yaml";

    private final Session session;

    @Parameters(
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            description = "The environment whose cluster to write down.")
    private String environment = "";

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Option(names = "--out", paramLabel = "FILE", description = "The file to write; it must not exist.")
    private @Nullable Path out;

    ImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        try (var workspace = trust.open(session, where)) {
            workspace.choose(List.of(environment), Optional.empty());
            var engine = new Engine(session, workspace);
            var alone = only(workspace.files(environment, Optional.empty()), workspace, Map.of());
            var loaded = load(engine, alone, workspace);
            var world = engine.observe(loaded);
            var capture = new Capture(engine.registry());
            var declared = loaded.state().environment();
            var text = capture.write(Section.Home.STATE, world, declared)
                    .orElse("# Nothing that Castellan manages is live on this cluster.\n");
            var code = verify(engine, alone, workspace, text, declared);
            give(text);
            capture.write(Section.Home.ENVIRONMENT, world, declared).ifPresent(this::tellOwn);
            return code;
        }
    }

    /** What is checked out may be anybody's; an environment that the branch does not have yet is reached as it says itself. */
    private Loaded load(Engine engine, SourceFiles files, Workspace workspace) {
        return workspace
                .protectedTip()
                .filter(tip -> workspace.environments(Optional.of(tip)).contains(environment))
                .map(tip -> new Proposal(session, workspace, tip).load(environment, files))
                .orElseGet(() -> engine.load(environment, files));
    }

    /** What belongs into environment.yaml, which is somebody's text and is not edited. */
    private void tellOwn(String text) {
        session.err().println("To manage what belongs to this environment alone, add to environment.yaml:");
        text.lines().forEach(line -> session.err().println("    " + line));
        session.err()
                .println("and import again: only then can a default of all brokers be declared that a node overrides.");
    }

    /** Says so if the first plan would not be empty, which would be a defect or a change made meanwhile. */
    private ExitCode verify(Engine engine, SourceFiles alone, Workspace workspace, String text, Environment declared) {
        var path = workspace.folder() + "/" + declared.name() + "/imported.yaml";
        var imported =
                load(engine, only(alone, workspace, Map.of(path, text.getBytes(StandardCharsets.UTF_8))), workspace);
        var plan = engine.plan(imported, Set.of()).plan();
        if (plan.summary().hasDifferences()) {
            session.err()
                    .println("The first plan of this file is not empty; it may be that somebody changes the cluster:");
            new PlanOutput(session).printTo(session.err(), plan);
            return ExitCode.DIFFERENCES;
        }
        session.err()
                .println("Checked: a plan of this file finds no difference. "
                        + plan.summary().unmanaged() + " unmanaged.");
        return ExitCode.OK;
    }

    private static SourceFiles only(SourceFiles files, Workspace workspace, Map<String, byte[]> more) {
        var kept = new TreeMap<String, byte[]>(more);
        files.files().forEach((path, content) -> {
            if (path.startsWith(workspace.folder() + "/")
                    && path.indexOf('/', workspace.folder().length() + 1) == path.lastIndexOf('/')
                    && path.endsWith("/" + ENVIRONMENT_FILE)) {
                kept.put(path, content);
            }
        });
        return new SourceFiles(kept, files.origin());
    }

    private void give(String text) {
        if (out == null) {
            session.out().print(text);
            session.out().flush();
            return;
        }
        var file = session.directory().resolve(out);
        if (Files.exists(file)) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(CliCodes.EXISTS, out + " exists already, and nothing is overwritten")
                            .withHint("choose another name"));
        }
        try {
            Files.writeString(file, text);
            session.err().println("wrote " + out);
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(CliCodes.NOT_WRITTEN, out + " could not be written: " + e.getMessage()),
                    e);
        }
    }
}
