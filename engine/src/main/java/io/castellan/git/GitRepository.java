package io.castellan.git;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.model.SourceFiles;
import io.castellan.signature.GitSignature;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.UserConfig;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.SystemReader;

/**
 * A Git repository on this machine. Commits and trees are named by their full ids, folders and files by their path in the
 * repository with {@code /}; the empty path is the root. Every method throws {@link Failure} with a code of {@link GitCodes}:
 * INPUT where the caller named something wrong, UNREACHABLE where the repository cannot be read or written. Thread-safe.
 */
public final class GitRepository implements AutoCloseable {
    private final Repository git;
    private final Readers readers;
    private final Contents contents = new Contents();
    private volatile Optional<Optional<String>> origin = Optional.empty();

    GitRepository(Repository git) {
        this.git = git;
        this.readers = new Readers(git);
    }

    /** Loads what the first access to a repository needs, which takes a while; on a thread that nobody waits for. */
    public static void prepare() {
        MachineSettings.install();
        try {
            SystemReader.getInstance().getUserConfig();
        } catch (ConfigInvalidException | IOException e) {
            // it is met again
        }
    }

    /**
     * The repository whose work tree holds the folder, or a bare one that is the folder itself. A bare repository further up is
     * not looked for: it might be what somebody committed as files.
     *
     * @param folder need not exist
     * @return empty where the folder is in no repository
     */
    public static Optional<GitRepository> discover(Path folder) {
        return new Discovery(folder).find().map(GitRepository::new);
    }

    /** The root of the checked-out files; empty for a bare repository. */
    public Optional<Path> workTree() {
        return git.isBare() ? Optional.empty() : Optional.of(git.getWorkTree().toPath());
    }

    /**
     * The path in the repository of a file or folder of the work tree, which need not exist. Links on the way to it are followed.
     *
     * @return empty where it is outside the work tree, or there is none
     */
    public Optional<String> pathOf(Path file) {
        return workTree().flatMap(root -> {
            var absolute = file.toAbsolutePath().normalize();
            var existing = absolute;
            while (!Files.exists(existing)) {
                existing = Discovery.parentOf(existing);
            }
            try {
                var real = existing.toRealPath().resolve(existing.relativize(absolute));
                var top = root.toRealPath();
                return real.startsWith(top)
                        ? Optional.of(top.relativize(real)
                                .toString()
                                .replace(top.getFileSystem().getSeparator(), "/"))
                        : Optional.empty();
            } catch (IOException e) {
                throw GitFailures.reading(file.toString(), e);
            }
        });
    }

    /**
     * The commit that a revision names: a branch, a tag, an id or its beginning, {@code HEAD~2}.
     *
     * @return the commit's full id
     */
    public String resolve(String revision) {
        return new Revisions(git).resolve(revision);
    }

    /** The same, empty where no such commit is here. */
    public Optional<String> find(String revision) {
        try {
            return Optional.of(resolve(revision));
        } catch (Failure failure) {
            if (failure.exitCode() == ExitCode.INPUT
                    && failure.problems().get(0).code().equals(GitCodes.NO_SUCH_REVISION)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** The commit that is checked out; empty where there is none yet. */
    public Optional<String> head() {
        try {
            return Optional.ofNullable(git.resolve(Constants.HEAD)).map(ObjectId::name);
        } catch (IOException e) {
            throw GitFailures.reading("HEAD", e);
        }
    }

    /** The branch that is checked out, for example {@code main}; empty where HEAD is a commit by itself. */
    public Optional<String> branch() {
        try {
            return Optional.ofNullable(git.getFullBranch())
                    .filter(name -> name.startsWith(Constants.R_HEADS))
                    .map(Repository::shortenRefName);
        } catch (IOException e) {
            throw GitFailures.reading("HEAD", e);
        }
    }

    /** The branches that begin with this, without it; ordered. */
    public List<String> branches(String prefix) {
        try {
            return git.getRefDatabase().getRefsByPrefix(Constants.R_HEADS + prefix).stream()
                    .map(ref -> ref.getName().substring(Constants.R_HEADS.length() + prefix.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw GitFailures.reading("the branches", e);
        }
    }

    /** Whether history was cut off when this repository was cloned. */
    public boolean isShallow() {
        return new Revisions(git).isShallow();
    }

    /** The id of a folder in a commit; empty where the commit has no such folder. */
    public Optional<String> tree(String commit, String folder) {
        return new CommitFiles(readers, commit).tree(folder).map(ObjectId::name);
    }

    /** Whether a file or folder is the same in two commits, or is in neither. */
    public boolean same(String one, String other, String path) {
        return new CommitFiles(readers, one).id(path).equals(new CommitFiles(readers, other).id(path));
    }

    /** The newest commit that both come after; empty where their histories have nothing in common. */
    public Optional<String> mergeBase(String one, String other) {
        return mergeBases(one, other).stream().findFirst();
    }

    /** The same where branches were merged crosswise, so that there are several. */
    public List<String> mergeBases(String one, String other) {
        return new History(git).mergeBases(one, other);
    }

    /** What would come of merging a commit into a branch that stands at another one. */
    public TrialMerge.Result tryMerge(String into, String commit) {
        return TrialMerge.of(git, into, commit);
    }

    /** This repository, which can also read what the other one has. To be closed on its own. */
    public GitRepository seeing(GitRepository other) {
        var builder = new FileRepositoryBuilder().setGitDir(git.getDirectory());
        if (!git.isBare()) {
            builder.setWorkTree(git.getWorkTree());
        }
        try {
            return new GitRepository(builder.addAlternateObjectDirectory(new File(other.git.getDirectory(), "objects"))
                    .setMustExist(true)
                    .build());
        } catch (IOException e) {
            throw GitFailures.reading(git.getDirectory().toString(), e);
        }
    }

    /** The names of a folder's sub-folders in a commit, ordered; none where the commit has no such folder. */
    public List<String> folders(String commit, String folder) {
        return new CommitFiles(readers, commit).folders(folder);
    }

    /**
     * One file in a commit; no work tree is touched. A symbolic link, a submodule or a folder of that name is refused, and so is a file
     * larger than {@link SourceFiles#MAX_FILE_BYTES}.
     *
     * @return empty where the commit has nothing of that name
     */
    public Optional<byte[]> file(String commit, String path) {
        return new CommitFiles(readers, commit).file(path);
    }

    /**
     * The files of an environment in a commit; no work tree is touched. The limits of {@link SourceFiles} hold; symbolic links and
     * submodules are refused, whatever their name.
     *
     * @param root a path in the repository, which is left out of the paths of the files
     * @param folder the environment's folder below the root, for example {@code environments/prod}; each file's path begins with it
     * @param wanted which paths are read
     */
    public SourceFiles files(String commit, String root, String folder, Predicate<String> wanted) {
        return new CommitFiles(readers, commit).read(root, folder, Optional.empty(), wanted, origin(), contents);
    }

    /**
     * Some of them: what else is in the folder is not looked at.
     *
     * @param only paths below the folder; which of them are there is not known
     */
    public SourceFiles files(String commit, String root, String folder, Set<String> only, Predicate<String> wanted) {
        return new CommitFiles(readers, commit).read(root, folder, Optional.of(only), wanted, origin(), contents);
    }

    /**
     * The commits that changed a folder or file, newest first. A side branch of which nothing is left in the result is not among them, but
     * the merge that dropped it is. A merge names all its parents.
     *
     * @param since neither it nor what came before it; the whole history where it does not come before the other one
     */
    public List<Commit> history(String folder, Optional<String> since, String until) {
        return new FolderHistory(git, readers, folder).commits(since, until);
    }

    /** The same from several beginnings, each by itself. */
    public Map<Optional<String>, List<Commit>> histories(String folder, Set<Optional<String>> since, String until) {
        return new FolderHistory(git, readers, folder).commits(since, until);
    }

    /** One commit, by its full id; empty where it is not here. Of its parents all are named. */
    public Optional<Commit> commit(String id) {
        try (var lent = readers.lend();
                var walk = new RevWalk(lent.reader())) {
            return Optional.of(FolderHistory.read(walk.parseCommit(ObjectId.fromString(id))));
        } catch (MissingObjectException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw GitFailures.reading("commit " + id, e);
        }
    }

    /**
     * The commit that last wrote a line of a file, moves of the file included.
     *
     * @param commit where the file is looked at
     * @param line from 1
     * @return empty where the file has no such line there
     */
    public Optional<Commit> lastWrote(String commit, String path, int line) {
        return new LineHistory(git).lastWrote(commit, path, line);
    }

    /** The signature of a commit, not yet verified; empty where it has none. */
    public Optional<GitSignature> signature(String commit) {
        return new SignedObjects(git).ofCommit(commit);
    }

    /**
     * An annotated tag, by the name after {@code refs/tags/}. Refused where it was made under another name: its signature is for that one.
     *
     * @return empty where there is no such tag, or it has no message and therefore no signature
     */
    public Optional<AnnotatedTag> tag(String name) {
        return new SignedObjects(git).tag(name);
    }

    /** Ids of the files of a folder in a commit by their path below the folder; none where it has no such folder. */
    public Map<String, String> blobs(String commit, String folder) {
        return new FolderHistory(git, readers, folder).blobs(commit);
    }

    /** Paths below a folder of the files that are not the same in two commits; where one has no such folder, all of the other's. */
    public Set<String> differing(String one, String other, String folder) {
        return new FolderHistory(git, readers, folder).differing(one, other, folder);
    }

    /** Paths below one of two folders of a commit, or below both, of the files that are not the same in both. */
    public Set<String> unlike(String commit, String folder, String other) {
        return new FolderHistory(git, readers, folder).differing(commit, commit, other);
    }

    /**
     * The files below some folders that are not as in the commit that is checked out, ordered.
     *
     * @param folders paths in the repository
     * @param wanted of the files that Git ignores, those that matter all the same; paths in the repository
     */
    public List<DirtyFile> dirty(Collection<String> folders, Predicate<String> wanted) {
        return new WorkTree(git).dirty(folders, wanted);
    }

    /** Where this repository was cloned from, as configured, without user name, password and query; empty where there is no remote. */
    public Optional<String> remote() {
        return Remote.of(git.getConfig(), branch());
    }

    /** The same, looked up once: it is said of each commit whose files are read. */
    private Optional<String> origin() {
        var known = origin.orElseGet(this::remote);
        origin = Optional.of(known);
        return known;
    }

    /** Who commits here, as configured. */
    public Person user() {
        var config = git.getConfig().get(UserConfig.KEY);
        return new Person(
                config.isCommitterNameImplicit()
                        ? System.getProperty("user.name", "unknown")
                        : config.getCommitterName(),
                config.isCommitterEmailImplicit() ? "" : config.getCommitterEmail());
    }

    /** How the user's commits are signed here. */
    public SigningSettings signing() {
        return SigningSettings.of(git.getConfig());
    }

    /**
     * Keeps files that no commit holds as a commit on top of the one that is checked out, on no branch: an apply of a dirty work tree
     * can then be recorded like any other. Of the environment's folder it holds these files only.
     *
     * @param root the path in the repository below which the files' paths are
     * @param folder the environment's folder below the root
     * @return the same files, as of the new commit
     */
    public SourceFiles snapshot(String root, String folder, SourceFiles files, Instant at) {
        return new Snapshot(git, readers, user()).take(root, folder, files, head(), remote(), at);
    }

    /**
     * A branch that only grows.
     *
     * @param name for example {@code castellan/ledger/prod}
     */
    public RecordBranch records(String name) {
        return new RecordBranch(git, name);
    }

    Repository jgit() {
        return git;
    }

    @Override
    public void close() {
        readers.close();
        git.close();
    }
}
