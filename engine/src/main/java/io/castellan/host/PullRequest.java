package io.castellan.host;

import java.util.Objects;

/**
 * A pull request.
 *
 * @param number as people say it
 * @param author the account that opened it; empty where it is gone
 * @param head the full id of the newest commit that it proposes, or proposed when it was merged
 * @param url for people
 */
public record PullRequest(long number, String author, String head, String url) {
    public PullRequest {
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(url, "url");
    }
}
