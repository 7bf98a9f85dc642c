package io.castellan.git;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.git.RecordBranch.Addition;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/** A branch of this repository, and of nowhere else. */
final class LocalAdvance implements Advance {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Repository git;
    private final String ref;
    private final int attempts;

    /** @param attempts how often to try while another process holds the reference's lock file */
    LocalAdvance(Repository git, String ref, int attempts) {
        this.git = git;
        this.ref = ref;
        this.attempts = attempts;
    }

    @Override
    public Optional<String> tip() {
        return tip(git, ref);
    }

    static Optional<String> tip(Repository git, String ref) {
        try {
            return Optional.ofNullable(git.exactRef(ref)).map(Ref::getObjectId).map(ObjectId::name);
        } catch (IOException e) {
            throw GitFailures.reading(ref, e);
        }
    }

    @Override
    public boolean to(Optional<String> expected, ObjectId commit, Addition addition) throws IOException {
        var from = expected.map(ObjectId::fromString).orElse(ObjectId.zeroId());
        for (int attempt = 1; ; attempt++) {
            var update = git.updateRef(ref);
            update.setExpectedOldObjectId(from);
            update.setNewObjectId(commit);
            update.setRefLogIdent(addition.person().at(addition.at()));
            update.setRefLogMessage(addition.message().lines().findFirst().orElse(""), false);
            var result = update.update();
            if (result == RefUpdate.Result.NEW || result == RefUpdate.Result.FAST_FORWARD) {
                return true;
            }
            if (!tip().equals(expected)) {
                return false;
            }
            if (result != RefUpdate.Result.LOCK_FAILURE) {
                throw new IOException("the reference was not moved: " + result);
            }
            requireNoConflict(expected);
            if (attempt >= attempts) {
                throw locked();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void requireNoConflict(Optional<String> expected) throws IOException {
        if (expected.isEmpty()) {
            var others = git.getRefDatabase().getConflictingNames(ref);
            if (!others.isEmpty()) {
                throw new Failure(
                        ExitCode.UNREACHABLE,
                        Problem.error(
                                        GitCodes.BRANCH_NAME,
                                        "the branch " + ref + " cannot exist beside "
                                                + String.join(
                                                        ", ",
                                                        others.stream().sorted().toList()))
                                .withHint("rename the other branch with: git branch -m"));
            }
        }
    }

    private Failure locked() {
        return new Failure(
                ExitCode.UNREACHABLE,
                Problem.error(
                                GitCodes.LOCKED,
                                "another process holds " + ref + " locked, or one was killed while it did")
                        .withHint("if no other process works on the repository, delete " + ref
                                + ".lock in the folder that" + " 'git rev-parse --git-common-dir' names"));
    }

    @Override
    public void refresh() {
        // it is read each time
    }

    @Override
    public boolean keep(ObjectId commit, Addition addition) {
        return false;
    }

    @Override
    public void deliver() {
        // nothing is ever kept
    }

    @Override
    public Patience patience() {
        return new Patience(PATIENCE, new Random());
    }
}
