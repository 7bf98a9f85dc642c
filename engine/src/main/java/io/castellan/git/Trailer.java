package io.castellan.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.FooterLine;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * A line {@code Key: value} at the end of a commit's message.
 *
 * @param commit full id
 */
public record Trailer(String commit, String value) {
    public Trailer {
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(value, "value");
    }

    /** Those of one key in a commit and all that came before it, newest first. */
    public static List<Trailer> upTo(GitRepository repository, String tip, String key) {
        try (var walk = new RevWalk(repository.jgit())) {
            walk.markStart(walk.parseCommit(ObjectId.fromString(tip)));
            var trailers = new ArrayList<Trailer>();
            for (var commit : walk) {
                var message = commit.getFullMessage();
                if (message.contains(key)) {
                    FooterLine.fromMessage(message).stream()
                            .filter(line -> line.getKey().equalsIgnoreCase(key))
                            .forEach(line -> trailers.add(new Trailer(commit.name(), line.getValue())));
                }
                commit.disposeBody();
            }
            return trailers;
        } catch (IOException e) {
            throw GitFailures.reading("the history of " + tip, e);
        }
    }
}
