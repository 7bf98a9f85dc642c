package io.castellan.host;

import java.util.List;
import java.util.Objects;

/**
 * A pull request with what was said in it, as a host tells it.
 *
 * @param kind of the host
 * @param url of its API
 * @param reporter the account whose comments are the pipeline's
 */
public record Reviewed(
        HostKind kind,
        String url,
        String repository,
        String reporter,
        PullRequest request,
        List<Comment> comments,
        List<Review> reviews) {
    public Reviewed {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(reporter, "reporter");
        Objects.requireNonNull(request, "request");
        comments = List.copyOf(comments);
        reviews = List.copyOf(reviews);
    }

    /** Only what one approval rests on. */
    Reviewed only(Comment comment, Review review) {
        return new Reviewed(kind, url, repository, reporter, request, List.of(comment), List.of(review));
    }
}
