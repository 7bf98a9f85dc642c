package io.castellan.git;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * A branch of its own history that only grows: each commit adds files and may name a commit of another history as its second
 * parent, which is then never collected. No work tree and no index is involved.
 */
public final class RecordBranch {
    private static final int ATTEMPTS = 60;
    private static final int MAX_BYTES = 512 * 1024 * 1024;
    private static final int LARGE_BYTES = 1024 * 1024;

    private final Repository git;
    private final String ref;
    private final Advance advance;
    private final Optional<CommitSigner> signer;
    private final Readers readers; // what they hold need not be closed

    RecordBranch(Repository git, String name) {
        this(git, name, ATTEMPTS);
    }

    /** @param attempts how often to try while another process holds the reference's lock file */
    RecordBranch(Repository git, String name, int attempts) {
        this(git, name, new LocalAdvance(git, refOf(name), attempts));
    }

    RecordBranch(Repository git, String name, Advance advance) {
        this(git, refOf(name), advance, Optional.empty());
    }

    private RecordBranch(Repository git, String ref, Advance advance, Optional<CommitSigner> signer) {
        this.git = git;
        this.ref = ref;
        this.advance = advance;
        this.signer = signer;
        this.readers = new Readers(git);
    }

    /** The same branch, to which only signed commits are added: a commit that cannot be signed is not made. */
    public RecordBranch signedBy(CommitSigner key) {
        return new RecordBranch(git, ref, advance, Optional.of(key));
    }

    /** @throws Failure INPUT if no branch can have that name */
    static String refOf(String name) {
        var ref = Constants.R_HEADS + name;
        if (name.startsWith("-") || !Repository.isValidRefName(ref)) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(GitCodes.BRANCH_NAME, "'" + Wire.plain(name) + "' cannot be the name of a branch"));
        }
        return ref;
    }

    /**
     * What one commit adds.
     *
     * @param files content by path; none may exist yet
     * @param secondParent a commit that must stay as long as this one
     * @param message subject line, empty line, text
     * @param beginning the message of the root commit, where this is the first
     */
    public record Addition(
            Map<String, byte[]> files,
            Optional<String> secondParent,
            String message,
            String beginning,
            Person person,
            Instant at) {
        public Addition {
            files = Map.copyOf(files);
            Objects.requireNonNull(secondParent, "secondParent");
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(beginning, "beginning");
            Objects.requireNonNull(person, "person");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * A commit of the branch as it is, whether it only adds or not.
     *
     * @param parents full ids; the first is the commit before it
     * @param added ids of blobs by the path that the commit before it did not have
     * @param altered paths of what else differs: changed, removed, or no file
     * @param at by the clock of whoever made it
     */
    public record Link(
            String commit, List<String> parents, Map<String, String> added, List<String> altered, Instant at) {
        public Link {
            Objects.requireNonNull(commit, "commit");
            parents = List.copyOf(parents);
            added = Collections.unmodifiableMap(new TreeMap<>(added));
            altered = List.copyOf(altered);
            Objects.requireNonNull(at, "at");
        }
    }

    /** Every commit that the branch stood at, the oldest first. */
    public List<Link> links(String tip) {
        return new RecordLinks(git, ref).to(tip);
    }

    /** The newest commit; empty where the branch does not exist yet. */
    public Optional<String> tip() {
        return advance.tip();
    }

    /** Whether the branch, now at the tip, ever stood at this commit, which need not exist. */
    public boolean stoodAt(String tip, String commit) {
        return new History(git).onFirstParents(tip, commit);
    }

    /** The blobs of a commit: ids by path, ordered. */
    public Map<String, String> blobs(String commit) {
        try (var reader = git.newObjectReader();
                var walk = new RevWalk(reader);
                var tree = new TreeWalk(reader)) {
            tree.addTree(walk.parseCommit(ObjectId.fromString(commit)).getTree());
            tree.setRecursive(true);
            var blobs = new TreeMap<String, String>();
            while (tree.next()) {
                blobs.put(tree.getPathString(), tree.getObjectId(0).name());
            }
            return blobs;
        } catch (IOException e) {
            throw GitFailures.reading(ref, e);
        }
    }

    /** The commits that the branch stood at, the oldest first; the first one is its beginning, which adds nothing. */
    public List<String> line(String tip) {
        try (var walk = new RevWalk(git)) {
            var line = new ArrayList<String>();
            var at = walk.parseCommit(ObjectId.fromString(tip));
            line.add(at.name());
            while (at.getParentCount() > 0) {
                at = walk.parseCommit(at.getParent(0));
                line.add(at.name());
            }
            Collections.reverse(line);
            return line;
        } catch (IOException e) {
            throw GitFailures.reading(ref, e);
        }
    }

    /** The blob that a commit has at a path; empty where it has none. */
    public Optional<String> blob(String commit, String path) {
        try (var walk = new RevWalk(git);
                var tree = TreeWalk.forPath(
                        git, path, walk.parseCommit(ObjectId.fromString(commit)).getTree())) {
            return Optional.ofNullable(tree).map(found -> found.getObjectId(0).name());
        } catch (IOException e) {
            throw GitFailures.reading(ref, e);
        }
    }

    /** How many bytes a blob has, without reading them. */
    public long size(String blob) {
        try (var reader = git.newObjectReader()) {
            return reader.getObjectSize(ObjectId.fromString(blob), Constants.OBJ_BLOB);
        } catch (IOException e) {
            throw GitFailures.reading(ref, e);
        }
    }

    /** The content of several blobs, in the same order; not to be altered. */
    public List<byte[]> read(List<String> blobs) {
        try (var lent = readers.lend()) {
            var contents = new ArrayList<byte[]>(blobs.size());
            for (var blob : blobs) {
                contents.add(content(lent.reader().open(ObjectId.fromString(blob), Constants.OBJ_BLOB), blob));
            }
            return contents;
        } catch (IOException e) {
            throw GitFailures.reading(ref, e);
        }
    }

    /**
     * Reads one blob from its beginning to its end. Where it lies in a file of its own, it is never in memory as a whole; what is
     * packed may be a difference to another blob, and is put together first.
     */
    public <T> T read(String blob, Function<InputStream, T> reader) {
        try (var objects = git.newObjectReader()) {
            if (isLoose(blob)) {
                objects.setStreamFileThreshold(LARGE_BYTES);
            }
            var loader = objects.open(ObjectId.fromString(blob), Constants.OBJ_BLOB);
            requireReadable(loader, blob);
            try (var content = loader.openStream()) {
                return reader.apply(content);
            }
        } catch (UncheckedIOException e) {
            throw GitFailures.reading(ref, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw GitFailures.reading(ref, e);
        }
    }

    private boolean isLoose(String blob) {
        return Files.exists(git.getCommonDirectory()
                .toPath()
                .resolve("objects")
                .resolve(blob.substring(0, 2))
                .resolve(blob.substring(2)));
    }

    /** JGit refuses files of more than 50 MiB unless told how large they may be; plans of tens of thousands of changes are. */
    private static byte[] content(ObjectLoader loader, String blob) throws IOException {
        requireReadable(loader, blob);
        return loader.getCachedBytes(MAX_BYTES); // nobody else has it, so no copy is needed
    }

    private static void requireReadable(ObjectLoader loader, String blob) throws IOException {
        if (loader.getSize() > MAX_BYTES) {
            throw new IOException(
                    "blob " + blob + " has " + loader.getSize() + " bytes, at most " + MAX_BYTES + " are read");
        }
    }

    /**
     * Adds a commit if the branch is still where the caller saw it. When this returns a commit, it and everything it needs is on the
     * disk. When this fails or the process dies, the branch is as before or has the whole commit.
     *
     * @param expected the tip that the addition is based on; empty for a branch that does not exist
     * @return the new tip; empty where the branch is elsewhere by now
     */
    public Optional<String> append(Optional<String> expected, Addition addition) {
        requireDurable();
        try (var inserter = git.newObjectInserter()) {
            var commit = insert(inserter, expected, addition);
            inserter.flush();
            return advance.to(expected, commit, addition) ? Optional.of(commit.name()) : Optional.empty();
        } catch (IOException e) {
            throw GitFailures.writing(ref, e);
        }
    }

    /**
     * Keeps with this clone what could not be added, so that it counts here and {@link #deliver} can add it later.
     *
     * @return false where the branch is of this clone alone, so that keeping is no help
     */
    public boolean keep(Optional<String> expected, Addition addition) {
        requireDurable();
        try (var inserter = git.newObjectInserter()) {
            var commit = insert(inserter, expected, addition);
            inserter.flush();
            return advance.keep(commit, addition);
        } catch (IOException e) {
            throw GitFailures.writing(ref, e);
        }
    }

    /** Adds what was kept, if it still continues the branch; what came too late is told, and left aside. */
    public void deliver() {
        requireDurable();
        advance.deliver();
    }

    /** Looks where the branch is now; nothing to do for a branch of this clone alone. */
    public void refresh() {
        advance.refresh();
    }

    /** For adding one thing, however often another is faster. */
    public Patience patience() {
        return advance.patience();
    }

    /** For this process only: JGit leaves it to the system when an object reaches the disk, unless told otherwise. */
    private void requireDurable() {
        git.getConfig().setBoolean("core", null, "fsyncObjectFiles", true);
        git.getConfig().setBoolean("core", null, "fsyncRefFiles", true);
    }

    private ObjectId insert(ObjectInserter inserter, Optional<String> expected, Addition addition) throws IOException {
        var commit = new CommitBuilder();
        commit.addParentId(expected.isPresent() ? ObjectId.fromString(expected.get()) : beginning(inserter, addition));
        if (addition.secondParent().isPresent()) {
            commit.addParentId(existing(addition.secondParent().get()));
        }
        commit.setTreeId(tree(inserter, expected, addition.files()));
        commit.setAuthor(addition.person().at(addition.at()));
        commit.setCommitter(addition.person().at(addition.at()));
        commit.setMessage(addition.message());
        return SignedObjects.insert(inserter, commit, signer);
    }

    /** A root of its own: without it the second parent of the first commit would be its first. */
    private ObjectId beginning(ObjectInserter inserter, Addition addition) throws IOException {
        var root = new CommitBuilder();
        root.setTreeId(DirCache.newInCore().writeTree(inserter));
        root.setAuthor(addition.person().at(addition.at()));
        root.setCommitter(addition.person().at(addition.at()));
        root.setMessage(addition.beginning());
        return SignedObjects.insert(inserter, root, signer);
    }

    private ObjectId existing(String commit) throws IOException {
        try (var walk = new RevWalk(git)) {
            return walk.parseCommit(ObjectId.fromString(commit)).copy();
        }
    }

    private ObjectId tree(ObjectInserter inserter, Optional<String> expected, Map<String, byte[]> files)
            throws IOException {
        var index = DirCache.newInCore();
        var builder = index.builder();
        if (expected.isPresent()) {
            try (var reader = git.newObjectReader();
                    var walk = new RevWalk(reader)) {
                var old = walk.parseCommit(ObjectId.fromString(expected.get())).getTree();
                builder.addTree(new byte[0], 0, reader, old);
            }
        }
        for (var file : new TreeMap<>(files).entrySet()) {
            var entry = new DirCacheEntry(file.getKey());
            entry.setFileMode(FileMode.REGULAR_FILE);
            entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, file.getValue()));
            builder.add(entry);
        }
        builder.finish(); // throws IllegalStateException for a path that exists
        return index.writeTree(inserter);
    }
}
