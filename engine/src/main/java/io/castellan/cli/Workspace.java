package io.castellan.cli;

import io.castellan.access.Policy;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.git.AnnotatedTag;
import io.castellan.git.DirtyFile;
import io.castellan.git.GitRepository;
import io.castellan.git.Person;
import io.castellan.git.ProtectedBranch;
import io.castellan.ledger.ApprovalBranch;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Origin;
import io.castellan.model.SourceFiles;
import io.castellan.state.FolderFiles;
import io.castellan.trust.TrustCodes;
import io.castellan.trust.TrustedRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The environments folder that a command works on, and the repository that it lies in, if any.
 *
 * @param root the folder that paths in messages start from: the parent of the environments folder
 * @param folder the name of the environments folder
 * @param trusted where records, and commits that are applied, are taken from instead of the repository that the folder lies in
 * @param reading where commits are read, if that is neither
 * @param opened the ledgers that were asked for by environment: what was read of one serves whoever asks next
 */
record Workspace(
        Path root,
        String folder,
        Optional<GitRepository> repository,
        Optional<TrustedRepository> trusted,
        Optional<GitRepository> reading,
        Map<String, GitLedger> opened)
        implements AutoCloseable {
    private static final String DEFAULT_FOLDER = "environments";
    private static final String TAGS = "refs/tags/";
    private static final Person READER = new Person("castellan", "castellan@localhost");
    private static final String OVERLOOKED_POLICY = "castellan.yml";
    private static final Predicate<String> STATE_FILES = path -> path.endsWith(".yaml") || path.endsWith(".yml");

    Workspace(Path root, String folder, Optional<GitRepository> repository) {
        this(root, folder, repository, Optional.empty(), Optional.empty(), new ConcurrentHashMap<>());
    }

    /** The same folder, whose commits and records are those of a repository that is trusted. Closes both. */
    Workspace under(TrustedRepository trust) {
        return new Workspace(root, folder, repository, Optional.of(trust), Optional.empty(), new ConcurrentHashMap<>());
    }

    /** The same, which also reads commits that are proposed and not yet part of what is trusted. It takes the place of this one. */
    Workspace proposing() {
        return trusted.isEmpty() || reading.isPresent()
                ? this
                : new Workspace(root, folder, repository, trusted, Optional.of(git().seeing(commits())), opened);
    }

    /** No files and no clone: enough to read the records of a trust. */
    static Workspace ofNothing(Path directory) {
        return new Workspace(directory, DEFAULT_FOLDER, Optional.empty());
    }

    /**
     * @param given the environments folder as the user named it; empty to look for one here and above
     * @throws Failure INPUT if there is none
     */
    static Workspace open(Path directory, Optional<Path> given) {
        var environments = given.map(directory::resolve).map(Path::normalize).or(() -> lookUp(directory));
        if (environments.isEmpty() || !Files.isDirectory(environments.get())) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                                    CliCodes.NO_ENVIRONMENTS,
                                    given.map(path -> "there is no folder " + path)
                                            .orElse("there is no folder '" + DEFAULT_FOLDER + "' here or above"))
                            .withHint(
                                    "go to your repository, name the folder with --environments, or begin with 'castellan init'"));
        }
        var folder = environments.get().toAbsolutePath();
        var parent = Optional.ofNullable(folder.getParent()).orElse(folder);
        return new Workspace(parent, folder.getFileName().toString(), GitRepository.discover(folder));
    }

    /** The environments folder here or in a folder above. */
    static Optional<Path> lookUp(Path directory) {
        for (var at = directory; at != null; at = at.getParent()) {
            var candidate = at.resolve(DEFAULT_FOLDER);
            if (Files.isDirectory(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Names of the environments, ordered. */
    List<String> environments(Optional<String> commit) {
        return commit.map(id -> commits().folders(id, repositoryPath(folder)))
                .orElseGet(() -> FolderFiles.folders(root.resolve(folder)));
    }

    /** Every named environment, or all if none is named. @throws Failure INPUT for a name that is none */
    List<String> choose(List<String> named, Optional<String> commit) {
        var all = environments(commit);
        var unknown = named.stream().filter(name -> !all.contains(name)).toList();
        if (!unknown.isEmpty() || all.isEmpty()) {
            throw new Failure(
                    ExitCode.INPUT,
                    all.isEmpty()
                            ? List.of(Problem.error(CliCodes.NO_ENVIRONMENTS, folder + " holds no environment")
                                    .withHint("begin with 'castellan init'"))
                            : unknown.stream()
                                    .map(name -> Problem.error(
                                                    CliCodes.NO_SUCH_ENVIRONMENT,
                                                    "there is no environment '" + name + "'")
                                            .withHint("there are: " + String.join(", ", all)))
                                    .toList());
        }
        return named.isEmpty() ? all : named;
    }

    /** The files of an environment as they are on disk, or in a commit. */
    SourceFiles files(String environment, Optional<String> commit) {
        return commit.map(id -> filesAt(environment, id)).orElseGet(() -> onDisk(environment));
    }

    SourceFiles filesAt(String environment, String commit) {
        return filesAt(environment, commit, path -> true);
    }

    /** @param wanted which of the state files, by their path below the root */
    SourceFiles filesAt(String environment, String commit, Predicate<String> wanted) {
        return commits().files(commit, rootInRepository(), folder + "/" + environment, STATE_FILES.and(wanted));
    }

    /** @param only of the state files, by their path below the environment's folder; nothing else there is looked at */
    SourceFiles filesAt(String environment, String commit, Set<String> only) {
        return commits().files(commit, rootInRepository(), folder + "/" + environment, only, STATE_FILES);
    }

    /** Paths below the environment's folder of all state files. */
    Set<String> pathsAt(String environment, String commit) {
        return commits().blobs(commit, repositoryPath(folder + "/" + environment)).keySet().stream()
                .filter(STATE_FILES)
                .collect(Collectors.toSet());
    }

    /** Where commits are read. */
    GitRepository commits() {
        return reading.or(() -> trusted.map(TrustedRepository::repository)).orElseGet(this::git);
    }

    /** The full id of a commit to look at, which need not be merged: by default the protected branch, or what is checked out. */
    String proposed(Optional<String> revision) {
        return revision.map(commits()::resolve)
                .or(this::protectedTip)
                .orElseGet(() -> commits().resolve("HEAD"));
    }

    /** The newest commit that may be applied under a trust. */
    Optional<String> protectedTip() {
        return trusted.map(trust -> trust.branch().tip());
    }

    /**
     * The full id of a commit that may be applied: under a trust, one that the protected branch stood at. That branch's name means
     * what it is over there, whatever the clone calls so.
     */
    String resolve(String revision) {
        return trusted.map(trust -> held(trust, revision)).orElseGet(() -> git().resolve(revision));
    }

    private static boolean names(ProtectedBranch branch, String revision) {
        return List.of(branch.name(), "origin/" + branch.name(), "refs/heads/" + branch.name())
                .contains(revision);
    }

    private String held(TrustedRepository trust, String revision) {
        var branch = trust.branch();
        if (names(branch, revision)) {
            return branch.tip();
        }
        var commit = repository
                .flatMap(git -> git.find(revision))
                .orElseGet(() -> trust.repository().resolve(revision));
        trust.requireHeld(commit);
        return commit;
    }

    /** The tag with a message that a name is of, in the clone; under a trust the protected branch's name is of that branch. */
    Optional<AnnotatedTag> tag(String revision) {
        return repository
                .filter(git ->
                        trusted.filter(trust -> names(trust.branch(), revision)).isEmpty())
                .flatMap(git -> git.tag(revision.startsWith(TAGS) ? revision.substring(TAGS.length()) : revision));
    }

    /** @throws Failure REFUSED if, under a trust, something newer was applied to the environment */
    void requireNotOlder(String environment, Optional<String> commit) {
        trusted.ifPresent(trust -> commit.ifPresent(id -> trust.requireNotOlder(environment, id)));
    }

    /** The record of an environment; empty where there is no repository. */
    Optional<GitLedger> ledger(String environment) {
        return trusted.map(trust -> opened.computeIfAbsent(environment, trust::ledger))
                .or(() -> repository.map(git -> opened.computeIfAbsent(environment, name -> new GitLedger(git, name))));
    }

    /** Reads the newest entry of a ledger on another thread. Whoever needs it waits for that, and hears what is wrong. */
    void prepareLedger(String environment) {
        Ahead.start(() -> {
            try {
                ledger(environment)
                        .map(GitLedger::briefs)
                        .filter(all -> !all.isEmpty())
                        .ifPresent(all -> all.get(all.size() - 1));
            } catch (RuntimeException e) {
                // it is met again
            }
        });
    }

    /** Names of the environments that have a record, ordered, whether they have a folder or not. */
    List<String> ledgers() {
        return trusted.map(TrustedRepository::ledgers)
                .or(() -> repository.map(git -> git.branches(GitLedger.BRANCHES)))
                .orElse(List.of());
    }

    /**
     * What carries approvals of an environment.
     *
     * @param policy that is in force, and says where they are
     */
    ApprovalBranch approvals(Policy policy, String environment) {
        var prefix = policy.approvalBranches();
        return trusted.map(trust -> trust.approvals(
                        prefix,
                        environment,
                        // without a clone the records can be read, and nothing is added to them
                        repository.map(GitRepository::user).orElse(READER)))
                .orElseGet(() -> new ApprovalBranch(git(), prefix + environment));
    }

    /** Looks what happened since, where others may have recorded something; and adds what could not be added before. */
    void catchUp(String environment) {
        trusted.ifPresent(trust -> trust.catchUp(environment));
    }

    /**
     * The text of the policy as it is on disk, or in a commit.
     *
     * @throws Failure INPUT for something of that name that is no file, or for a name that would be overlooked
     */
    Optional<byte[]> policy(Optional<String> commit) {
        var policy = file(Policy.FILE, commit);
        if (policy.isEmpty() && file(OVERLOOKED_POLICY, commit).isPresent()) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                                    CliCodes.POLICY_OVERLOOKED,
                                    Place.whole(OVERLOOKED_POLICY),
                                    "the policy is read from " + Policy.FILE + ", so this file has no effect")
                            .withHint("give it that name"));
        }
        return policy;
    }

    /** A file beside the environments folder, as it is on disk or in a commit. */
    Optional<byte[]> file(String name, Optional<String> commit) {
        return commit.map(id -> commits().file(id, repositoryPath(name))).orElseGet(() -> FolderFiles.file(root, name));
    }

    private SourceFiles onDisk(String environment) {
        var files = FolderFiles.read(root, folder + "/" + environment, STATE_FILES);
        return repository
                .map(git -> {
                    var dirty = !dirty(environment).isEmpty();
                    var origin = git.head()
                            .map(head -> new Origin(
                                    git.remote(),
                                    Optional.of(head),
                                    git.tree(head, repositoryPath(folder + "/" + environment)),
                                    dirty,
                                    Optional.empty()))
                            .orElse(Origin.folder());
                    return new SourceFiles(files.files(), origin);
                })
                .orElse(files);
    }

    /** Files of the environment that are not as in the commit that is checked out. */
    List<DirtyFile> dirty(String environment) {
        return git().dirty(List.of(repositoryPath(folder + "/" + environment)), STATE_FILES);
    }

    /** @throws Failure INPUT if one of them is not */
    void requireClean(String environment) {
        var differing = dirty(environment);
        if (!differing.isEmpty()) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                                    CliCodes.DIRTY,
                                    "apply takes a commit, and these files are not as in the one that is checked out: "
                                            + differing.stream()
                                                    .map(Object::toString)
                                                    .collect(Collectors.joining(", ")))
                            .withHint("commit them, or name a commit with --commit"));
        }
    }

    /** The work tree's files of an environment, kept as a commit on no branch. */
    SourceFiles snapshot(String environment, Instant at) {
        if (trusted.isPresent()) {
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(
                                    TrustCodes.NO_COMMIT,
                                    "under a trust only commits of the protected branch are applied")
                            .withHint(
                                    "leave out --dirty, or leave out --trust and CASTELLAN_TRUST for a sandbox of your own"));
        }
        return git().snapshot(rootInRepository(), folder + "/" + environment, onDisk(environment), at);
    }

    /** @throws Failure INPUT if the folder lies in no repository */
    GitRepository git() {
        return repository.orElseThrow(this::noRepository);
    }

    Failure noRepository() {
        return new Failure(
                ExitCode.INPUT,
                Problem.error(CliCodes.NO_REPOSITORY, root.resolve(folder) + " is in no Git repository")
                        .withHint("apply takes a commit: make one with 'git init', 'git add' and 'git commit'"));
    }

    private String rootInRepository() {
        return repository.flatMap(git -> git.pathOf(root)).orElse("");
    }

    String repositoryPath(String path) {
        var prefix = rootInRepository();
        return prefix.isEmpty() ? path : prefix + "/" + path;
    }

    /** A path below our root as the repository has it; as it is where there is no repository. */
    String inRepository(String path) {
        return repository.isPresent() ? repositoryPath(path) : path;
    }

    @Override
    public void close() {
        reading.ifPresent(GitRepository::close);
        trusted.ifPresent(TrustedRepository::close);
        repository.ifPresent(GitRepository::close);
    }
}
