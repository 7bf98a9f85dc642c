package io.castellan.cli;

import io.castellan.access.AuthorityCodes;
import io.castellan.access.ControlSet;
import io.castellan.access.Judge;
import io.castellan.access.Judgement;
import io.castellan.access.Right;
import io.castellan.access.Vote;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.environment.ClusterAddress;
import io.castellan.environment.Environment;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Approval;
import io.castellan.model.Approval.Verdict;
import io.castellan.model.Ceiling;
import io.castellan.model.Change;
import io.castellan.model.Digest;
import io.castellan.model.Plan;
import io.castellan.model.Target;
import io.castellan.report.Visible;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Signs that somebody agrees to changes. */
@Command(
        name = "approve",
        description = {
            "Approve changes: plan a commit, show the plan, and sign the digests of its changes with an SSH key.",
            "The approval holds for exactly these changes, also after a squash merge, until one of them moves."
        },
        footer = {
            "",
            "Examples:",
            "  castellan approve prod --key ~/.ssh/id_ed25519                     the protected branch, or what is checked out",
            "  castellan approve prod --commit pull/42 --key ~/.ssh/id_ed25519    before it is merged",
            "  castellan approve prod --reject --comment 'too short' --key KEY    until the same person approves",
            "  castellan approve prod --out approval.json --key KEY               handed over as a file",
            "  castellan approve prod --sign-off 42 --key KEY                     that the glass was broken in apply #42",
            "  castellan approve prod --account jenkins:ci:reviewer --key KEY     by a host, whose key vouches for the account"
        })
final class ApproveCommand implements Subcommand {
    private final Session session;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            description = "The environment whose changes are approved.")
    private String environment = "";

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Option(
            names = "--commit",
            paramLabel = "REV",
            description =
                    "The commit, branch or tag whose changes are approved. If it is not merged yet, what counts under a trust is what it comes to when it is. By default the protected branch under a trust, otherwise what is checked out.")
    private @Nullable String commit;

    @Mixin
    private TargetOption targets = new TargetOption();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            required = true,
            description = "The SSH key to sign with: a private key, or a public key whose private key an agent holds.")
    private Path key = Path.of("");

    @Option(names = "--reject", description = "Reject the changes instead.")
    private boolean reject;

    @Option(names = "--comment", paramLabel = "TEXT", description = "What to say with it.")
    private String comment = "";

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "For how many days it counts, at most 30; ${DEFAULT-VALUE} by default.")
    private int days = 7;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the approval to a file, instead of to the branch of approvals.")
    private @Nullable Path out;

    @Option(
            names = "--sign-off",
            paramLabel = "N",
            description =
                    "Sign off that the glass was broken in apply #N: that you, another person, looked at what it did.")
    private @Nullable Integer signedOff;

    @Option(
            names = "--account",
            paramLabel = "ACCOUNT",
            description =
                    "For a host: who said it, with a key that allowed_signers lists as host/NAME. Counts neither for a new control set nor for"
                            + " --sign-off.")
    private @Nullable String account;

    @Mixin
    private YesOption yes = new YesOption();

    ApproveCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        Loading.prepare();
        requireDays();
        requireOnePurpose();
        Signing.signer(session, key).requireKey();
        try (var workspace = trust.open(session, where).proposing()) {
            var outcome = Proposal.of(session, workspace, workspace.proposed(Optional.ofNullable(commit)));
            outcome.notes().forEach(session.err()::println);
            var at = outcome.at();
            workspace.choose(List.of(environment), Optional.of(at));
            var engine = new Engine(session, workspace);
            var governance = engine.requireGovernance(environment, at, List.of());
            if (signedOff != null) {
                return new SignOff(session, workspace, governance, environment)
                        .run(signedOff, comment, yes.given(), signing(governance));
            }
            if (account != null && governance.pending().isPresent()) {
                throw new Failure(
                        ExitCode.REFUSED, ofControlSet(governance.pending().get()));
            }
            if (governance.unknown().isPresent()) {
                return approveWay(
                        governance,
                        governance.unknown().get(),
                        engine.ledger(environment).flatMap(GitLedger::head));
            }
            var files = workspace.filesAt(environment, at);
            var ready = engine.load(environment, files, engine::reading);
            try (var contact = ready.reached().take()) {
                var head = contact.first().ledgerHead();
                var loaded = outcome.named(ready.loaded());
                var plan = engine.withWarnings(
                        engine.plan(loaded, targets.ids(), contact).plan(), loaded);
                new PlanOutput(session).print(plan, ReportFormat.text);
                return approve(governance, plan, head);
            }
        }
    }

    private void requireOnePurpose() {
        if (account != null && signedOff != null) {
            throw new ParameterException(spec.commandLine(), "--sign-off is signed by a person, without --account");
        }
        if (signedOff != null && (reject || commit != null || !targets.ids().isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(), "--sign-off goes with none of --reject, --commit and --target");
        }
    }

    private static Problem ofControlSet(Judgement.Control control) {
        return Problem.error(
                        AuthorityCodes.NOT_COUNTED,
                        "there is a new control set ("
                                + String.join(", ", control.change().parts()) + "), which no host approves for anybody")
                .withHint("have it signed by persons, with keys of their own, and come again");
    }

    private void requireDays() {
        if (days < 1 || days > Judge.LONGEST.toDays()) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(CliCodes.BAD_DAYS, "--days is " + days)
                            .withHint("an approval counts for 1 to " + Judge.LONGEST.toDays() + " days"));
        }
    }

    /** Nothing is planned before it is agreed which cluster that is; so that alone is agreed to. */
    private ExitCode approveWay(Governance governance, Environment declared, Optional<String> head) {
        var control = governance.pending().map(Judgement.Control::change).orElseThrow();
        var target = new Target(
                environment,
                declared.clusterId()
                        .orElseThrow(() -> new Failure(
                                ExitCode.INPUT,
                                Problem.error(
                                        CliCodes.CLUSTER_ID_MISSING,
                                        declared.root().at(),
                                        "it has no cluster.id"))));
        var out = session.out();
        out.println("'" + environment + "' is new here: nothing that was approved says which cluster it is. It is not"
                + " connected to, and not planned, before that is approved:");
        out.println("  cluster " + target.clusterId());
        declared.address()
                .<Optional<ClusterAddress.Servers>>fold(Optional::of, sandbox -> Optional.empty())
                .ifPresent(servers -> {
                    servers.bootstrapServers().forEach(server -> out.println("  at " + Visible.of(server)));
                    servers.clientConfig()
                            .forEach((key, text) -> out.println("  " + key + ": " + Visible.of(text.raw())));
                });
        tell(control);
        if (!yes.given()) {
            Question.requireYes(
                    session,
                    (reject ? "Reject" : "Approve") + " this control set for " + environment + "?",
                    "nothing was signed");
        }
        var now = now();
        var approval = approval(target, List.of(), Optional.of(control.digest()), head, now);
        var vote = signing(governance).give(approval, governance.version(), now, one -> objection(governance, one));
        out.println((reject ? "Rejected" : "Approved") + " by " + vote.voter().name() + ": the control set, until "
                + approval.expires() + at(governance)
                + "; its changes are planned, and approved, once enough persons approved that");
        return ExitCode.OK;
    }

    private void tell(ControlSet.Change control) {
        session.out()
                .println("New control set (" + control.digest().abbreviated() + "): "
                        + String.join(", ", control.parts()));
    }

    private Instant now() {
        return session.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private String at(Governance governance) {
        return out == null ? "; on the branch " + governance.approvals().name() : "; in " + out;
    }

    private ExitCode approve(Governance governance, Plan plan, Optional<String> head) {
        requireNothingRefused(plan);
        var control = governance.pending().map(Judgement.Control::change);
        var ends = ends(plan);
        if (plan.planned().isEmpty() && control.isEmpty() && ends.isEmpty()) {
            session.out().println("Nothing to approve.");
            return ExitCode.OK;
        }
        control.ifPresent(this::tell);
        if (!yes.given()) {
            Question.requireYes(session, question(plan, control.isPresent()), "nothing was signed");
        }
        var now = now();
        var agreed = new ArrayList<>(plan.planned());
        agreed.addAll(ends);
        var approval = approval(plan.target(), agreed, control.map(ControlSet.Change::digest), head, now);
        var own = new ArrayList<Problem>();
        var vote = signing(governance)
                .give(
                        approval,
                        governance.version(),
                        now,
                        one -> objection(governance, one)
                                .or(() -> own(governance, plan, one, control.isPresent() || !ends.isEmpty(), own)));
        own.forEach(session.err()::println);
        session.out()
                .println((reject ? "Rejected" : "Approved") + " by "
                        + vote.voter().name() + ": "
                        + what(plan, control.isPresent(), ends.size())
                        + ", until " + approval.expires()
                        + (ends.isEmpty() ? "" : "; the end, for " + days(days) + " from when it comes")
                        + at(governance));
        return ExitCode.OK;
    }

    private static String days(int days) {
        return days + (days == 1 ? " day" : " days");
    }

    private static String what(Plan plan, boolean control, int ends) {
        int changes = plan.planned().size();
        return Stream.of(
                        changes == 0 ? "" : changes + (changes == 1 ? " change" : " changes"),
                        control ? "the new control set" : "",
                        ends == 0 ? "" : "how " + ends + (ends == 1 ? " override ends" : " overrides end"))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", and "));
    }

    private String question(Plan plan, boolean control) {
        return (reject ? "Reject" : "Approve")
                + (plan.planned().isEmpty()
                        ? control ? " the new control set" : " how overrides end"
                        : " these changes" + (control ? " and the new control set" : ""))
                + " for " + plan.target().environment() + " (cluster "
                + plan.target().clusterId() + ")?";
    }

    private static void requireNothingRefused(Plan plan) {
        if (!plan.refused().isEmpty()) {
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(
                                    CliCodes.NOT_CONFIRMED,
                                    "the plan has refused changes, so it cannot be applied as it is")
                            .withHint("have them solved first, or choose other resources with --target"));
        }
    }

    /** The ends of overrides, as they will be planned: whoever agrees to an override agrees to how it ends. */
    private static List<Change> ends(Plan plan) {
        return plan.changes().stream()
                .flatMap(change -> change.whenDue(plan.target()).stream())
                .toList();
    }

    private Approval approval(
            Target target, List<Change> agreed, Optional<Digest> control, Optional<String> head, Instant now) {
        var digests = new ArrayList<>(agreed.stream().map(Change::digest).toList());
        control.ifPresent(digests::add);
        var ceilings = new TreeMap<Digest, List<Ceiling>>();
        agreed.stream()
                .filter(change -> !change.difference().ceilings().isEmpty())
                .forEach(change ->
                        ceilings.put(change.digest(), change.difference().ceilings()));
        return new Approval(
                target,
                head,
                digests,
                ceilings,
                reject ? Verdict.REJECT : Verdict.APPROVE,
                comment,
                Optional.ofNullable(account),
                now,
                now.plus(Duration.ofDays(days)));
    }

    /** An environment that the policy in force does not know is in the hands of those who may approve everywhere. */
    private Optional<Problem> objection(Governance governance, Vote vote) {
        var policy = governance.version().policy();
        var deciding = policy.access(environment).isPresent()
                ? Set.of(environment)
                : policy.access().keySet();
        return deciding.stream()
                .flatMap(name -> policy.rights()
                        .may(vote.voter(), Right.APPROVE, name)
                        .fold(given -> Stream.<Problem>empty(), withheld -> Stream.of(withheld.why())))
                .findFirst();
    }

    /**
     * That somebody wrote what they approve.
     *
     * @param more whether they say something besides of what is planned now
     * @param notes hears of which changes, where it is not all that they would say
     * @return the objection where it is
     */
    private static Optional<Problem> own(
            Governance governance, Plan plan, Vote vote, boolean more, List<Problem> notes) {
        var alone = governance.alone(plan, vote);
        alone.notes().stream()
                .filter(note -> note.code().equals(AuthorityCodes.OWN_APPROVAL))
                .forEach(notes::add);
        boolean counts = alone.standings().stream()
                .anyMatch(standing -> standing.approvers().contains(vote.voter().name()));
        return counts || more
                ? Optional.empty()
                : notes.stream()
                        .findFirst()
                        .map(note -> Problem.error(note.code(), note.message()).withHint(note.hint()));
    }

    private Signing signing(Governance governance) {
        return new Signing(session, governance.approvals(), key, Optional.ofNullable(out));
    }
}
