package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.json.SchemaValidator;
import io.castellan.model.Origin;
import io.castellan.model.Plan;
import io.castellan.model.ResourceId;
import io.castellan.model.ShortId;
import io.castellan.promote.Aftermath;
import io.castellan.promote.Restoration;
import io.castellan.promote.Restoration.Side;
import io.castellan.promote.RollbackCodes;
import io.castellan.report.Visible;
import io.castellan.resource.Declarations;
import io.castellan.state.State;
import io.castellan.state.StateLoader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Offers an earlier state as a new commit. */
@Command(
        name = "rollback",
        description = {
            "Offer the files of an environment as an earlier commit had them, as a new commit on a branch of its own.",
            "Shows what applying it would change, and what does not come back. Changes no cluster: the branch is reviewed,"
                    + " approved, merged and applied like any other."
        },
        footer = {
            "",
            "Examples:",
            "  castellan rollback prod --to v41                              all of it but environment.yaml",
            "  castellan rollback prod --to '#42' --push                     as apply #42 left it, ready for a pull request",
            "  castellan rollback prod --to HEAD~1 --select topic/orders     one resource",
            "  castellan rollback prod --to HEAD~1 --except topic/orders     all but one",
            "  castellan rollback prod --to '#42' --with-environment         environment.yaml, too"
        })
final class RollbackCommand implements Subcommand {
    private final Session session;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            description = "The environment to roll back.")
    private String environment = "";

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Option(
            names = "--to",
            paramLabel = "REV",
            required = true,
            description = "The commit to go back to, or '#42': the one that apply #42 applied.")
    private String to = "";

    @Option(
            names = "--select",
            paramLabel = "KIND/NAME",
            split = ",",
            description = "Restore only this resource's declaration; may be repeated.")
    private List<String> selected = List.of();

    @Option(
            names = "--except",
            paramLabel = "KIND/NAME",
            split = ",",
            description = "Restore everything but this resource's declaration; may be repeated.")
    private List<String> except = List.of();

    @Option(
            names = "--with-environment",
            description =
                    "Restore environment.yaml, too. What it says of cluster and protection needs its own approval.")
    private boolean withEnvironment;

    @Mixin
    private NewBranchOption branch = new NewBranchOption();

    @Mixin
    private YesOption yes = new YesOption();

    RollbackCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        if (!selected.isEmpty() && (!except.isEmpty() || withEnvironment)) {
            throw new ParameterException(
                    spec.commandLine(), "--select goes neither with --except nor with --with-environment");
        }
        Loading.prepare();
        try (var workspace = trust.open(session, where).proposing()) {
            var base = workspace.proposed(Optional.empty());
            workspace.choose(List.of(environment), Optional.of(base));
            var source = new RollbackSource(workspace, environment).find(to, base);
            var engine = new Engine(session, workspace);
            var now = side(workspace, engine, base);
            var then = side(workspace, engine, source);
            var files = restored(engine, then, now);
            if (files.isEmpty()) {
                session.out().println(nothing(workspace, source, base));
                return ExitCode.OK;
            }
            var offer = new Offer(session, workspace, branch, "rollback/" + environment + "-to-" + ShortId.of(source));
            return offer(workspace, engine, offer, new Found(base, source, then, now, files));
        }
    }

    private String nothing(Workspace workspace, String source, String base) {
        var file = workspace.folder() + "/" + environment + "/" + StateLoader.ENVIRONMENT_FILE;
        boolean same = withEnvironment
                || !selected.isEmpty()
                || workspace.commits().same(source, base, workspace.repositoryPath(file));
        return "Nothing to restore: " + environment + " is declared as it was then"
                + (same ? "." : ", but for environment.yaml; --with-environment restores that.");
    }

    /** @param files by path what changes */
    private record Found(String base, String source, Side then, Side now, Map<String, Optional<byte[]>> files) {}

    private Map<String, Optional<byte[]>> restored(Engine engine, Side then, Side now) {
        var restoration = new Restoration(
                engine.registry(), loader(engine), then, now, session.clock().instant());
        return selected.isEmpty()
                ? restoration.whole(ids(except), withEnvironment)
                : restoration.selected(ids(selected));
    }

    private static StateLoader loader(Engine engine) {
        return new StateLoader(engine.registry(), new SchemaValidator()::validate);
    }

    private static Set<ResourceId> ids(List<String> texts) {
        return texts.stream().map(TargetOption::parse).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is wrong now may be what the rollback mends. */
    private Side side(Workspace workspace, Engine engine, String commit) {
        var folder = workspace.folder() + "/" + environment;
        var files = workspace.filesAt(environment, commit);
        var problems = new Problems();
        var state = loader(engine).load(folder, files, session.clock().instant(), problems);
        return new Side(folder, files, state.map(State::declarations).orElse(Declarations.none()));
    }

    private ExitCode offer(Workspace workspace, Engine engine, Offer offer, Found found) {
        var message =
                new RollbackMessage(workspace, new Loading(workspace, engine.registry(), session.clock()), environment);
        var what = new RollbackMessage.What(
                found.base(),
                found.source(),
                found.then().declarations(),
                found.now().declarations(),
                ids(selected),
                ids(except),
                withEnvironment);
        var draft = offer.commit(found.base(), found.files(), message.of(what, List.of()));
        var plan = plan(workspace, engine, found.base(), draft);
        var aftermath = Aftermath.of(
                plan, found.now().declarations(), side(workspace, engine, draft).declarations());
        var commit = aftermath.access().isEmpty()
                ? draft
                : offer.commit(found.base(), found.files(), message.of(what, aftermath.access()));
        session.out()
                .println("Back to commit " + ShortId.of(found.source()) + subject(workspace, found.source()) + ":");
        session.out().println();
        show(from(plan, commit), aftermath);
        requireApplicable(plan);
        if (!yes.given()) {
            Question.requireYes(session, "Make the branch " + offer.branch() + "?", "no branch was made");
        }
        offer.make(commit);
        return ExitCode.OK;
    }

    private static String subject(Workspace workspace, String commit) {
        return workspace
                .commits()
                .commit(commit)
                .map(one -> " " + Visible.of(one.subject()))
                .orElse("");
    }

    /** Under the control of what is in force, as for any commit that nobody has agreed to yet. */
    private Plan plan(Workspace workspace, Engine engine, String base, String commit) {
        var files = workspace.filesAt(environment, commit);
        var loaded = engine.govern(environment, commit, List.of())
                .map(governance -> engine.load(environment, files))
                .orElseGet(() -> new Proposal(session, workspace, base).load(environment, files));
        return engine.withWarnings(engine.plan(loaded, Set.of()).plan(), loaded);
    }

    /** The same plan of a commit that differs in its message only. */
    private static Plan from(Plan plan, String commit) {
        var origin = plan.origin();
        return new Plan(
                plan.tool(),
                plan.createdAt(),
                plan.target(),
                new Origin(origin.repository(), Optional.of(commit), origin.tree(), false, origin.ledgerHead()),
                plan.complete(),
                plan.notes(),
                plan.changes(),
                plan.steps());
    }

    private void show(Plan plan, Aftermath aftermath) {
        new PlanOutput(session).print(plan, ReportFormat.text);
        var out = session.out();
        if (!aftermath.lost().isEmpty()) {
            out.println();
            out.println("What does not come back:");
            aftermath.lost().forEach(lost -> out.println("  " + lost.id() + ": " + lost.why()));
        }
        if (!aftermath.access().isEmpty()) {
            out.println();
            out.println("Restores revoked access:");
            aftermath.access().forEach(id -> out.println("  " + id));
        }
        out.flush();
    }

    private static void requireApplicable(Plan plan) {
        var refused = plan.refused();
        if (!refused.isEmpty()) {
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(
                                    RollbackCodes.CANNOT_BE_APPLIED,
                                    "what was declared then cannot be applied now, so no branch was made: "
                                            + refused.stream()
                                                    .map(change -> change.id().toString())
                                                    .distinct()
                                                    .collect(Collectors.joining(", ")))
                            .withHint(
                                    "leave out what is refused with --except, or restore some resources with --select"));
        }
    }
}
