package io.castellan.host;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * What a reviewer decided.
 *
 * @param account whose decision it is; empty where the account is gone
 * @param commit the full id of the commit that was reviewed; empty where the host does not tell
 * @param at when; empty where the host does not tell
 * @param body what they wrote with it
 * @param url for people; empty where the host gives none
 */
public record Review(
        String id,
        String account,
        State state,
        Optional<String> commit,
        Optional<Instant> at,
        String body,
        String url) {
    /** By time; first those of which it is not told. */
    static final Comparator<Review> OLDEST_FIRST =
            Comparator.comparing(review -> review.at().orElse(Instant.MIN));

    public Review {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(url, "url");
    }

    /** What was decided. */
    public enum State {
        APPROVED,
        CHANGES_REQUESTED,
        /** Taken back, by the reviewer or by somebody with the right to. */
        DISMISSED
    }
}
