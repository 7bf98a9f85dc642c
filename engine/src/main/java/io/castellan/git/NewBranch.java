package io.castellan.git;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor.DeletePath;
import org.eclipse.jgit.dircache.DirCacheEditor.PathEdit;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.InvalidPathException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;

/**
 * Offers changes as a branch of their own: a commit on top of another one. No work tree and no index is involved, no hook of this
 * clone runs, and no branch that exists is ever moved.
 */
public final class NewBranch {
    private final String name;
    private final String ref;

    /** @throws Failure INPUT if no branch can have that name */
    public NewBranch(String name) {
        this.name = name;
        this.ref = RecordBranch.refOf(name);
    }

    public String name() {
        return name;
    }

    /**
     * Makes a commit that no branch holds yet.
     *
     * @param signer empty for a commit that is not signed
     * @return its full id
     */
    public static String commit(GitRepository repository, NewCommit commit, Optional<CommitSigner> signer) {
        var git = repository.jgit();
        try (var inserter = git.newObjectInserter()) {
            var builder = new CommitBuilder();
            builder.setParentId(ObjectId.fromString(commit.parent()));
            builder.setTreeId(tree(git, inserter, commit));
            builder.setAuthor(commit.person().at(commit.at()));
            builder.setCommitter(commit.person().at(commit.at()));
            builder.setMessage(commit.message());
            var id = SignedObjects.insert(inserter, builder, signer).name();
            inserter.flush();
            return id;
        } catch (InvalidPathException e) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                            GitCodes.NOT_A_FILE,
                            "no commit can have that file: " + Wire.plain(String.valueOf(e.getMessage()))),
                    e);
        } catch (IOException e) {
            throw GitFailures.writing("a commit", e);
        }
    }

    private static ObjectId tree(Repository git, ObjectInserter inserter, NewCommit commit) throws IOException {
        try (var reader = git.newObjectReader();
                var walk = new RevWalk(reader)) {
            var index = DirCache.read(
                    reader,
                    walk.parseCommit(ObjectId.fromString(commit.parent())).getTree());
            var editor = index.editor();
            for (var file : commit.files().entrySet()) {
                editor.add(edit(file, inserter));
            }
            editor.finish();
            return index.writeTree(inserter);
        }
    }

    private static PathEdit edit(Map.Entry<String, Optional<byte[]>> file, ObjectInserter inserter) throws IOException {
        if (file.getValue().isEmpty()) {
            return new DeletePath(file.getKey());
        }
        var blob = inserter.insert(Constants.OBJ_BLOB, file.getValue().get());
        return new PathEdit(file.getKey()) {
            @Override
            public void apply(DirCacheEntry entry) {
                if (!FileMode.EXECUTABLE_FILE.equals(entry.getRawMode())) {
                    entry.setFileMode(FileMode.REGULAR_FILE);
                }
                entry.setObjectId(blob);
            }
        };
    }

    /** @throws Failure INPUT if the repository has a branch of that name */
    public void requireNew(GitRepository repository) {
        if (LocalAdvance.tip(repository.jgit(), ref).isPresent()) {
            throw exists("here");
        }
    }

    private Failure exists(String where) {
        return new Failure(
                ExitCode.INPUT,
                Problem.error(GitCodes.BRANCH_EXISTS, "there is a branch " + name + " " + where + " already")
                        .withHint("name another one with --branch, or delete that one"));
    }

    /**
     * Begins the branch in a repository, at a commit that this or another repository on this machine has.
     *
     * @throws Failure INPUT if it exists
     */
    public void begin(GitRepository repository, GitRepository having, String commit) {
        requireNew(repository);
        var git = repository.jgit();
        try {
            if (!repository.equals(having)) {
                bring(git, having.jgit(), commit);
            }
            var update = git.updateRef(ref);
            update.setExpectedOldObjectId(ObjectId.zeroId());
            update.setNewObjectId(ObjectId.fromString(commit));
            update.setRefLogMessage("castellan: begin", false);
            var result = update.update();
            if (result != RefUpdate.Result.NEW) {
                throw new IOException("the reference was not made: " + result);
            }
        } catch (IOException e) {
            throw GitFailures.writing(ref, e);
        }
    }

    /** Brings a commit, and what it needs, from another repository on this machine. */
    private static void bring(Repository to, Repository from, String commit) throws IOException {
        var handed = "refs/castellan/handed/" + commit;
        set(from, handed, ObjectId.fromString(commit));
        try (var transport = Transport.open(to, new URIish(from.getDirectory().getAbsolutePath()))) {
            transport.setTagOpt(TagOpt.NO_TAGS);
            transport.fetch(NullProgressMonitor.INSTANCE, List.of(new RefSpec(handed + ":" + handed)));
        } catch (TransportException | NotSupportedException | URISyntaxException e) {
            throw new IOException(GitFailures.reason(e), e);
        } finally {
            set(from, handed, ObjectId.zeroId());
            set(to, handed, ObjectId.zeroId());
        }
    }

    private static void set(Repository git, String ref, ObjectId to) throws IOException {
        var update = git.updateRef(ref);
        update.setForceUpdate(true);
        update.disableRefLog();
        update.setNewObjectId(to);
        if (to.equals(ObjectId.zeroId())) {
            update.delete();
        } else {
            update.forceUpdate();
        }
    }

    /**
     * Begins the branch in the repository that a copy follows.
     *
     * @param commit in the copy
     * @throws Failure INPUT if it exists over there; UNREACHABLE if it does not answer or does not take it
     */
    public void push(RemoteCopy copy, String commit) {
        push(copy::push, copy.repository().jgit(), copy.address(), commit);
    }

    /**
     * Begins the branch in the repository that this one was cloned from.
     *
     * @throws Failure INPUT if it exists over there, or there is no such repository; UNREACHABLE as above
     */
    public void push(GitRepository repository, RemoteSettings settings, String commit) {
        var git = repository.jgit();
        var address = Remote.toPush(git.getConfig(), repository.branch())
                .map(RemoteAddress::parse)
                .orElseThrow(() -> new Failure(
                        ExitCode.INPUT,
                        Problem.error(GitCodes.NO_REMOTE, "this repository has no remote to push to")
                                .withHint("add one with: git remote add origin ADDRESS")));
        var patience = new Patience(settings.patience(), settings.random());
        push(update -> new Wire(git, address, settings).push(update, patience), git, address, commit);
    }

    private interface Push {
        RemoteRefUpdate send(RemoteRefUpdate update);
    }

    private void push(Push push, Repository git, RemoteAddress address, String commit) {
        try {
            var update = new RemoteRefUpdate(
                    git, (String) null, ObjectId.fromString(commit), ref, false, null, ObjectId.zeroId());
            var answer = push.send(update);
            switch (answer.getStatus()) {
                case OK, UP_TO_DATE -> {}
                case REJECTED_REMOTE_CHANGED, REJECTED_NONFASTFORWARD -> throw exists("in " + address);
                default -> throw RemoteAdvance.refused(address, name, answer);
            }
        } catch (IOException e) {
            throw GitFailures.writing(ref, e);
        }
    }
}
