package io.castellan.host;

import io.castellan.diagnostics.Failure;
import java.util.List;
import java.util.Optional;

/**
 * One repository at its host. Every method asks the host, and ends with a {@link Failure} of {@link HostCodes} where it does not answer.
 */
public interface Host {
    HostSettings settings();

    /** The newest open pull request from a branch of this repository into another one. */
    Optional<PullRequest> opened(String branch, String into);

    /** Opens one; the caller asked for an open one before. */
    PullRequest open(Draft draft);

    /** The pull requests that a commit was proposed in, or that brought it, open or merged. */
    List<PullRequest> of(String commit);

    /** What was said in a pull request as a whole, oldest first. */
    List<Comment> comments(PullRequest request);

    Comment say(PullRequest request, String body);

    void delete(PullRequest request, Comment comment);

    /** What reviewers decided, oldest first. Where a host keeps only the last word of each, that. */
    List<Review> reviews(PullRequest request);

    Protection protection(String branch);
}
