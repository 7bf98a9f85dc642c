package io.castellan.cli;

import io.castellan.cli.Loading.Loaded;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.environment.TimedOverride;
import io.castellan.model.ResourceId;
import io.castellan.model.SourceFiles;
import io.castellan.model.WholeSecond;
import io.castellan.promote.OverrideCodes;
import io.castellan.promote.OverrideEdit;
import io.castellan.state.StateLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Declares that a topic keeps its records longer, for a time. */
@Command(
        name = "raise-retention",
        description = {
            "Let a topic keep its records longer, for a time.",
            "Writes an override into environment.yaml, as a commit on a branch of its own. It only lengthens. The plan shows the end",
            "of the override, with the most that it may drop, and 'castellan approve' approves both. Nothing is dropped before the",
            "end is applied. Called again for the same time, it puts the end off."
        },
        footer = {
            "",
            "Examples:",
            "  castellan raise-retention prod topic/orders --to 14d --until 2026-12-01T00:00Z --reason 'incident 4711' --push",
            "  castellan raise-retention prod topic/orders --to -1 --until 2026-12-01 --reason 'incident 4711' --work-tree"
        })
final class RaiseRetentionCommand implements Subcommand {
    private static final String KIND = "topic";
    private static final String SECTION = "topics";

    private final Session session;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            description = "The environment.")
    private String environment = "";

    @Parameters(index = "1", paramLabel = "topic/NAME", description = "The topic; it is declared already.")
    private String topic = "";

    @Option(
            names = "--to",
            paramLabel = "TIME",
            required = true,
            description = "How long records are kept, for example 14d; -1 for ever.")
    private String to = "";

    @Option(
            names = "--until",
            paramLabel = "INSTANT",
            required = true,
            description = "When that ends, for example 2026-12-01T00:00Z, or a day in UTC.")
    private String until = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, for the record.")
    private String reason = "";

    @Option(names = "--work-tree", description = "Edit environment.yaml on disk instead, and commit nothing.")
    private boolean workTree;

    @Mixin
    private NewBranchOption branch = new NewBranchOption();

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    RaiseRetentionCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        if (workTree
                && (branch.push() || branch.name().isPresent() || branch.key().isPresent())) {
            throw new ParameterException(
                    spec.commandLine(), "--work-tree goes with none of --branch, --push and --key");
        }
        var id = TargetOption.parse(topic);
        var end = end();
        requireReason();
        Loading.prepare();
        try (var opened = trust.open(session, where)) {
            return workTree ? onDisk(opened, id, end) : asCommit(opened.proposing(), id, end);
        }
    }

    private Instant end() {
        var now = session.clock().instant();
        return TimedOverride.end(until)
                .filter(now::isBefore)
                .orElseThrow(() -> refused(
                        ExitCode.INPUT,
                        Problem.error(OverrideCodes.BAD_END, "--until " + until + " is not a time to come")
                                .withHint("write it like 2026-12-01T00:00Z or 2026-12-01; now it is "
                                        + WholeSecond.of(now))));
    }

    private void requireReason() {
        if (reason.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--reason says why");
        }
    }

    static Failure refused(ExitCode exitCode, Problem problem) {
        return new Failure(exitCode, problem);
    }

    private ExitCode onDisk(Workspace workspace, ResourceId id, Instant end) {
        workspace.choose(List.of(environment), Optional.empty());
        var files = workspace.files(environment, Optional.empty());
        var raised = raised(workspace, files, id, end);
        var file = workspace.root().resolve(file(workspace));
        try {
            Files.write(file, raised);
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(CliCodes.NOT_WRITTEN, file + " could not be written: " + e.getMessage()),
                    e);
        }
        session.out().println("Changed " + file + ".");
        return ExitCode.OK;
    }

    private ExitCode asCommit(Workspace workspace, ResourceId id, Instant end) {
        var base = workspace.proposed(Optional.empty());
        workspace.choose(List.of(environment), Optional.of(base));
        var offer = new Offer(
                session,
                workspace,
                branch,
                "raise-retention/" + environment + "-" + id.name().replaceAll("\\.{2,}", ".") + "-until-"
                        + end.toString().substring(0, 10));
        var raised = raised(workspace, workspace.filesAt(environment, base), id, end);
        offer.make(offer.commit(
                base,
                Map.of(file(workspace), Optional.of(raised)),
                "Raise retention.ms of " + id + " in " + environment + " to " + to + " until " + until + "\n\n" + reason
                        + "\n"));
        return ExitCode.OK;
    }

    private String file(Workspace workspace) {
        return workspace.folder() + "/" + environment + "/" + StateLoader.ENVIRONMENT_FILE;
    }

    /** The new environment.yaml, after it was found that it only lengthens. */
    private byte[] raised(Workspace workspace, SourceFiles files, ResourceId id, Instant end) {
        var engine = new Engine(session, workspace);
        var before = load(workspace, engine, files);
        NotInForce.of(before.warnings()).ifPresent(session.err()::println);
        if (!id.kind().equals(KIND)) {
            throw unknown(id);
        }
        var retention = new Retention(engine);
        if (!Retention.isDeclared(before, id)) {
            throw unknown(id);
        }
        var known = before.state().environment().overrides().stream()
                .filter(one -> one.section().equals(SECTION) && one.resource().equals(id.name()))
                .findFirst();
        known.ifPresent(one -> requireReplaceable(one, end));
        var sooner = known.filter(one -> one.inForce(session.clock().instant()) && Retention.isSetBy(one))
                .flatMap(TimedOverride::until)
                .filter(end::isAfter);
        var content = OverrideEdit.write(
                file(workspace),
                Objects.requireNonNull(files.files().get(file(workspace))),
                new OverrideEdit.Wanted(SECTION, id.name(), Retention.KEY, to, until, reason));
        var changed = new TreeMap<>(files.files());
        changed.put(file(workspace), content);
        var after = engine.load(environment, new SourceFiles(changed, files.origin()));
        tell(retention.requireLonger(before, after, id, sooner.isPresent()), sooner);
        return content;
    }

    /** Nothing that nobody agreed to yet decides where the cluster is. */
    private Loaded load(Workspace workspace, Engine engine, SourceFiles files) {
        var tip = workspace.protectedTip();
        if (workTree && tip.isPresent()) {
            return new Proposal(session, workspace, tip.get()).load(environment, files);
        }
        if (!workTree) {
            files.origin().commit().ifPresent(commit -> engine.govern(environment, commit, List.of()));
        }
        return engine.load(environment, files);
    }

    private Failure unknown(ResourceId id) {
        return refused(
                ExitCode.INPUT,
                Problem.error(
                                OverrideCodes.NO_SUCH_TOPIC,
                                environment + " does not declare " + id + " as a topic that shall be")
                        .withHint("write topic/NAME, and the name as it is declared"));
    }

    private static void requireReplaceable(TimedOverride known, Instant end) {
        var keys = known.values().entries().stream()
                .map(entry -> entry.key().text())
                .toList();
        boolean settingsOnly = known.values()
                .get("config")
                .flatMap(node -> node.asMapping())
                .map(config -> config.byKey().keySet().stream().allMatch(Retention.KEY::equals))
                .orElse(true);
        if (!settingsOnly || !keys.stream().allMatch("config"::equals)) {
            throw refused(
                    ExitCode.REFUSED,
                    Problem.error(
                                    OverrideCodes.SAYS_MORE,
                                    known.values().at(),
                                    "the override of '" + known.resource() + "' says more than " + Retention.KEY
                                            + ", and that would end at another time, too")
                            .withHint("edit it by hand"));
        }
        if (known.until().map(end::isBefore).orElse(true)) {
            throw refused(
                    ExitCode.REFUSED,
                    Problem.error(
                                    OverrideCodes.ENDS_LATER,
                                    known.values().at(),
                                    "the override of '" + known.resource() + "' ends "
                                            + known.until()
                                                    .map(Instant::toString)
                                                    .orElse("never")
                                            + ", which is later")
                            .withHint("name a later --until, or edit it by hand"));
        }
    }

    /** @param sooner when it would have ended */
    private void tell(Retention.Raised raised, Optional<Instant> sooner) {
        session.out()
                .println("Until " + until + " " + Retention.KEY + " of " + topic
                        + (raised.isSame()
                                ? " stays " + raised.after()
                                        + sooner.map(instant -> ", and not until " + instant + " only")
                                                .orElse("")
                                : " is " + raised.after() + " instead of " + raised.before())
                        + ". Then the override ends by itself. The plan shows that end with the most bytes that it may drop, and"
                        + " 'castellan approve' approves both. Nothing is dropped before the end is applied.");
        raised.bound()
                .ifPresent(bytes -> session.out()
                        .println("retention.bytes of " + topic + " is " + bytes
                                + ": what is more than that in a partition goes earlier all the same."));
    }
}
