package io.castellan.state;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Origin;
import io.castellan.model.SourceFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads the files of an environment from disk, with the limits that hold for a commit too. */
public final class FolderFiles {
    private final Path root;
    private final Predicate<String> wanted;
    private final Problems problems = new Problems();
    private final TreeMap<String, byte[]> files = new TreeMap<>();
    private long total;

    private FolderFiles(Path root, Predicate<String> wanted) {
        this.root = root;
        this.wanted = wanted;
    }

    /** The names of the folders in a folder, ordered; none where it does not exist. Links do not count. */
    public static List<String> folders(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var entries = Files.list(root)) {
            return entries.filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                            FileCodes.UNREADABLE, Place.whole(root.toString()), "cannot be listed: " + e.getMessage()),
                    e);
        }
    }

    /**
     * Symbolic links, pipes and the like are refused, whatever their name.
     *
     * @param root left out of the paths of the files
     * @param folder the environment's folder below the root, for example {@code environments/prod}; each file's path begins with it
     * @param wanted which paths are read
     * @return the files, of no repository
     * @throws Failure INPUT with everything that is wrong
     */
    public static SourceFiles read(Path root, String folder, Predicate<String> wanted) {
        var start = root.resolve(folder);
        if (!Files.isDirectory(start, LinkOption.NOFOLLOW_LINKS)) {
            var parent = start.toAbsolutePath().getParent();
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(FileCodes.NO_SUCH_FOLDER, "no folder " + start)
                            .withHint(
                                    "known here: " + String.join(", ", parent == null ? List.of() : folders(parent))));
        }
        var reader = new FolderFiles(root, wanted);
        reader.walk(start);
        reader.problems.throwIfErrors(ExitCode.INPUT);
        return new SourceFiles(reader.files, Origin.folder());
    }

    /**
     * One file. A symbolic link, a folder or anything else that is no file is refused, and so is a file larger than
     * {@link SourceFiles#MAX_FILE_BYTES}.
     *
     * @param name in the folder
     * @return empty where the folder has nothing of that name
     * @throws Failure INPUT with what is wrong
     */
    public static Optional<byte[]> file(Path folder, String name) {
        var reader = new FolderFiles(folder, any -> true);
        var file = folder.resolve(name);
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory()) {
                reader.problems.add(Problem.error(FileCodes.NOT_A_FILE, Place.whole(name), "is a folder, not a file"));
            } else {
                reader.take(file, attributes);
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            reader.problems.add(reader.unreadable(file, e));
        }
        reader.problems.throwIfErrors(ExitCode.INPUT);
        return Optional.ofNullable(reader.files.get(name));
    }

    private void walk(Path folder) {
        try {
            Files.walkFileTree(folder, new Visitor());
        } catch (IOException e) {
            problems.add(unreadable(folder, e));
        }
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return take(file, attributes) ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            problems.add(unreadable(file, e));
            return FileVisitResult.CONTINUE;
        }
    }

    /** Whether to go on. */
    private boolean take(Path file, BasicFileAttributes attributes) {
        var path = path(file);
        if (attributes.isSymbolicLink()) {
            problems.add(Problem.error(
                            FileCodes.SYMBOLIC_LINK, Place.whole(path), "is a symbolic link, which is not followed")
                    .withHint("put the file itself there"));
        } else if (attributes.isOther()) {
            problems.add(Problem.error(FileCodes.NOT_A_FILE, Place.whole(path), "is neither a file nor a folder"));
        } else if (wanted.test(path)) {
            return read(path, file);
        }
        return true;
    }

    private boolean read(String path, Path file) {
        if (files.size() == SourceFiles.MAX_FILES) {
            problems.add(Problem.error(
                    FileCodes.TOO_MANY_FILES, "more than " + SourceFiles.MAX_FILES + " files in one environment"));
            return false;
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            var content = in.readNBytes(SourceFiles.MAX_FILE_BYTES + 1);
            total += content.length;
            if (content.length > SourceFiles.MAX_FILE_BYTES) {
                problems.add(Problem.error(
                        FileCodes.FILE_TOO_LARGE,
                        Place.whole(path),
                        "has more than " + SourceFiles.MAX_FILE_BYTES + " bytes"));
                return true;
            }
            files.put(path, content);
        } catch (IOException e) {
            problems.add(unreadable(file, e));
        }
        if (total > SourceFiles.MAX_TOTAL_BYTES) {
            problems.add(Problem.error(
                    FileCodes.TOO_MUCH,
                    "the files of the environment hold more than " + SourceFiles.MAX_TOTAL_BYTES + " bytes together"));
            return false;
        }
        return true;
    }

    private Problem unreadable(Path file, IOException e) {
        return Problem.error(FileCodes.UNREADABLE, Place.whole(path(file)), "cannot be read: " + e.getMessage())
                .withHint("check the rights on it");
    }

    private String path(Path file) {
        return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }
}
