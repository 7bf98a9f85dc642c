package io.castellan.cli;

import io.castellan.access.Emergency;
import io.castellan.access.Skip;
import io.castellan.apply.Apply;
import io.castellan.apply.ApplyListener;
import io.castellan.apply.ApplyReport;
import io.castellan.apply.ApplyRequest;
import io.castellan.apply.ApplySettings;
import io.castellan.apply.Consent;
import io.castellan.apply.StepResult;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.environment.Environment;
import io.castellan.gate.Authority;
import io.castellan.gate.Gates;
import io.castellan.kafka.lock.LockSettings;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Intent;
import io.castellan.model.Plan;
import io.castellan.model.SourceFiles;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.Target;
import io.castellan.promote.PromotionAuthority;
import io.castellan.report.ApplyResult;
import io.castellan.report.ResultText;
import io.castellan.report.Style;
import io.castellan.resource.Pause;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a cluster as a commit declares it. */
@Command(
        name = "apply",
        description = {
            "Make a cluster as a commit declares it: plan, ask, and change exactly what was shown.",
            "An apply that was killed goes on when it is run again with the same commit."
        },
        footer = {
            "",
            "Ends with 3 if it is refused, 4 if the cluster or the state moved, 6 if something did not answer: nothing was changed.",
            "Ends with 5 if some of it was not done: run it again.",
            "",
            "Examples:",
            "  castellan apply dev                                                   the commit that is checked out",
            "  castellan apply prod --commit main --as jenkins:ci:deployer --yes     without asking, for automation",
            "  castellan apply prod --commit main --trust trust.yaml                 what the protected branch is, recorded there",
            "  castellan apply prod --approval approval.json                         with an approval that was handed over as a file",
            "  castellan apply prod --ledger-key ci.key                              sign the record",
            "  castellan apply prod --plan prod.plan                                 only what this plan holds",
            "  castellan apply dev --target topic/orders                             one resource",
            "  castellan apply prod --break-glass approval --reason 'incident 4711'  in an emergency"
        })
final class ApplyCommand implements Subcommand {
    static final String FORGET = "--forget-unreadable-baseline";

    private final Session session;
    private final LockSettings lock;
    private final ApplyListener witness;

    @Parameters(
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            description = "The environment to change.")
    private String environment = "";

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Option(
            names = "--commit",
            paramLabel = "REV",
            description = "The commit, branch or tag to apply; by default the commit that is checked out.")
    private @Nullable String commit;

    @Mixin
    private TargetOption targets = new TargetOption();

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "The plan that was agreed to; what would be done otherwise now is refused as stale.")
    private @Nullable Path plan;

    @Mixin
    private YesOption yes = new YesOption();

    @Option(names = "--dirty", description = "Apply the files on disk though no commit holds them. Sandboxes only.")
    private boolean dirty;

    @Option(
            names = FORGET,
            description =
                    "Apply though what was applied last cannot be read completely any more. What that made and nothing"
                            + " declares now is never shown as withdrawn again, and stays.")
    private boolean forget;

    @Mixin
    private ExecutorOption as = new ExecutorOption();

    @Mixin
    private LedgerKeyOption ledgerKey = new LedgerKeyOption();

    @Mixin
    private BreakGlassOption glass = new BreakGlassOption();

    private boolean emergencyTold;

    @Mixin
    private ApprovalOption approvals = new ApprovalOption();

    ApplyCommand(Session session) {
        this(session, LockSettings.defaults(), new ApplyListener() {});
    }

    /** @param witness hears where the apply stands, beside the one that tells people */
    ApplyCommand(Session session, LockSettings lock, ApplyListener witness) {
        this.session = session;
        this.lock = lock;
        this.witness = witness;
    }

    @Override
    public ExitCode run() {
        Loading.prepare();
        try (var workspace = trust.open(session, where)) {
            workspace.choose(List.of(environment), Optional.ofNullable(commit).map(workspace::resolve));
            var agreed = Optional.ofNullable(plan).map(this::read);
            var engine = new Engine(session, workspace);
            var files = files(workspace);
            workspace.requireNotOlder(environment, files.origin().commit());
            var governance = engine.govern(environment, files.origin().commit().orElseThrow(), approvals.read(session));
            var key = ledgerKey.open(session);
            governance.ifPresent(policy -> {
                policy.requireKey(key);
                var now = session.clock().instant();
                NamedTag.require(workspace, policy.version(), environment, Optional.ofNullable(commit), now);
            });
            var ready = engine.load(environment, files, known -> {
                governance.ifPresent(policy -> policy.requireTrust(known));
                return reach(engine, files, known);
            });
            try (var contact = ready.reached().take()) {
                var consent = agreed.map(Consent::given)
                        .orElseGet(() -> consent(engine, ready.loaded(), contact, key, governance));
                return apply(engine, workspace, ready.loaded(), contact, consent, key, governance);
            }
        }
    }

    /** Whoever is asked first is shown a plan that needs no lock; otherwise the one plan is made under it. */
    private Supplier<Contact> reach(Engine engine, SourceFiles files, Environment known) {
        if (files.origin().dirty() && !known.isSandbox()) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                                    CliCodes.DIRTY_ONLY_SANDBOX,
                                    "--dirty is for sandboxes; '" + environment
                                            + "' is a cluster that somebody relies on")
                            .withHint("commit the files, then apply the commit"));
        }
        return yes.given() || plan != null
                ? engine.writing(known, lock, ExecutorOption.account(session))
                : engine.reading(known);
    }

    /** What is applied is a commit; a work tree that differs from it is not silently ignored. */
    private SourceFiles files(Workspace workspace) {
        if (dirty) {
            return workspace.snapshot(environment, session.clock().instant());
        }
        if (commit != null) {
            return workspace.filesAt(environment, workspace.resolve(commit));
        }
        workspace.requireClean(environment);
        return workspace.filesAt(environment, workspace.resolve("HEAD"));
    }

    private Plan read(Path file) {
        return new PlanOutput(session).read(file);
    }

    /** @throws Failure REFUSED where somebody is asked and does not say yes */
    private Consent consent(
            Engine engine,
            Loading.Loaded loaded,
            Contact contact,
            Optional<LedgerKey> key,
            Optional<Governance> governance) {
        if (yes.given()) {
            return anew -> show(engine, loaded, anew);
        }
        var made =
                show(engine, loaded, engine.plan(loaded, targets.ids(), contact).plan());
        if (!made.planned().isEmpty()) {
            governance.ifPresent(policy -> policy.requireApart(as.identity(session)));
            var notes = new ArrayList<Problem>();
            requireWord(engine, authority(engine, governance, key, loaded, glass.read(), notes::add), made, notes);
            tellOfEmergency();
            var target = made.target();
            Question.requireYes(
                    session,
                    "Apply these changes to " + target.environment() + " (cluster " + target.clusterId() + ")?",
                    "nothing was changed");
        }
        return Consent.given(made);
    }

    /** Nobody is asked about what would be refused afterwards. What was begun goes on by the word that it was begun with. */
    private void requireWord(Engine engine, Authority authority, Plan made, List<Problem> notes) {
        if (engine.ledger(environment).flatMap(GitLedger::open).isPresent()) {
            return;
        }
        var refusals = new ArrayList<Problem>();
        authority.grant(made, refusals::add);
        if (!refusals.isEmpty()) {
            notes.forEach(session.err()::println); // otherwise told under the lock
            throw new Failure(ExitCode.REFUSED, refusals);
        }
    }

    private Plan show(Engine engine, Loading.Loaded loaded, Plan made) {
        new PlanOutput(session).print(engine.withWarnings(made, loaded), ReportFormat.text);
        requireBaseline(engine);
        if (!made.refused().isEmpty()) {
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(CliCodes.NOT_CONFIRMED, "the plan has refused changes, so nothing is applied")
                            .withHint("solve them, or choose other resources with --target"));
        }
        return made;
    }

    private void requireBaseline(Engine engine) {
        if (!forget) {
            engine.requireWholeBaseline();
        }
    }

    private ExitCode apply(
            Engine engine,
            Workspace workspace,
            Loading.Loaded loaded,
            Contact contact,
            Consent consent,
            Optional<LedgerKey> key,
            Optional<Governance> planned) {
        tellOfEmergency();
        var progress = new ApplyProgress(session);
        var origin = loaded.files().origin();
        try (var interrupts = new Interrupts(session);
                var hold = contact.hold(
                        lock,
                        ExecutorOption.account(session),
                        (holder, patience) -> progress.progress(
                                "waiting up to " + patience.toSeconds() + " s for the cluster's lock: " + holder))) {
            workspace.catchUp(environment); // while waiting for the lock, others may have applied something newer
            workspace.requireNotOlder(environment, origin.commit());
            // asked anew: while waiting for the lock, others may have moved the ledger, or approved
            var governance = engine.govern(environment, origin.commit().orElseThrow(), approvals.read(session));
            governance.ifPresent(now -> {
                planned.ifPresent(now::requireStill);
                now.requireApart(as.identity(session));
            });
            var apply = new Apply(
                    engine.registry(),
                    engine.planning(),
                    LedgerKey.over(engine.ledger(environment).orElseThrow(), key, governance),
                    new Gates(List.of(), session.clock(), Pause.REAL, progress::progress),
                    engine.secrets()::resolve,
                    session.clock(),
                    Pause.REAL,
                    ApplySettings.DEFAULT,
                    new Both(progress, witness),
                    interrupts::asked);
            var sight = engine.look(loaded, contact);
            var request = new ApplyRequest(
                    engine.request(loaded, targets.ids(), sight),
                    anew -> {
                        hold.requireTaken(); // proved while the plan was made
                        var agreed = consent.to(anew);
                        requireBaseline(engine);
                        return agreed;
                    },
                    new Intent.StateCommit(
                            origin.commit().orElseThrow(), origin.tree().orElseThrow(), origin.dirty()),
                    as.recorded(session),
                    authority(engine, governance, key, loaded, glass.read(), progress::note),
                    Engine.tool());
            return tell(
                    apply.run(request, sight.survey(), hold),
                    new Target(environment, sight.cluster().view().id()));
        }
    }

    private Authority authority(
            Engine engine,
            Optional<Governance> governance,
            Optional<LedgerKey> key,
            Loading.Loaded loaded,
            Optional<Emergency> emergency,
            Consumer<Problem> notes) {
        governance.ifPresent(policy -> policy.requireKey(key));
        var policy = governance.<Authority>map(one -> one.authority(as.identity(session), emergency, notes));
        // where there is no policy, nobody is allowed to leave anything out
        boolean skipped = policy.isPresent()
                && emergency
                        .filter(broken -> broken.skipped().contains(Skip.PROMOTION))
                        .isPresent();
        var other = policy.orElse(Authority.none());
        return loaded.state().environment().promotion().isEmpty()
                ? other
                : new PromotionAuthority(
                        other, executed -> engine.shown(executed, loaded).orElseThrow(), skipped);
    }

    /** Before anybody is asked, and in any case before something is done. */
    private void tellOfEmergency() {
        if (emergencyTold) {
            return;
        }
        emergencyTold = true;
        glass.read()
                .ifPresent(broken -> session.err()
                        .println("Breaking the glass: leaving out "
                                + broken.skipped().stream()
                                        .map(Skip::word)
                                        .sorted()
                                        .collect(Collectors.joining(", "))
                                + ". It is recorded, and a debt until somebody else signs it off: castellan approve "
                                + environment + " --sign-off N --key FILE"));
    }

    private ExitCode tell(ApplyReport report, Target target) {
        new ResultText(Style.of(session.screen().colouredOut()))
                .write(
                        new ApplyResult(
                                Engine.tool(),
                                target,
                                report.outcome(),
                                report.warrant(),
                                report.changes(),
                                report.problems(),
                                report.resumed()),
                        session.out());
        session.out().flush();
        return report.exitCode();
    }

    /** Two that hear the same, one after the other. */
    private record Both(ApplyListener one, ApplyListener other) implements ApplyListener {
        @Override
        public void begins(int total) {
            one.begins(total);
            other.begins(total);
        }

        @Override
        public void reached(Point point, List<Step> batch) {
            one.reached(point, batch);
            other.reached(point, batch);
        }

        @Override
        public void ended(Map<StepId, StepResult> results) {
            one.ended(results);
            other.ended(results);
        }

        @Override
        public void progress(String line) {
            one.progress(line);
            other.progress(line);
        }
    }
}
