package io.castellan.git;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.FooterLine;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** Who changed a folder, and when. */
final class FolderHistory {
    private static final String CO_AUTHOR = "Co-authored-by";

    private final Repository git;
    private final Readers readers;
    private final String folder;

    /** @param folder its path in the repository; empty for the root */
    FolderHistory(Repository git, Readers readers, String folder) {
        this.git = git;
        this.readers = readers;
        this.folder = folder;
    }

    /**
     * The commits that changed the folder, newest first. A side branch of which nothing is left in the result is not among them, but the
     * merge that dropped it is.
     *
     * @param since neither it nor what came before it; the whole history where it does not come before the other one
     * @throws Failure UNREACHABLE where the clone is shallow and the history leads to where it is cut off: that commit seems to have
     *     written everything that it holds
     */
    List<Commit> commits(Optional<String> since, String until) {
        try {
            Optional<String> from = since.isPresent() && isBefore(since.get(), until) ? since : Optional.empty();
            var changing = changing(from, until);
            requireNotCutOff(changing);
            return withMerges(changing, new Merges(git, readers, folder).between(from, until));
        } catch (MissingObjectException e) {
            throw incomplete(e);
        } catch (IOException e) {
            throw GitFailures.reading("the history of " + folder, e);
        }
    }

    private void requireNotCutOff(List<Commit> commits) throws IOException {
        var cut = git.getObjectDatabase().getShallowCommits();
        if (cut.isEmpty()) {
            return;
        }
        commits.stream()
                .map(Commit::id)
                .filter(id -> cut.contains(ObjectId.fromString(id)))
                .findFirst()
                .ifPresent(id -> {
                    throw new Failure(
                            ExitCode.UNREACHABLE,
                            Problem.error(
                                            GitCodes.INCOMPLETE,
                                            "the history of " + folder + " is cut off at commit " + id
                                                    + ", so who wrote what cannot be told: the clone is shallow")
                                    .withHint("fetch the rest with: git fetch --unshallow"));
                });
    }

    /**
     * The same from several beginnings to one end. Histories that begin at different commits have most in common, so the folder is compared
     * only along the longest; the others are what is left of it after their beginning. Of a side branch that was dropped before, and of
     * which nothing is left either, they may name fewer commits than by themselves.
     */
    Map<Optional<String>, List<Commit>> commits(Set<Optional<String>> since, String until) {
        try (var lent = readers.lend();
                var walk = new RevWalk(lent.reader())) {
            walk.setRetainBody(false);
            var end = walk.parseCommit(ObjectId.fromString(until));
            var begins = new TreeMap<String, RevCommit>();
            boolean whole = false;
            for (var one : since) {
                Optional<RevCommit> begin = one.isPresent() ? before(walk, one.get(), end) : Optional.empty();
                begin.ifPresent(commit -> begins.put(commit.name(), commit));
                whole |= begin.isEmpty();
            }
            var first = whole ? Optional.<RevCommit>empty() : first(walk, begins.values());
            var all = new HashMap<Optional<String>, List<Commit>>();
            if (first.isEmpty() && !whole) {
                since.forEach(one -> all.put(one, commits(one, until)));
                return all;
            }
            var longest = commits(first.map(RevCommit::name), until);
            for (var one : since) {
                var begin = one.flatMap(id -> Optional.ofNullable(begins.get(id)));
                all.put(
                        one,
                        begin.isEmpty() || begin.equals(first) ? longest : after(longest, walk, begin.get(), first));
            }
            return all;
        } catch (MissingObjectException e) {
            throw incomplete(e);
        } catch (IOException e) {
            throw GitFailures.reading("the history of " + folder, e);
        }
    }

    private static Optional<RevCommit> before(RevWalk walk, String id, RevCommit until) throws IOException {
        var commit = walk.parseCommit(ObjectId.fromString(id));
        return walk.isMergedInto(commit, until) ? Optional.of(commit) : Optional.empty();
    }

    /** The one that all others come after. */
    private static Optional<RevCommit> first(RevWalk walk, Collection<RevCommit> commits) throws IOException {
        var oldest = commits.stream().min(Comparator.comparingInt(RevCommit::getCommitTime));
        for (var commit : commits) {
            if (!walk.isMergedInto(oldest.orElseThrow(), commit)) {
                return Optional.empty();
            }
        }
        return oldest;
    }

    /** Those that are not part of what a commit comes after. */
    private static List<Commit> after(List<Commit> all, RevWalk walk, RevCommit begin, Optional<RevCommit> first)
            throws IOException {
        walk.reset();
        walk.markStart(begin);
        if (first.isPresent()) {
            walk.markUninteresting(first.get());
        }
        var before = new HashSet<String>();
        for (var commit : walk) {
            before.add(commit.name());
        }
        return all.stream().filter(commit -> !before.contains(commit.id())).toList();
    }

    private boolean isBefore(String since, String until) throws IOException {
        try (var lent = readers.lend();
                var walk = new RevWalk(lent.reader())) {
            return walk.isMergedInto(
                    walk.parseCommit(ObjectId.fromString(since)), walk.parseCommit(ObjectId.fromString(until)));
        }
    }

    /** Of a merge that is in both, the one that names all parents. */
    private static List<Commit> withMerges(List<Commit> changing, List<Commit> merges) {
        var byId = new LinkedHashMap<String, Commit>();
        merges.forEach(merge -> byId.put(merge.id(), merge));
        var all = new ArrayList<Commit>();
        for (var commit : changing) {
            all.add(Optional.ofNullable(byId.remove(commit.id())).orElse(commit));
        }
        for (var merge : byId.values()) {
            int at = 0;
            while (at < all.size() && all.get(at).at().isAfter(merge.at())) {
                at++;
            }
            all.add(at, merge);
        }
        return all;
    }

    private List<Commit> changing(Optional<String> since, String until) throws IOException {
        try (var lent = readers.lend();
                var walk = new RevWalk(lent.reader())) {
            walk.markStart(walk.parseCommit(ObjectId.fromString(until)));
            if (since.isPresent()) {
                walk.markUninteresting(walk.parseCommit(ObjectId.fromString(since.get())));
            }
            walk.setTreeFilter(
                    folder.isEmpty()
                            ? TreeFilter.ANY_DIFF
                            : AndTreeFilter.create(PathFilter.create(folder), TreeFilter.ANY_DIFF));
            var commits = new ArrayList<Commit>();
            for (var commit : walk) {
                walk.parseBody(commit);
                commits.add(read(commit));
            }
            return commits;
        }
    }

    private Failure incomplete(MissingObjectException e) {
        return new Failure(
                ExitCode.INPUT,
                Problem.error(
                                GitCodes.NO_SUCH_REVISION,
                                "the history of " + folder + " is not complete here: commit "
                                        + e.getObjectId().name() + " is missing")
                        .withHint("fetch the rest with: git fetch --unshallow"),
                e);
    }

    /** @param commit with its body */
    static Commit read(RevCommit commit) {
        var committer = commit.getCommitterIdent();
        return new Commit(
                commit.name(),
                Arrays.stream(commit.getParents()).map(RevCommit::name).toList(),
                person(commit.getAuthorIdent()),
                person(committer),
                FooterLine.fromMessage(commit.getFullMessage()).stream()
                        .filter(line -> line.getKey().equalsIgnoreCase(CO_AUTHOR))
                        .map(FolderHistory::coAuthor)
                        .toList(),
                Optional.ofNullable(committer)
                        .map(PersonIdent::getWhenAsInstant)
                        .orElse(Instant.EPOCH),
                commit.getShortMessage());
    }

    /** What cannot be read names somebody all the same, whom nobody knows. */
    private static Person person(@Nullable PersonIdent ident) {
        return ident == null ? new Person("", "") : new Person(ident.getName(), ident.getEmailAddress());
    }

    /** A trailer without an address still names somebody, whom nobody knows. */
    private static Person coAuthor(FooterLine line) {
        var value = line.getValue();
        int from = value.lastIndexOf('<');
        int to = value.lastIndexOf('>');
        return from >= 0 && from < to
                ? new Person(
                        value.substring(0, from).strip(),
                        value.substring(from + 1, to).strip())
                : new Person(value.strip(), "");
    }

    /** Ids of the folder's files in a commit by their path below the folder; none where there is no such folder. */
    Map<String, String> blobs(String commit) {
        var blobs = new TreeMap<String, String>();
        try (var lent = readers.lend();
                var walk = new TreeWalk(lent.reader())) {
            var tree = new CommitFiles(readers, commit).tree(lent.reader(), folder);
            if (tree.isPresent()) {
                walk.addTree(tree.get());
                walk.setRecursive(true);
                while (walk.next()) {
                    blobs.put(walk.getPathString(), walk.getObjectId(0).name());
                }
            }
            return blobs;
        } catch (IOException e) {
            throw GitFailures.reading(folder + " of commit " + commit, e);
        }
    }

    /**
     * Paths below the folder in one commit, and below a folder in another, of the files that are not the same; where one has no such
     * folder, all of the other's.
     */
    Set<String> differing(String one, String other, String otherFolder) {
        try (var lent = readers.lend();
                var walk = new TreeWalk(lent.reader())) {
            add(walk, lent.reader(), one, folder);
            add(walk, lent.reader(), other, otherFolder);
            walk.setFilter(TreeFilter.ANY_DIFF); // does not enter what is the same
            walk.setRecursive(true);
            var paths = new TreeSet<String>();
            while (walk.next()) {
                paths.add(walk.getPathString());
            }
            return paths;
        } catch (IOException e) {
            throw GitFailures.reading(folder + " of commits " + one + " and " + other, e);
        }
    }

    private void add(TreeWalk walk, ObjectReader reader, String commit, String folder) throws IOException {
        var tree = new CommitFiles(readers, commit).tree(reader, folder);
        if (tree.isPresent()) {
            walk.addTree(tree.get());
        } else {
            walk.addTree(new EmptyTreeIterator());
        }
    }
}
