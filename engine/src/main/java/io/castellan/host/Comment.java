package io.castellan.host;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/**
 * Something that somebody said in a pull request.
 *
 * @param author the account; empty where it is gone
 * @param edited when it was last changed, by whomever; the same as {@code at} where it never was
 * @param url for people; empty where the host gives none
 */
public record Comment(String id, String author, String body, Instant at, Instant edited, String url) {
    /** By time, and within a second by id: ids are numbers that grow. */
    static final Comparator<Comment> OLDEST_FIRST = Comparator.comparing(Comment::at)
            .thenComparing(comment -> comment.id().length())
            .thenComparing(Comment::id);

    public Comment {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(edited, "edited");
        Objects.requireNonNull(url, "url");
    }

    /** Hosts write both times at once, and some of them not to the same millisecond. */
    public boolean wasEdited() {
        return edited.isAfter(at.plusSeconds(1));
    }
}
