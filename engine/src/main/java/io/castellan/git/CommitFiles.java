package io.castellan.git;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Origin;
import io.castellan.model.SourceFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Reads folders and files as one commit holds them. */
final class CommitFiles {
    private final Readers readers;
    private final String commit;

    CommitFiles(Readers readers, String commit) {
        this.readers = readers;
        this.commit = commit;
    }

    Optional<ObjectId> tree(String folder) {
        try (var lent = readers.lend()) {
            return tree(lent.reader(), folder);
        } catch (IOException e) {
            throw GitFailures.reading(shown(folder), e);
        }
    }

    /** The same by a reader that goes on. */
    Optional<ObjectId> tree(ObjectReader reader, String folder) throws IOException {
        try (var walk = new RevWalk(reader)) {
            var root = walk.parseCommit(ObjectId.fromString(commit)).getTree();
            if (folder.isEmpty()) {
                return Optional.of(root.copy());
            }
            try (var found = TreeWalk.forPath(reader, folder, root)) {
                return found == null || !FileMode.TREE.equals(found.getRawMode(0))
                        ? Optional.empty()
                        : Optional.of(found.getObjectId(0));
            }
        }
    }

    /** Of whatever there is. */
    Optional<ObjectId> id(String path) {
        try (var lent = readers.lend();
                var walk = new RevWalk(lent.reader())) {
            var root = walk.parseCommit(ObjectId.fromString(commit)).getTree();
            try (var found = TreeWalk.forPath(lent.reader(), path, root)) {
                return Optional.ofNullable(found).map(one -> one.getObjectId(0));
            }
        } catch (IOException e) {
            throw GitFailures.reading(shown(path), e);
        }
    }

    List<String> folders(String folder) {
        try (var lent = readers.lend();
                var walk = new TreeWalk(lent.reader())) {
            var tree = tree(lent.reader(), folder);
            var names = new ArrayList<String>();
            if (tree.isPresent()) {
                walk.addTree(tree.get());
                while (walk.next()) {
                    if (walk.isSubtree()) {
                        names.add(walk.getNameString());
                    }
                }
            }
            return names.stream().sorted().toList();
        } catch (IOException e) {
            throw GitFailures.reading(shown(folder), e);
        }
    }

    /** @param only paths below the folder, of which those that are there are looked at and nothing else; empty for all */
    SourceFiles read(
            String root,
            String folder,
            Optional<Set<String>> only,
            Predicate<String> wanted,
            Optional<String> repository,
            Contents known) {
        var path = root.isEmpty() ? folder : root + "/" + folder;
        try (var lent = readers.lend();
                var walk = new TreeWalk(lent.reader())) {
            var tree = tree(lent.reader(), path)
                    .orElseThrow(() -> new Failure(
                            ExitCode.INPUT,
                            Problem.error(GitCodes.NO_SUCH_FOLDER, "no folder " + path + " in commit " + abbreviated())
                                    .withHint("see what there is with: git ls-tree " + abbreviated() + " " + root)));
            walk.addTree(tree);
            walk.setRecursive(true);
            only.ifPresent(paths -> walk.setFilter(filter(paths)));
            var files = new Collected(known);
            while (walk.next()) {
                files.take(folder + "/" + walk.getPathString(), walk, lent.reader(), wanted);
            }
            return new SourceFiles(
                    files.complete(),
                    new Origin(repository, Optional.of(commit), Optional.of(tree.name()), false, Optional.empty()));
        } catch (IOException e) {
            throw GitFailures.reading(shown(path), e);
        }
    }

    /** What has such a path, or is below one. */
    private static TreeFilter filter(Set<String> paths) {
        return paths.isEmpty() ? TreeFilter.ALL.negate() : PathFilterGroup.createFromStrings(paths);
    }

    Optional<byte[]> file(String path) {
        try (var lent = readers.lend();
                var commits = new RevWalk(lent.reader());
                var found = TreeWalk.forPath(
                        lent.reader(),
                        path,
                        commits.parseCommit(ObjectId.fromString(commit)).getTree())) {
            if (found == null) {
                return Optional.empty();
            }
            var file = new Collected(new Contents());
            if (found.isSubtree()) {
                file.problems.add(Problem.error(GitCodes.NOT_A_FILE, Place.whole(path), "is a folder, not a file")
                        .withHint("give the folder another name"));
            } else {
                file.take(path, found, lent.reader(), any -> true);
            }
            return Optional.ofNullable(file.complete().get(path));
        } catch (IOException e) {
            throw GitFailures.reading(shown(path), e);
        }
    }

    private String shown(String folder) {
        return (folder.isEmpty() ? "the root" : folder) + " of commit " + abbreviated();
    }

    private String abbreviated() {
        return commit.substring(0, Math.min(12, commit.length()));
    }

    /** Files within the limits, and all that is refused. */
    private static final class Collected {
        private final TreeMap<String, byte[]> files = new TreeMap<>();
        private final Problems problems = new Problems();
        private final Contents known;
        private long total;

        Collected(Contents known) {
            this.known = known;
        }

        void take(String path, TreeWalk walk, ObjectReader reader, Predicate<String> wanted) throws IOException {
            var mode = walk.getFileMode(0);
            if (mode == FileMode.SYMLINK) {
                problems.add(Problem.error(
                                GitCodes.SYMBOLIC_LINK, Place.whole(path), "is a symbolic link, which is not followed")
                        .withHint("commit the file itself"));
            } else if (mode == FileMode.GITLINK) {
                problems.add(Problem.error(GitCodes.SUBMODULE, Place.whole(path), "is a submodule, which is not read")
                        .withHint("commit the files themselves"));
            } else if (wanted.test(path)) {
                read(path, walk.getObjectId(0), reader);
            }
        }

        private void read(String path, ObjectId id, ObjectReader reader) throws IOException {
            var before = known.of(id);
            if (before.isPresent()) {
                add(path, before.get().length, () -> before.get());
                return;
            }
            var content = reader.open(id);
            if (content.getSize() > SourceFiles.MAX_FILE_BYTES) {
                problems.add(Problem.error(
                        GitCodes.FILE_TOO_LARGE,
                        Place.whole(path),
                        "has " + content.getSize() + " bytes; at most " + SourceFiles.MAX_FILE_BYTES + " are read"));
                return;
            }
            add(path, content.getSize(), () -> {
                var bytes = content.getBytes(SourceFiles.MAX_FILE_BYTES);
                known.put(id, bytes);
                return bytes;
            });
        }

        private interface Content {
            byte[] read() throws IOException;
        }

        private void add(String path, long size, Content content) throws IOException {
            total += size;
            if (files.size() == SourceFiles.MAX_FILES) {
                throw stop(Problem.error(
                        GitCodes.TOO_MANY_FILES, "more than " + SourceFiles.MAX_FILES + " files in one environment"));
            }
            if (total > SourceFiles.MAX_TOTAL_BYTES) {
                throw stop(Problem.error(
                        GitCodes.TOO_MUCH,
                        "the files of the environment hold more than " + SourceFiles.MAX_TOTAL_BYTES
                                + " bytes together"));
            }
            files.put(path, content.read());
        }

        private Failure stop(Problem problem) {
            problems.add(problem);
            return new Failure(ExitCode.INPUT, problems.sorted());
        }

        TreeMap<String, byte[]> complete() {
            problems.throwIfErrors(ExitCode.INPUT);
            return files;
        }
    }
}
