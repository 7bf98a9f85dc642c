package io.castellan.git;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.git.RecordBranch.Addition;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/**
 * A branch of another repository. Here stands where it was seen last; it moves by a push that states from where. What could not be
 * pushed may be kept here, on a reference of its own, and counts here as long as it continues what is over there.
 */
final class RemoteAdvance implements Advance {
    /** What servers say when another push came between: try again. Everything else, as a hook's no, is final. */
    private static final List<String> BUSY = List.of(
            "failed to lock",
            "cannot lock ref",
            "failed to update ref",
            "incorrect old value",
            "reference already exists");

    private final RemoteCopy copy;
    private final Repository git;
    private final String name;
    private final String ref;
    private final String tracking;
    private final String kept;

    RemoteAdvance(RemoteCopy copy, Repository git, String name) {
        this.copy = copy;
        this.git = git;
        this.name = name;
        this.ref = RecordBranch.refOf(name);
        this.tracking = RemoteCopy.tracking(name);
        this.kept = "refs/castellan/kept/" + name;
    }

    @Override
    public Optional<String> tip() {
        copy.requireGood(name);
        var there = LocalAdvance.tip(git, tracking);
        return LocalAdvance.tip(git, kept)
                .filter(commit -> parent(commit).equals(there))
                .or(() -> there);
    }

    /** Empty for the first event of a branch that does not exist over there: its parent is a root of its own. */
    private Optional<String> parent(String commit) {
        try (var walk = new RevWalk(git)) {
            var first = walk.parseCommit(
                    walk.parseCommit(ObjectId.fromString(commit)).getParent(0));
            return first.getParentCount() == 0 ? Optional.empty() : Optional.of(first.name());
        } catch (IOException e) {
            throw GitFailures.reading(kept, e);
        }
    }

    @Override
    public boolean to(Optional<String> expected, ObjectId commit, Addition addition) throws IOException {
        return tip().equals(expected) && push(commit);
    }

    private boolean push(ObjectId commit) throws IOException {
        var there = LocalAdvance.tip(git, tracking).map(ObjectId::fromString).orElse(ObjectId.zeroId());
        var update = new RemoteRefUpdate(git, (String) null, commit, ref, false, tracking, there);
        RemoteRefUpdate answer;
        try {
            answer = copy.push(update);
        } catch (Failure lost) {
            return arrived(commit, lost);
        }
        switch (answer.getStatus()) {
            case OK, UP_TO_DATE -> {
                forget();
                return true;
            }
            case REJECTED_REMOTE_CHANGED, REJECTED_NONFASTFORWARD -> {
                copy.fetch();
                return false;
            }
            default -> {
                if (answer.getStatus() != RemoteRefUpdate.Status.REJECTED_OTHER_REASON || !busy(answer)) {
                    throw refused(copy.address(), name, answer);
                }
                copy.fetch();
                return false;
            }
        }
    }

    private static boolean busy(RemoteRefUpdate answer) {
        var said = String.valueOf(answer.getMessage());
        return BUSY.stream().anyMatch(said::contains);
    }

    static Failure refused(RemoteAddress address, String name, RemoteRefUpdate answer) {
        var said = answer.getMessage();
        return new Failure(
                ExitCode.UNREACHABLE,
                Problem.error(
                                GitCodes.PUSH_REFUSED,
                                address + " does not take the push to " + name + ": "
                                        + (said == null || said.isBlank()
                                                ? answer.getStatus().name()
                                                : Wire.plain(said)))
                        .withHint("let who runs Castellan push to " + name
                                + ", without force; see the rules for branches on the host"));
    }

    /** A connection that broke off says nothing of what became of the push: look. */
    private boolean arrived(ObjectId commit, Failure lost) {
        try {
            copy.fetch();
        } catch (Failure stillLost) {
            lost.addSuppressed(stillLost);
            throw lost;
        }
        return LocalAdvance.tip(git, tracking)
                .filter(there -> copy.history().descends(there, commit.name()))
                .isPresent();
    }

    @Override
    public void refresh() {
        copy.fetch();
    }

    @Override
    public boolean keep(ObjectId commit, Addition addition) throws IOException {
        move(kept, commit);
        return true;
    }

    @Override
    public void deliver() {
        var waiting = LocalAdvance.tip(git, kept);
        if (waiting.isEmpty()) {
            return;
        }
        try {
            var commit = ObjectId.fromString(waiting.get());
            var patience = patience();
            do {
                if (!tip().equals(waiting)) {
                    setAside(commit);
                    return;
                }
                if (push(commit)) {
                    copy.tell("pushed what could not be pushed before to " + name);
                    return;
                }
            } while (patience.pause());
            throw new IOException(name + " moves faster than anything can be pushed");
        } catch (IOException e) {
            throw GitFailures.writing(name, e);
        }
    }

    private void setAside(ObjectId commit) throws IOException {
        var there = LocalAdvance.tip(git, tracking);
        if (there.filter(tip -> copy.history().descends(tip, commit.name())).isEmpty()) {
            var aside = "refs/castellan/late/" + commit.name();
            move(aside, commit);
            copy.tell(Problem.warning(
                            GitCodes.KEPT_TOO_LATE,
                            "what was kept here for " + name + " came too late: others added to it meanwhile")
                    .withHint("read it with: git -C " + git.getDirectory() + " show " + aside)
                    .toString());
        }
        forget();
    }

    private void move(String reference, ObjectId commit) throws IOException {
        var update = git.updateRef(reference);
        update.setNewObjectId(commit);
        update.setForceUpdate(true);
        update.disableRefLog();
        var result = update.forceUpdate();
        switch (result) {
            case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> {}
            default -> throw new IOException(reference + " was not moved: " + result);
        }
    }

    private void forget() throws IOException {
        if (git.exactRef(kept) != null) {
            var update = git.updateRef(kept);
            update.setForceUpdate(true);
            var result = update.delete();
            if (result != RefUpdate.Result.FORCED && result != RefUpdate.Result.FAST_FORWARD) {
                throw new IOException(kept + " was not deleted: " + result);
            }
        }
    }

    @Override
    public Patience patience() {
        return copy.patience();
    }
}
