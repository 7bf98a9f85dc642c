package io.castellan.git;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.blame.BlameGenerator;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Which commit last wrote a line. */
final class LineHistory {
    private final Repository git;

    LineHistory(Repository git) {
        this.git = git;
    }

    Optional<Commit> lastWrote(String commit, String path, int line) {
        try (var blame = new BlameGenerator(git, path);
                var walk = new RevWalk(git)) {
            blame.push(null, ObjectId.fromString(commit));
            while (blame.next()) {
                if (blame.getResultStart() < line && line <= blame.getResultEnd()) {
                    RevCommit source = walk.parseCommit(blame.getSourceCommit());
                    return Optional.of(FolderHistory.read(source));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw GitFailures.reading("the history of " + path, e);
        }
    }
}
