package io.castellan.git;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** What people write for a commit. */
record Revisions(Repository git) {
    /** The full id of the commit that a revision names. */
    String resolve(String revision) {
        try (var walk = new RevWalk(git)) {
            var id = git.resolve(revision);
            if (id == null) {
                throw unknown(revision);
            }
            return walk.parseCommit(id).name();
        } catch (AmbiguousObjectException e) {
            throw input(
                    Problem.error(
                                    GitCodes.AMBIGUOUS_REVISION,
                                    "'" + revision + "' is the beginning of several ids: "
                                            + String.join(
                                                    ", ",
                                                    e.getCandidates().stream()
                                                            .map(ObjectId::name)
                                                            .sorted()
                                                            .toList()))
                            .withHint("write more digits"),
                    e);
        } catch (IncorrectObjectTypeException e) {
            throw input(
                    Problem.error(GitCodes.NOT_A_COMMIT, "'" + revision + "' does not name a commit")
                            .withHint("name a branch, a tag or a commit id"),
                    e);
        } catch (RevisionSyntaxException e) {
            throw input(unknown(revision).problems().get(0), e);
        } catch (MissingObjectException e) {
            throw input(unknown(revision).problems().get(0), e);
        } catch (IOException e) {
            throw GitFailures.reading("revision '" + revision + "'", e);
        }
    }

    private Failure unknown(String revision) {
        boolean unborn = revision.equals(Constants.HEAD);
        var problem = unborn
                ? Problem.error(GitCodes.NO_COMMIT_YET, "the repository has no commit yet")
                        .withHint("commit the state files first")
                : Problem.error(
                                GitCodes.NO_SUCH_REVISION,
                                "no commit '" + revision + "' here"
                                        + (isShallow() ? "; the clone is shallow, so older commits are missing" : ""))
                        .withHint(
                                isShallow()
                                        ? "fetch the rest with: git fetch --unshallow"
                                        : "name a branch, a tag or a commit id; fetch it first if it is new");
        return new Failure(ExitCode.INPUT, problem);
    }

    private static Failure input(Problem problem, Exception cause) {
        return new Failure(ExitCode.INPUT, problem, cause);
    }

    /** Whether history was cut off, which may be why something is not here. */
    boolean isShallow() {
        try {
            return !git.getObjectDatabase().getShallowCommits().isEmpty();
        } catch (IOException e) {
            throw GitFailures.reading("the list of shallow commits", e);
        }
    }
}
