package io.castellan.git;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A commit of a folder's history.
 *
 * @param id full
 * @param parents the commits before it in which the folder was otherwise; none where it begins
 * @param author as the text says: proved by nothing
 * @param committer as the text says
 * @param coAuthors of the trailers {@code Co-authored-by}, as the text says
 * @param at when it was committed, by the committer's clock
 * @param subject the first line of the message
 */
public record Commit(
        String id,
        List<String> parents,
        Person author,
        Person committer,
        List<Person> coAuthors,
        Instant at,
        String subject) {
    public Commit {
        Objects.requireNonNull(id, "id");
        parents = List.copyOf(parents);
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(committer, "committer");
        coAuthors = List.copyOf(coAuthors);
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(subject, "subject");
    }
}
