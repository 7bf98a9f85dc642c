package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.promote.Candidate;
import io.castellan.report.PromotionMarkdown;
import io.castellan.report.PromotionText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Brings declarations from one environment to the next, as a branch for review. */
@Command(
        name = "promote",
        description = {
            "Bring declarations from one environment to the next: those that are applied there, long enough, and differ.",
            "Their text is moved with its comments into a commit on a new branch; what is checked out stays as it is.",
            "What somebody wrote for the target is shown and not overwritten. Nothing is applied."
        },
        footer = {
            "",
            "Examples:",
            "  castellan promote --to preprod --dry-run                     only show what would be moved, and what not",
            "  castellan promote --to preprod --dry-run --full              everything, also where that is hundreds",
            "  castellan promote --from dev --to preprod --push             a branch to open a pull request from",
            "  castellan promote --to prod --select topic/payments.orders.v1",
            "  castellan promote --to prod --push --open                    also open the pull request, where 'host' is configured",
            "  castellan promote --to prod --body body.md --push            with the text of the pull request in a file",
            "  castellan promote --to prod --key ~/.ssh/id_ed25519 --push   a commit that is signed, whatever Git is set to"
        })
final class PromoteCommand implements Subcommand {
    private final Session session;

    @Option(
            names = "--from",
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            description = "Where the state comes from; by default what 'promotion' of the other one says.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            required = true,
            description = "Where the state goes.")
    private String to = "";

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Option(
            names = "--select",
            paramLabel = "KIND/NAME",
            split = ",",
            description = {
                "Only what declares this resource, for example topic/payments.orders.v1; may be repeated.",
                "All of it must be fit to be moved."
            })
    private List<String> selected = List.of();

    @Mixin
    private NewBranchOption branch = new NewBranchOption();

    @Option(
            names = "--message",
            paramLabel = "TEXT",
            description = "The first line of the commit, and the title of the pull request.")
    private @Nullable String message;

    @Option(
            names = "--body",
            paramLabel = "FILE",
            description = "Write the text of the pull request, in Markdown, to a file instead of the output.")
    private @Nullable Path body;

    @Option(
            names = "--open",
            description = {
                "With --push: also open the pull request at the host that castellan.yaml names.",
                "One that is open already stays as it is, so the command can be run again."
            })
    private boolean open;

    @Option(names = "--dry-run", description = "Make no commit.")
    private boolean dryRun;

    @Option(
            names = "--full",
            description = "List everything that is moved, held back and changed; by default the first 20 of each.")
    private boolean full;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    PromoteCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        Loading.prepare();
        var registry = Ahead.compute(Rooms::registry);
        if (open && !branch.push()) {
            throw new ParameterException(spec.commandLine(), "--open goes with --push");
        }
        try (var workspace = trust.open(session, where).proposing()) {
            var requests = open ? Optional.of(new Requests(session, workspace)) : Optional.<Requests>empty();
            var base = workspace.proposed(Optional.empty());
            workspace.choose(List.of(to), Optional.of(base));
            NotInForce.atLeast(
                            workspace,
                            new Loading(workspace, registry.get(), session.clock()),
                            session.clock(),
                            to,
                            base)
                    .ifPresent(session.err()::println);
            var promotion = new Promoting(session, workspace, registry.get(), base, to, Optional.ofNullable(from));
            var candidates = promotion.candidates(
                    selected.stream().map(TargetOption::parse).toList());
            requireSelected(candidates, promotion);
            // it takes as long as to move and to check
            var authors =
                    dryRun ? Optional.<Supplier<List<String>>>empty() : Optional.of(promotion.authors(candidates));
            var moved = promotion.move(candidates);
            var view = promotion.view(candidates, moved, title(promotion, candidates));
            new PromotionText(full).write(view, session.out());
            if (moved.files().isEmpty()) {
                session.out().println();
                session.out().println("Nothing to promote.");
                return ExitCode.OK;
            }
            if (authors.isEmpty()) {
                return ExitCode.OK;
            }
            var host = requests.map(all -> all.host(base, List.of(to)));
            var offer = open
                    ? Offer.orBefore(session, workspace, branch, promotion.usualBranch())
                    : new Offer(session, workspace, branch, promotion.usualBranch());
            var files = new TreeMap<String, Optional<byte[]>>();
            moved.files().forEach((path, content) -> files.put(path, Optional.of(content)));
            var commit = offer.commit(
                    base,
                    files,
                    promotion.message(view, candidates, authors.get().get()));
            session.out().println();
            offer.make(commit);
            var text = new StringBuilder();
            new PromotionMarkdown().write(view, text);
            if (host.isEmpty() || body != null) {
                tell(view.title(), text.toString());
            }
            host.ifPresent(at -> requests.orElseThrow().open(at, offer.branch(), view.title(), text.toString()));
            return ExitCode.OK;
        }
    }

    private String title(Promoting promotion, List<Candidate> candidates) {
        long number = candidates.stream().filter(Candidate::isPromotable).count();
        return Optional.ofNullable(message)
                .map(line -> line.replaceAll("\\s+", " ").strip())
                .filter(line -> !line.isEmpty())
                .orElseGet(() -> "Promote " + number + (number == 1 ? " declaration" : " declarations") + " from "
                        + promotion.source() + " to " + to);
    }

    /** What somebody asked for by name is not left out in silence. */
    private void requireSelected(List<Candidate> candidates, Promoting promotion) {
        if (selected.isEmpty()) {
            return;
        }
        var refused = new ArrayList<Problem>();
        candidates.stream()
                .filter(one -> !one.isPromotable())
                .forEach(one -> refused.add(Problem.error(
                                PromoteCommandCodes.NOT_FIT, one.name() + ": " + one.words(promotion.source(), to))
                        .withHint("see 'castellan promote --to " + to + " --dry-run'")));
        if (!refused.isEmpty()) {
            throw new Failure(ExitCode.REFUSED, refused);
        }
    }

    private void tell(String title, String text) {
        if (body == null) {
            session.out().println();
            session.out().println("Title and text for it:");
            session.out().println();
            session.out().println(title);
            session.out().println();
            session.out().print(text);
            return;
        }
        try {
            Files.writeString(session.directory().resolve(body), text);
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                            CliCodes.NOT_WRITTEN,
                            "the branch is made, but its text could not be written to " + body + ": " + e.getMessage()),
                    e);
        }
    }
}
