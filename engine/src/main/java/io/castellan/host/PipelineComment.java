package io.castellan.host;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.resource.Pause;
import java.time.Duration;
import java.util.List;

/**
 * The one comment of the pipeline in a pull request. It is never edited, since reviewers could not tell by whom: another one takes its
 * place, and reviews from before that are of the other one.
 */
public final class PipelineComment {
    /** Longer than hosts count time by, so that whatever is edited later than this shows it. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final Host host;
    private final Pause pause;

    public PipelineComment(Host host, Pause pause) {
        this.host = host;
        this.pause = pause;
    }

    /** What came of it. */
    public enum Put {
        NEW,
        REPLACED,
        /** What stands there submits the same, and reviews of it go on counting. */
        UNCHANGED
    }

    /** @throws Failure UNREACHABLE where it cannot be put there; REFUSED where the account is not the reporter, or somebody changed it at once */
    public Put put(PullRequest request, String body) {
        var reporter = host.settings().reporter();
        var marked = marked(request);
        if (reporter.isPresent()) {
            var newest = SubmissionComment.newestOf(reporter.get(), marked);
            if (newest.filter(one -> !one.wasEdited()
                            && (plain(one.body()).equals(plain(body))
                                    || SubmissionComment.submitTheSame(one.body(), body)))
                    .isPresent()) {
                return Put.UNCHANGED;
            }
        }
        var said = host.say(request, body);
        reporter.filter(name -> !name.equals(said.author())).ifPresent(name -> {
            host.delete(request, said);
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(
                                    HostCodes.OTHER_ACCOUNT,
                                    "the token of " + host.settings().token() + " is of '" + said.author()
                                            + "', and the policy names '" + name + "' as the reporter")
                            .withHint(
                                    "give the pipeline the reporter's token, or name its account in 'host.reporter'"));
        });
        if (reporter.isPresent()) {
            pause.sleep(SETTLED);
            requireAsWritten(request, said, body);
        }
        var old = marked.stream()
                .filter(comment -> comment.author().equals(said.author()))
                .toList();
        old.forEach(comment -> host.delete(request, comment));
        return old.isEmpty() ? Put.NEW : Put.REPLACED;
    }

    private List<Comment> marked(PullRequest request) {
        return host.comments(request).stream()
                .filter(SubmissionComment::isMarked)
                .toList();
    }

    private void requireAsWritten(PullRequest request, Comment said, String body) {
        boolean same = host.comments(request).stream()
                .anyMatch(comment ->
                        comment.id().equals(said.id()) && plain(comment.body()).equals(plain(body)));
        if (!same) {
            host.delete(request, said);
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(
                                    HostCodes.CHANGED_AT_ONCE,
                                    "the comment in pull request " + request.number()
                                            + " was changed as soon as it was written")
                            .withHint("find out who may edit the comments of others there"));
        }
    }

    /** Some hosts keep line ends and blanks otherwise than they were sent. */
    private static String plain(String body) {
        return body.replace("\r\n", "\n").strip();
    }
}
