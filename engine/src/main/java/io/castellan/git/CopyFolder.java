package io.castellan.git;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** The folder of one copy: made whole or not at all, whoever else makes it at the same time. */
final class CopyFolder {
    private static final int DIGITS = 40;

    private CopyFolder() {}

    static Repository open(Path caches, RemoteAddress address) {
        MachineSettings.install();
        var folder = caches.resolve(address.digest().substring(0, DIGITS));
        try {
            if (!Files.isRegularFile(folder.resolve("HEAD"))) {
                Files.createDirectories(caches);
                make(caches, folder, address);
            }
            return new FileRepositoryBuilder()
                    .setGitDir(folder.toFile())
                    .setBare()
                    .setMustExist(true)
                    .build();
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.UNREACHABLE,
                    Problem.error(
                                    GitCodes.CACHE,
                                    "the copy of " + address + " in " + folder + " cannot be opened: "
                                            + GitFailures.reason(e))
                            .withHint("check rights and space; it is a cache, so the folder may be deleted"),
                    e);
        }
    }

    private static void make(Path caches, Path folder, RemoteAddress address) throws IOException {
        var made = Files.createTempDirectory(caches, "new-"); // readable by the user alone
        try (var git =
                new FileRepositoryBuilder().setGitDir(made.toFile()).setBare().build()) {
            git.create(true);
            var config = git.getConfig();
            config.setString("remote", "origin", "url", address.text());
            config.setBoolean("gc", null, "autoDetach", false);
            config.save();
        }
        try {
            Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException another) {
            delete(made);
            if (!Files.isRegularFile(folder.resolve("HEAD"))) {
                throw another;
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
