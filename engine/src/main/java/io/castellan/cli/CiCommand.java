package io.castellan.cli;

import io.castellan.access.AuthorityCodes;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.host.Host;
import io.castellan.report.Review;
import io.castellan.report.ReviewMarkdown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what a pull request would change. */
@Command(
        name = "ci",
        description = {
            "Check and plan every environment that a commit touches, and print it as Markdown for the pull request.",
            "It is looked at as it would be once merged into the protected branch, or as it is where the two conflict.",
            "Which cluster an environment is, how it is reached and what protects it is taken from the protected branch:"
                    + " a pull request never decides where Castellan connects. Changes nothing."
        },
        footer = {
            "",
            "Ends as the worst of the environments: 1 for wrong files, 3 for refused changes, 6 for a cluster out of reach.",
            "",
            "Examples:",
            "  castellan ci --against origin/main > plan.md",
            "  castellan ci --trust /etc/castellan/trust.yaml --commit feature",
            "  castellan ci --comment --commit feature              in the pull request itself, with CASTELLAN_TRUST set"
        })
final class CiCommand implements Subcommand {
    private final Session session;

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Option(
            names = "--against",
            paramLabel = "REV",
            description = "The protected branch; with --trust by default the one it names, as fetched now.")
    private @Nullable String against;

    @Option(
            names = "--commit",
            paramLabel = "REV",
            defaultValue = "HEAD",
            description = "The proposed commit; by default the one that is checked out.")
    private String commit = "HEAD";

    @Option(
            names = "--comment",
            description = {
                "Also put it into the pull request whose newest commit this is, as the one comment of the pipeline.",
                "The host is the one that the castellan.yaml in force names. Reviews can then count as approvals."
            })
    private boolean comment;

    CiCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        Loading.prepare();
        try (var workspace = trust.open(session, where).proposing()) {
            var protectedCommit = against(workspace, against);
            var proposed = workspace.commits().resolve(commit);
            var requests = new Requests(session, workspace);
            var host = comment
                    ? Optional.of(requests.host(protectedCommit, workspace.environments(Optional.of(protectedCommit))))
                    : Optional.<Host>empty();
            var proposal = new Proposal(session, workspace, protectedCommit);
            var outcome = proposal.outcome(proposed);
            var parts = new ArrayList<Ended>();
            for (var environment : proposal.touched(outcome)) {
                session.err().println("planning " + environment);
                parts.add(part(workspace, proposal, environment, outcome));
            }
            var problems = new ArrayList<>(outcome.notes());
            problems.addAll(proposal.besideEnvironments(outcome));
            var review = new Review(
                    proposed,
                    protectedCommit,
                    problems,
                    parts.stream().map(Ended::part).toList());
            new ReviewMarkdown().write(review, session.out());
            session.out().flush();
            host.ifPresent(at -> requests.comment(at, review));
            return parts.stream().map(Ended::exitCode).reduce(ExitCode.OK, ExitCode::worst);
        }
    }

    /** The commit whose control sections count. */
    static String against(Workspace workspace, @Nullable String named) {
        return Optional.ofNullable(named)
                .map(workspace::resolve)
                .or(workspace::protectedTip)
                .orElseThrow(
                        () -> new Failure(
                                ExitCode.INPUT,
                                Problem.error(
                                                CiCodes.NOTHING_TO_COMPARE,
                                                "nothing says which branch is the protected one")
                                        .withHint(
                                                "name it with --against, for example origin/main, or name a trust file with --trust")));
    }

    private record Ended(Review.Part part, ExitCode exitCode) {}

    private Ended part(Workspace workspace, Proposal proposal, String environment, Proposal.Outcome outcome) {
        if (!workspace.environments(Optional.of(outcome.at())).contains(environment)) {
            return new Ended(
                    new Review.Part(environment, List.of(removed(environment)), Optional.empty()), ExitCode.OK);
        }
        var notes = new ArrayList<Problem>();
        proposal.behind(environment, outcome).ifPresent(notes::add);
        try {
            var loaded = proposal.load(environment, outcome);
            var engine = new Engine(session, workspace);
            var plan = engine.withWarnings(engine.plan(loaded, Set.of()).plan(), loaded);
            return new Ended(new Review.Part(environment, notes, Optional.of(plan)), PlanOutput.exitCode(plan, false));
        } catch (Failure failure) {
            notes.addAll(failure.problems());
            return new Ended(new Review.Part(environment, notes, Optional.empty()), exitCode(failure));
        }
    }

    /** That an environment is new, or waits for its approval, is no reason to fail the build that proposes it, or more of it. */
    private static ExitCode exitCode(Failure failure) {
        return failure.problems().stream()
                        .map(Problem::code)
                        .allMatch(Set.of(CiCodes.NEW_ENVIRONMENT, AuthorityCodes.UNKNOWN_CLUSTER)::contains)
                ? ExitCode.OK
                : failure.exitCode();
    }

    private static Problem removed(String environment) {
        return Problem.warning(
                        CiCodes.REMOVED_ENVIRONMENT,
                        "'" + environment + "' would no longer be an environment; its cluster stays as it is")
                .withHint("nothing on that cluster is managed from then on");
    }
}
