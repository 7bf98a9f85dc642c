package io.castellan.git;

import io.castellan.model.Origin;
import io.castellan.model.SourceFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Writes files as a commit that no branch holds. */
final class Snapshot {
    private final Repository git;
    private final Readers readers;
    private final Person person;

    Snapshot(Repository git, Readers readers, Person person) {
        this.git = git;
        this.readers = readers;
        this.person = person;
    }

    SourceFiles take(
            String root,
            String below,
            SourceFiles files,
            Optional<String> head,
            Optional<String> repository,
            Instant at) {
        var prefix = root.isEmpty() ? "" : root + "/";
        var folder = prefix + below;
        try (var inserter = git.newObjectInserter()) {
            var builder = new CommitBuilder();
            builder.setTreeId(tree(inserter, prefix, folder, files, head));
            head.map(ObjectId::fromString).ifPresent(builder::setParentId);
            builder.setAuthor(person.at(at));
            builder.setCommitter(person.at(at));
            builder.setMessage("Files of " + folder + " as on disk, not committed\n");
            var commit = inserter.insert(builder).name();
            inserter.flush();
            var tree = new CommitFiles(readers, commit).tree(folder).map(ObjectId::name);
            return new SourceFiles(
                    files.files(), new Origin(repository, Optional.of(commit), tree, true, Optional.empty()));
        } catch (IOException e) {
            throw GitFailures.writing("a commit of " + folder, e);
        }
    }

    private ObjectId tree(
            ObjectInserter inserter, String prefix, String folder, SourceFiles files, Optional<String> head)
            throws IOException {
        var index = DirCache.newInCore();
        var builder = index.builder();
        if (head.isPresent()) {
            try (var reader = git.newObjectReader();
                    var walk = new RevWalk(reader);
                    var tree = new TreeWalk(reader)) {
                tree.addTree(walk.parseCommit(ObjectId.fromString(head.get())).getTree());
                tree.setRecursive(true);
                while (tree.next()) {
                    if (!tree.getPathString().startsWith(folder + "/")
                            && !tree.getPathString().equals(folder)) {
                        var entry = new DirCacheEntry(tree.getRawPath());
                        entry.setFileMode(tree.getFileMode(0));
                        entry.setObjectId(tree.getObjectId(0));
                        builder.add(entry);
                    }
                }
            }
        }
        for (var file : files.files().entrySet()) {
            var entry = new DirCacheEntry(prefix + file.getKey());
            entry.setFileMode(FileMode.REGULAR_FILE);
            entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, file.getValue()));
            builder.add(entry);
        }
        builder.finish();
        return index.writeTree(inserter);
    }
}
