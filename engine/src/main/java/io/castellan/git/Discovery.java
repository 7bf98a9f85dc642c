package io.castellan.git;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * Looks for the repository that a folder lies in.
 *
 * @param folder need not exist
 */
record Discovery(Path folder) {
    Optional<Repository> find() {
        MachineSettings.install();
        var start = existing(folder.toAbsolutePath().normalize());
        try {
            for (var at = start; at != null; at = at.getParent()) {
                if (Files.exists(at.resolve(Constants.DOT_GIT))) {
                    return Optional.of(open(new FileRepositoryBuilder().findGitDir(at.toFile()), at));
                }
            }
            var bare = new FileRepositoryBuilder()
                    .addCeilingDirectory(parentOf(start).toFile());
            bare.findGitDir(start.toFile());
            return bare.getGitDir() == null ? Optional.empty() : Optional.of(open(bare, start));
        } catch (IOException e) {
            throw GitFailures.reading("the repository of " + start, e);
        }
    }

    private static Repository open(FileRepositoryBuilder builder, Path at) throws IOException {
        if (builder.getGitDir() == null) {
            throw new IOException(at.resolve(Constants.DOT_GIT) + " is no repository");
        }
        var git = builder.setMustExist(true).build();
        var hash = git.getConfig().getString("extensions", null, "objectFormat");
        if (hash != null && !hash.equalsIgnoreCase("sha1")) {
            git.close();
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                                    GitCodes.UNSUPPORTED_FORMAT,
                                    "the repository of " + at + " names its objects by " + hash + "; only sha1 is read")
                            .withHint("use a repository made with: git init --object-format=sha1"));
        }
        return git;
    }

    private static Path existing(Path folder) {
        var at = folder;
        while (!Files.isDirectory(at)) {
            at = parentOf(at);
        }
        return at;
    }

    static Path parentOf(Path path) {
        var parent = path.getParent();
        return parent == null ? path : parent;
    }
}
