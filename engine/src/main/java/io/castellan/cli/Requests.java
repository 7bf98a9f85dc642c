package io.castellan.cli;

import io.castellan.access.PolicyVersion;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.host.Draft;
import io.castellan.host.Host;
import io.castellan.host.HostSettings;
import io.castellan.host.PipelineComment;
import io.castellan.host.PullRequest;
import io.castellan.host.Submission;
import io.castellan.host.SubmissionComment;
import io.castellan.model.Change;
import io.castellan.model.Plan;
import io.castellan.model.ShortId;
import io.castellan.report.Review;
import io.castellan.report.ReviewMarkdown;
import io.castellan.resource.Pause;
import io.castellan.trust.TrustedRepository;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Pull requests at the host that the policy in force names: opening one, and telling in it what it would change. */
final class Requests {
    private final Session session;
    private final Workspace workspace;

    Requests(Session session, Workspace workspace) {
        this.session = session;
        this.workspace = workspace;
    }

    /**
     * The host, under a trust only: what is checked out may be anybody's, and so may the host that it names.
     *
     * @param commit of the protected branch
     * @throws Failure INPUT where nothing names one; UNREACHABLE where there is no token; REFUSED where the policies that are in force for
     *     the environments name several
     */
    Host host(String commit, Collection<String> environments) {
        if (workspace.trusted().isEmpty()) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                                    CiCodes.NO_HOST,
                                    "nothing says whose castellan.yaml is to be believed, and so where the token may go")
                            .withHint("name a trust file with --trust or CASTELLAN_TRUST"));
        }
        var named = environments.stream()
                .map(environment -> inForce(environment, commit)
                        .flatMap(version -> version.policy().host()))
                .distinct()
                .toList();
        if (named.size() > 1) {
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(
                                    CiCodes.SEVERAL_HOSTS,
                                    "the policies that are in force for " + String.join(", ", environments)
                                            + " do not name the same host")
                            .withHint("have the newest castellan.yaml approved for each of them, and applied"));
        }
        return Hosting.of(session)
                .open(named.stream()
                        .flatMap(Optional<HostSettings>::stream)
                        .findFirst()
                        .orElseThrow(() -> new Failure(
                                ExitCode.INPUT,
                                Problem.error(CiCodes.NO_HOST, "the castellan.yaml that is in force names no host")
                                        .withHint("add 'host'; see docs/reference/host.md"))));
    }

    private Optional<PolicyVersion> inForce(String environment, String commit) {
        return new PolicySearch(
                        workspace,
                        new Loading(workspace, Rooms.registry(), session.clock()),
                        session.clock(),
                        environment,
                        note -> {})
                .begin(commit);
    }

    /** Opens one, unless it is open. */
    void open(Host host, String branch, String title, String body) {
        var into =
                workspace.trusted().map(TrustedRepository::trust).orElseThrow().branch();
        var before = host.opened(branch, into);
        var request = before.orElseGet(
                () -> host.open(new Draft(branch, into, title, session.secrets().redact(body))));
        session.out().println((before.isPresent() ? "Open already: " : "Opened: ") + request.url());
        session.out().println("Next: once it is approved, where the policy asks for that, and merged, apply it.");
    }

    /**
     * Puts a review into the pull request whose newest commit it is of.
     *
     * @throws Failure INPUT where there is no such pull request
     */
    void comment(Host host, Review review) {
        var request = host.of(review.commit()).stream()
                .filter(one -> one.head().equals(review.commit()))
                .reduce((one, other) -> one.number() > other.number() ? one : other)
                .orElseThrow(() -> new Failure(
                        ExitCode.INPUT,
                        Problem.error(
                                        CiCodes.NO_REQUEST,
                                        "no pull request at " + host.settings().repository()
                                                + " has this commit as its newest")
                                .withHint(
                                        "name the branch's own commit with --commit, not what a build merged it to")));
        var put = new PipelineComment(host, Pause.REAL).put(request, body(host.settings(), request, review));
        session.err()
                .println(switch (put) {
                            case NEW -> "commented in ";
                            case REPLACED -> "replaced the comment in ";
                            case UNCHANGED -> "the comment still holds in ";
                        }
                        + request.url());
    }

    private String body(HostSettings settings, PullRequest request, Review review) {
        var text = new StringBuilder();
        new ReviewMarkdown().write(review, text);
        var markdown = session.secrets().redact(text.toString());
        var plans = review.environments().stream()
                .flatMap(part -> part.plan().stream())
                .filter(plan -> !plan.planned().isEmpty())
                .toList();
        var whole = plans.stream()
                .filter(plan -> plan.refused().isEmpty() && ReviewMarkdown.showsAll(plan, markdown))
                .toList();
        var submission = new Submission(
                review.commit(),
                settings.reporter().isEmpty()
                        ? List.of()
                        : whole.stream()
                                .map(plan ->
                                        Submission.Part.of(plan, plan.origin().ledgerHead()))
                                .toList());
        return SubmissionComment.of(
                settings.kind(),
                markdown.strip() + foot(settings, plans, whole),
                "# What `" + ShortId.of(review.commit()) + "` would change\n\nIt is too long for a comment of "
                        + settings.kind().word() + ": see the output of the build. **Approving pull request "
                        + request.number() + " approves no change on a cluster**; `castellan approve` does.",
                submission);
    }

    private static String foot(HostSettings settings, List<Plan> plans, List<Plan> whole) {
        if (settings.reporter().isEmpty() || plans.isEmpty()) {
            return "";
        }
        var not = new ArrayList<>(plans);
        not.removeAll(whole);
        var ending = whole.stream()
                .filter(plan -> plan.changes().stream().anyMatch(Change::isEndToCome))
                .toList();
        return (whole.isEmpty()
                        ? ""
                        : "\n\n**Who approves this pull request now approves these changes** for " + names(whole)
                                + ", as far as the policy lets them, for 7 days.")
                + (ending.isEmpty()
                        ? ""
                        : "\n\n**Not approved by that:** how overrides end in " + names(ending)
                                + ". That needs its approval when it comes, or now by `castellan approve`.")
                + (not.isEmpty()
                        ? ""
                        : "\n\n**Not approved by that:** " + names(not)
                                + ", of which not everything is shown here or something is refused. Use `castellan approve`.");
    }

    private static String names(List<Plan> plans) {
        return plans.stream()
                .map(plan -> "`" + plan.target().environment() + "`")
                .collect(Collectors.joining(", "));
    }
}
