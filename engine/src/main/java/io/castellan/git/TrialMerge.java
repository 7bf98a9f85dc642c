package io.castellan.git;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.ResolveMerger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * What would come of merging a commit into a branch. No work tree, no index and no branch is involved: the result is a commit that nothing
 * refers to, the same one each time, which Git removes in its own time.
 */
public final class TrialMerge {
    private TrialMerge() {}

    /**
     * What came of it.
     *
     * @param commit full id of the result; empty where the two cannot be merged without a person
     * @param conflicts paths that both changed, ordered
     */
    public record Result(Optional<String> commit, List<String> conflicts) {
        public Result {
            conflicts = List.copyOf(conflicts);
        }
    }

    /** Both commits have an ancestor in common. */
    static Result of(Repository git, String into, String commit) {
        try (var walk = new RevWalk(git)) {
            var ours = walk.parseCommit(ObjectId.fromString(into));
            var theirs = walk.parseCommit(ObjectId.fromString(commit));
            if (walk.isMergedInto(ours, theirs)) {
                return new Result(Optional.of(commit), List.of());
            }
            if (walk.isMergedInto(theirs, ours)) {
                return new Result(Optional.of(into), List.of());
            }
            return merge(git, ours, theirs);
        } catch (IOException e) {
            throw GitFailures.writing("a merge of " + commit, e);
        }
    }

    private static Result merge(Repository git, RevCommit ours, RevCommit theirs) throws IOException {
        var merger = (ResolveMerger) MergeStrategy.RECURSIVE.newMerger(git, true);
        try (var inserter = merger.getObjectInserter()) {
            if (!merger.merge(ours, theirs)) {
                return new Result(Optional.empty(), List.copyOf(new TreeSet<>(merger.getUnmergedPaths())));
            }
            var builder = new CommitBuilder();
            builder.setTreeId(merger.getResultTreeId());
            builder.setParentIds(ours, theirs);
            var at = theirs.getCommitterIdent();
            var nobody = new PersonIdent("castellan", "castellan@localhost", at.getWhenAsInstant(), at.getZoneId());
            builder.setAuthor(nobody);
            builder.setCommitter(nobody);
            builder.setMessage("What a merge would be\n");
            var commit = inserter.insert(builder);
            inserter.flush();
            return new Result(Optional.of(commit.name()), List.of());
        }
    }
}
