package io.castellan.host;

import io.castellan.diagnostics.Problem;
import io.castellan.host.Review.State;
import io.castellan.model.Approval;
import io.castellan.model.Approval.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Which approvals the reviews of a pull request are. Pure.
 *
 * <p>What is approved is what the pipeline's newest comment submits, if it is as the pipeline wrote it and of the newest commit. An approval
 * is a review of that very commit, later than the comment: whoever gave it could see nothing else. Of each account the newest decision
 * counts. Changes requested reject what is submitted, whatever they were said of.
 */
public final class ReviewRules {
    /** How long a review counts. */
    public static final Duration COUNTS = Duration.ofDays(7);

    private static final int LONGEST_COMMENT = 500;

    private final Reviewed reviewed;
    private final Consumer<Problem> notes;

    /** @param notes hears which comments and reviews do not count, and why */
    public ReviewRules(Reviewed reviewed, Consumer<Problem> notes) {
        this.reviewed = reviewed;
        this.notes = notes;
    }

    /** Of the changes of one environment. */
    public List<HostApproval> approvals(String environment) {
        var comment = submitting();
        if (comment.isEmpty()) {
            return List.of();
        }
        var submission = SubmissionComment.read(comment.get());
        if (submission.isEmpty()) {
            note("the pipeline's comment submits nothing, so its reviews approve nothing");
            return List.of();
        }
        if (!submission.get().commit().equals(reviewed.request().head())) {
            note("the pipeline's comment is about " + shown(submission.get().commit()) + ", and the newest commit is "
                    + shown(reviewed.request().head()));
            return List.of();
        }
        return submission.get().part(environment).stream()
                .flatMap(part -> newest().stream()
                        .flatMap(review -> approval(part, submission.get().commit(), comment.get(), review).stream()))
                .toList();
    }

    private Optional<Comment> submitting() {
        var marked =
                reviewed.comments().stream().filter(SubmissionComment::isMarked).toList();
        marked.stream()
                .filter(comment -> !comment.author().equals(reviewed.reporter()))
                .findFirst()
                .ifPresent(comment -> note("a comment that looks like the pipeline's is by '" + comment.author()
                        + "', and the reporter is '" + reviewed.reporter() + "'"));
        var newest = SubmissionComment.newestOf(reviewed.reporter(), marked);
        if (newest.filter(Comment::wasEdited).isPresent()) {
            note("the pipeline's comment was edited at " + newest.get().edited() + ", by whomever");
            return Optional.empty();
        }
        return newest;
    }

    /** The newest decision of each account. */
    private List<Review> newest() {
        var newest = new TreeMap<String, Review>();
        for (var review : reviewed.reviews()) {
            newest.merge(
                    review.account(),
                    review,
                    (one, other) -> Review.OLDEST_FIRST.compare(other, one) < 0 ? one : other);
        }
        return List.copyOf(newest.values());
    }

    private Optional<HostApproval> approval(Submission.Part part, String commit, Comment comment, Review review) {
        var why = whyNot(commit, comment, review);
        if (why.isPresent()) {
            note("the review of '" + review.account() + "' does not count: " + why.get());
            return Optional.empty();
        }
        var at = review.at().orElseThrow();
        var approval = new Approval(
                part.target(),
                part.ledgerHead(),
                part.changes(),
                part.ceilings(),
                review.state() == State.APPROVED ? Verdict.APPROVE : Verdict.REJECT,
                cut(review.body()),
                at,
                at.plus(COUNTS));
        return Optional.of(new HostApproval(
                approval,
                reviewed.kind().word() + ":" + review.account(),
                reviewed.kind().word(),
                ReviewFacts.write(reviewed.only(comment, review))));
    }

    private Optional<String> whyNot(String commit, Comment comment, Review review) {
        if (review.account().isEmpty()) {
            return Optional.of("its account is gone");
        }
        if (review.state() == State.DISMISSED) {
            return Optional.of("it was dismissed, or taken back");
        }
        if (review.at().isEmpty()) {
            return Optional.of("the host does not tell when it was given");
        }
        if (review.state() == State.CHANGES_REQUESTED) {
            return Optional.empty();
        }
        if (review.account().equalsIgnoreCase(reviewed.request().author())) {
            return Optional.of("the pull request is by the same account");
        }
        if (review.commit().isEmpty()) {
            return Optional.of("the host does not tell which commit was reviewed");
        }
        if (!review.commit().get().equals(commit)) {
            return Optional.of(
                    "it is of " + shown(review.commit().get()) + ", and the newest commit is " + shown(commit));
        }
        return review.at().get().isAfter(comment.at())
                ? Optional.empty()
                : Optional.of("it was given before the pipeline's comment of " + comment.at());
    }

    private void note(String what) {
        notes.accept(Problem.warning(
                HostCodes.NOT_COUNTED,
                "pull request " + reviewed.request().number() + " at " + reviewed.repository() + ": " + what));
    }

    private static String shown(String commit) {
        return commit.substring(0, Math.min(12, commit.length()));
    }

    private static String cut(String text) {
        var plain = text.strip();
        return plain.length() > LONGEST_COMMENT ? plain.substring(0, LONGEST_COMMENT) + "…" : plain;
    }
}
