package io.castellan.git;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** Makes a repository of a folder, for those who have none yet. */
public final class NewRepository {
    private NewRepository() {}

    /**
     * Makes a repository whose branch {@code main} has one commit with everything in the folder.
     *
     * @throws io.castellan.diagnostics.Failure if it cannot be written
     */
    public static void of(Path folder, Person author, String message) {
        MachineSettings.install();
        try (var git = Git.init()
                .setDirectory(folder.toFile())
                .setInitialBranch("main")
                .call()) {
            commit(git, author, message);
        } catch (GitAPIException e) {
            throw GitFailures.reading(folder.toString(), new IOException(e));
        }
    }

    /** Commits everything in a folder that {@link #of} made a repository of. */
    public static void commitAll(Path folder, Person author, String message) {
        MachineSettings.install();
        try (var git = Git.open(folder.toFile())) {
            commit(git, author, message);
        } catch (GitAPIException | IOException e) {
            throw GitFailures.reading(folder.toString(), new IOException(e));
        }
    }

    private static void commit(Git git, Person author, String message) throws GitAPIException {
        git.add().addFilepattern(".").call();
        git.commit()
                .setAuthor(author.name(), author.email())
                .setCommitter(author.name(), author.email())
                .setSign(false)
                .setMessage(message)
                .call();
    }
}
