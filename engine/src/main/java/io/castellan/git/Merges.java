package io.castellan.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Which merges made something of a folder or file themselves. A merge that is the same as one of its parents made nothing only if the
 * others had left the folder alone since they parted from that one; otherwise somebody chose whose work to drop, and the usual simplified
 * history of a path would not show who.
 */
final class Merges {
    private final Repository git;
    private final Readers readers;
    private final String path;

    /** @param path in the repository; empty for the root */
    Merges(Repository git, Readers readers, String path) {
        this.git = git;
        this.readers = readers;
        this.path = path;
    }

    /** Newest first, each with all its parents. */
    List<Commit> between(Optional<String> since, String until) throws IOException {
        try (var lent = readers.lend();
                var walk = new RevWalk(lent.reader())) {
            walk.markStart(walk.parseCommit(ObjectId.fromString(until)));
            if (since.isPresent()) {
                walk.markUninteresting(walk.parseCommit(ObjectId.fromString(since.get())));
            }
            var merges = new ArrayList<Commit>();
            for (var commit : walk) {
                if (commit.getParentCount() > 1 && chose(commit)) {
                    merges.add(FolderHistory.read(commit));
                } else {
                    commit.disposeBody();
                }
            }
            return merges;
        }
    }

    private boolean chose(RevCommit merge) throws IOException {
        var made = content(merge.name());
        var parents = Arrays.stream(merge.getParents()).map(RevCommit::name).toList();
        var taken = new ArrayList<String>();
        var dropped = new ArrayList<String>();
        for (var parent : parents) {
            (content(parent).equals(made) ? taken : dropped).add(parent);
        }
        for (var parent : dropped) {
            if (!isOld(parent, taken)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a parent has only what was there before it parted from one that was taken. */
    private boolean isOld(String parent, List<String> taken) throws IOException {
        var old = content(parent);
        for (var one : taken) {
            var bases = new History(git).mergeBases(parent, one);
            boolean same = !bases.isEmpty();
            for (var base : bases) {
                same &= content(base).equals(old);
            }
            if (same) {
                return true;
            }
        }
        return false;
    }

    private Optional<ObjectId> content(String commit) throws IOException {
        try (var lent = readers.lend();
                var walk = new RevWalk(lent.reader())) {
            var root = walk.parseCommit(ObjectId.fromString(commit)).getTree();
            if (path.isEmpty()) {
                return Optional.of(root.copy());
            }
            try (var found = TreeWalk.forPath(lent.reader(), path, root)) {
                return Optional.ofNullable(found).map(one -> one.getObjectId(0));
            }
        }
    }
}
