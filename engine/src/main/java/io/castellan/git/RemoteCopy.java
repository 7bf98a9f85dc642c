package io.castellan.git;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/**
 * What another repository has, in a bare repository of our own in the user's cache. Several processes may work on one copy. It only
 * ever follows: a branch that was rewritten over there is refused, never taken over. Not thread-safe.
 */
public final class RemoteCopy implements AutoCloseable {
    private static final String TRACKING = Constants.R_REMOTES + "origin/";

    private final RemoteAddress address;
    private final RemoteSettings settings;
    private final List<String> branches = new ArrayList<>();
    private final Repository git;
    private final GitRepository repository;
    private final Wire wire;
    private final Map<String, Problem> bad = new HashMap<>();

    private RemoteCopy(RemoteAddress address, List<String> branches, RemoteSettings settings, Repository git) {
        this.address = address;
        this.branches.addAll(branches);
        this.settings = settings;
        this.git = git;
        this.repository = new GitRepository(git);
        this.wire = new Wire(git, address, settings);
    }

    /**
     * Opens the copy, or begins one. Nothing is fetched yet.
     *
     * @param caches the folder of all copies; made if it does not exist
     * @param branches which branches to follow; a name may end in {@code /*}, and only others must exist over there
     */
    public static RemoteCopy open(Path caches, RemoteAddress address, List<String> branches, RemoteSettings settings) {
        branches.forEach(RemoteCopy::requireName);
        return new RemoteCopy(address, branches, settings, CopyFolder.open(caches, address));
    }

    private static void requireName(String branches) {
        RecordBranch.refOf(branches.replaceFirst("/\\*$", "/x"));
    }

    /**
     * Follows more, and looks what that is now, unless it is followed already.
     *
     * @param more as for {@link #open}
     * @throws Failure as {@link #fetch}
     */
    public void follow(String more) {
        if (!branches.contains(more)) {
            requireName(more);
            fetch(List.of(more));
            branches.add(more);
        }
    }

    /** For reading commits; knows the other repository as {@code origin}. */
    public GitRepository repository() {
        return repository;
    }

    RemoteAddress address() {
        return address;
    }

    /**
     * Looks what the branches are now.
     *
     * @throws Failure UNREACHABLE if that cannot be known in time; INPUT if a branch is not there
     */
    public void fetch() {
        fetch(branches);
    }

    private void fetch(List<String> followed) {
        var patience = patience();
        var specs = followed.stream()
                .map(name -> new RefSpec(Constants.R_HEADS + name + ":" + tracking(name)))
                .toList();
        boolean locked;
        do {
            locked = fetch(followed, specs, patience);
        } while (locked && patience.pause());
        if (locked) {
            throw new Failure(
                    ExitCode.UNREACHABLE,
                    Problem.error(GitCodes.LOCKED, "another process holds a branch locked in " + git.getDirectory())
                            .withHint("if none does, delete the files that end in .lock there"));
        }
        tidy();
    }

    /** @return whether another process was in the way */
    private boolean fetch(List<String> followed, List<RefSpec> specs, Patience patience) {
        bad.keySet().removeIf(name -> followed.stream().anyMatch(one -> follows(one, name)));
        var before = trackedNow(followed);
        var result = transfer(specs, patience);
        boolean locked = false;
        for (var update : result.getTrackingRefUpdates()) {
            var name = update.getRemoteName().substring(Constants.R_HEADS.length());
            switch (update.getResult()) {
                case REJECTED -> bad.put(name, rewritten(name));
                case LOCK_FAILURE -> locked = true;
                case NEW, FAST_FORWARD, NO_CHANGE -> {}
                default ->
                    throw new Failure(
                            ExitCode.UNREACHABLE,
                            Problem.error(
                                    GitCodes.NOT_WRITTEN,
                                    "cannot keep " + name + " in " + git.getDirectory() + ": " + update.getResult()));
            }
        }
        for (var name : before) {
            if (result.getAdvertisedRef(Constants.R_HEADS + name) == null) {
                bad.put(name, gone(name));
            }
        }
        return locked;
    }

    /** JGit says in a sentence only that a branch is not there. */
    private FetchResult transfer(List<RefSpec> specs, Patience patience) {
        try {
            return wire.fetch(specs, patience);
        } catch (Failure failure) {
            var said = String.valueOf(failure.getMessage());
            for (var name : branches) {
                if (said.contains("does not have " + Constants.R_HEADS + name + " ")) {
                    if (trackedNow(branches).contains(name)) {
                        throw new Failure(ExitCode.REFUSED, gone(name));
                    }
                    throw noSuch(name);
                }
            }
            throw failure;
        }
    }

    private Set<String> trackedNow(List<String> among) {
        try {
            var names = new HashSet<String>();
            for (var ref : git.getRefDatabase().getRefsByPrefix(TRACKING)) {
                var name = ref.getName().substring(TRACKING.length());
                if (among.stream().anyMatch(followed -> follows(followed, name))) {
                    names.add(name);
                }
            }
            return names;
        } catch (IOException e) {
            throw GitFailures.reading(git.getDirectory().toString(), e);
        }
    }

    private static boolean follows(String followed, String name) {
        return followed.endsWith("/*")
                ? name.startsWith(followed.substring(0, followed.length() - 1))
                : name.equals(followed);
    }

    private Problem rewritten(String name) {
        return Problem.error(
                        GitCodes.REWRITTEN,
                        "the branch " + name + " of " + address
                                + " was rewritten: what it was before is no longer part of it")
                .withHint("find out who did it and why; if it is meant to be so, delete " + git.getDirectory()
                        + " and run the command again");
    }

    private Problem gone(String name) {
        return Problem.error(GitCodes.REWRITTEN, "the branch " + name + " of " + address + " was deleted")
                .withHint("push it again from " + git.getDirectory() + ", where it is " + tracking(name)
                        + "; if it is meant to be gone, delete that folder");
    }

    /** @throws Failure REFUSED if the branch is not what it was, and more */
    void requireGood(String name) {
        var problem = bad.get(name);
        if (problem != null) {
            throw new Failure(ExitCode.REFUSED, problem);
        }
    }

    /**
     * A branch as it was fetched last.
     *
     * @throws Failure REFUSED if it was rewritten or deleted over there, or its history is cut off
     */
    public ProtectedBranch branch(String name) {
        requireGood(name);
        var tip = LocalAdvance.tip(git, tracking(name)).orElseThrow(() -> noSuch(name));
        var marker = "refs/castellan/complete/" + name;
        var checked = LocalAdvance.tip(git, marker);
        if (checked.filter(tip::equals).isEmpty()) {
            if (!history().isComplete(tip, checked)) {
                set(tracking(name), ObjectId.zeroId()); // or what is missing would never be asked for again
                throw new Failure(
                        ExitCode.REFUSED,
                        Problem.error(
                                        GitCodes.INCOMPLETE,
                                        "the history of " + name + " in " + address
                                                + " is cut off: that repository is shallow")
                                .withHint(
                                        "name the repository that it was cloned from, or run there: git fetch --unshallow"));
            }
            set(marker, ObjectId.fromString(tip));
        }
        return new ProtectedBranch(name, tip, history());
    }

    private Failure noSuch(String name) {
        return new Failure(
                ExitCode.INPUT,
                Problem.error(GitCodes.NO_SUCH_BRANCH, "there is no branch " + name + " in " + address)
                        .withHint("see what there is with: git ls-remote --heads " + address));
    }

    private void set(String ref, ObjectId to) {
        try {
            var update = git.updateRef(ref);
            update.setForceUpdate(true);
            update.disableRefLog();
            update.setNewObjectId(to);
            var result = to.equals(ObjectId.zeroId()) ? update.delete() : update.forceUpdate();
            if (result == RefUpdate.Result.LOCK_FAILURE || result == RefUpdate.Result.IO_FAILURE) {
                throw new IOException(ref + " was not moved: " + result);
            }
        } catch (IOException e) {
            throw GitFailures.writing(ref, e);
        }
    }

    /** The branches that were ever seen over there and begin with this, without it; ordered. */
    public List<String> branches(String prefix) {
        return trackedNow(branches).stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .sorted()
                .toList();
    }

    /** A branch over there that only grows. */
    public RecordBranch records(String name) {
        return new RecordBranch(git, name, new RemoteAdvance(this, git, name));
    }

    RemoteRefUpdate push(RemoteRefUpdate update) {
        return wire.push(update, patience());
    }

    /**
     * Begins a push and sends nothing.
     *
     * @throws Failure UNREACHABLE where whoever we are may push nothing there
     */
    public void knock() {
        wire.knock(patience());
    }

    /** What the other repository denies whoever pushes; empty where it is not on a disk of this machine, and tells nobody. */
    public Optional<Denials> denials() {
        return wire.denials();
    }

    History history() {
        return new History(git);
    }

    Patience patience() {
        return new Patience(settings.patience(), settings.random());
    }

    void tell(String line) {
        settings.progress().accept(line);
    }

    static String tracking(String branch) {
        return TRACKING + branch;
    }

    /** Each fetch leaves a pack; now and then they become one. */
    private void tidy() {
        git.autoGC(NullProgressMonitor.INSTANCE);
    }

    @Override
    public void close() {
        repository.close();
    }
}
