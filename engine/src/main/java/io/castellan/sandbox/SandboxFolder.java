package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The files of one sandbox, and nothing but files. Every file is replaced in one move and readable by its owner only.
 * <pre>
 * sandbox.properties   what was built; its presence makes the folder a sandbox
 * secrets.properties   passwords
 * admin.properties     the super user's client properties, for Kafka's own tools
 * node-1/server.properties, process.properties, data/, broker.log, tmp/
 * </pre>
 */
record SandboxFolder(Path home) {
    private static final String OWNER_ONLY = "rw-------";
    private static final String OWNER_ONLY_FOLDER = "rwx------";

    SandboxFolder {
        home = requireNonNull(home, "home").toAbsolutePath().normalize();
    }

    /** Beside the sandbox, so that wiping it cannot take the lock away from who waits for it. */
    Path lock() {
        return home.resolveSibling(home.getFileName() + ".lock");
    }

    Path node(int id) {
        return home.resolve("node-" + id);
    }

    Path data(int id) {
        return node(id).resolve("data");
    }

    Path log(int id) {
        return node(id).resolve("broker.log");
    }

    Path temporary(int id) {
        return node(id).resolve("tmp");
    }

    Path serverProperties(int id) {
        return node(id).resolve("server.properties");
    }

    private Path process(int id) {
        return node(id).resolve("process.properties");
    }

    private Path state() {
        return home.resolve("sandbox.properties");
    }

    private Path secretsFile() {
        return home.resolve("secrets.properties");
    }

    /** The folder, hidden from Git and from other users. */
    void create() {
        createFolder(home.resolveSibling(".").normalize());
        createFolder(home);
        write(home.resolve(".gitignore"), "*\n");
    }

    void createNode(int id) {
        createFolder(node(id));
        createFolder(temporary(id));
    }

    Optional<SandboxState> readState() {
        return load(state()).map(stored -> SandboxState.from(stored, Place.whole(state().toString())));
    }

    void writeState(SandboxState built) {
        store(state(), built.toProperties());
    }

    Optional<Secrets> readSecrets() {
        return load(secretsFile()).map(Secrets::from);
    }

    void writeSecrets(Secrets secrets) {
        store(secretsFile(), secrets.toProperties());
    }

    void writeAdminProperties(Map<String, String> properties) {
        var content = new Properties();
        content.putAll(properties);
        store(home.resolve("admin.properties"), content);
    }

    Optional<StartedProcess> readProcess(int id) {
        return load(process(id))
                .map(stored ->
                        StartedProcess.from(stored, Place.whole(process(id).toString())));
    }

    void writeProcess(int id, StartedProcess started) {
        store(process(id), started.toProperties());
    }

    void forgetProcess(int id) {
        try {
            Files.deleteIfExists(process(id));
        } catch (IOException e) {
            throw unusable(process(id), e);
        }
    }

    String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    void write(Path file, String text) {
        try {
            var draft = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(draft);
            if (posix()) {
                Files.createFile(
                        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
            }
            Files.writeString(draft, text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** Deletes the folder with everything in it. Links are deleted, not followed. */
    void wipe() {
        delete(home);
    }

    void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @org.jspecify.annotations.Nullable IOException e)
                        throws IOException {
                    if (e != null) {
                        throw e;
                    }
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw unusable(tree, e);
        }
    }

    private void createFolder(Path folder) {
        try {
            if (Files.isDirectory(folder)) {
                return;
            }
            if (posix()) {
                Files.createDirectories(
                        folder,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY_FOLDER)));
            } else {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private boolean posix() {
        return home.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private Optional<Properties> load(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var stored = new Properties();
        try {
            stored.load(new StringReader(read(file)));
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(file, e);
        }
        return Optional.of(stored);
    }

    /** Sorted and without the date that {@link Properties#store} adds. */
    private void store(Path file, Properties content) {
        var text = new StringWriter();
        try {
            content.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var lines = Stream.of(text.toString().split("\\R"))
                .filter(line -> !line.startsWith("#"))
                .sorted(Comparator.naturalOrder())
                .toList();
        write(file, String.join("\n", lines) + "\n");
    }

    static Failure unusable(Path file, Exception cause) {
        return new Failure(
                ExitCode.INPUT,
                Problem.error(SandboxCodes.FOLDER_UNREADABLE, Place.whole(file.toString()), "cannot be used: " + cause)
                        .withHint(
                                "see to its permissions and the free space, or remove the sandbox with 'down --wipe'"),
                cause);
    }
}
