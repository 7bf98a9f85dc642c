package io.castellan.git;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import org.eclipse.jgit.errors.MissingObjectException;

/** Tells what JGit could not do in our words. */
final class GitFailures {
    private GitFailures() {}

    static Failure reading(String what, IOException cause) {
        if (cause instanceof MissingObjectException missing) {
            return new Failure(
                    ExitCode.UNREACHABLE,
                    Problem.error(
                                    GitCodes.INCOMPLETE,
                                    "cannot read " + what + ": the repository lacks object "
                                            + missing.getObjectId().name())
                            .withHint("the clone is shallow or partial; fetch the rest with: git fetch --unshallow"),
                    cause);
        }
        return new Failure(
                ExitCode.UNREACHABLE,
                Problem.error(GitCodes.UNREADABLE, "cannot read " + what + ": " + reason(cause))
                        .withHint("check the repository with: git fsck"),
                cause);
    }

    static Failure writing(String what, IOException cause) {
        if (cause instanceof MissingObjectException) {
            return reading("what " + what + " builds on", cause);
        }
        return new Failure(
                ExitCode.UNREACHABLE,
                Problem.error(GitCodes.NOT_WRITTEN, "cannot write " + what + ": " + reason(cause))
                        .withHint("check the rights on the repository and the space on its disk"),
                cause);
    }

    /** The innermost message: JGit wraps the telling one. */
    static String reason(Throwable cause) {
        var deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        var message = deepest.getMessage();
        return message == null ? deepest.getClass().getSimpleName() : message;
    }
}
