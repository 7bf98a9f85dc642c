package io.castellan.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevWalkException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/** Which commit came before which. */
final class History {
    private final Repository git;

    History(Repository git) {
        this.git = git;
    }

    /** Whether a commit is the other one or its first parent's, and so on: what the branch itself was, not what was merged into it. */
    boolean onFirstParents(String tip, String commit) {
        try (var walk = new RevWalk(git)) {
            walk.setRetainBody(false);
            var wanted = ObjectId.fromString(commit);
            RevCommit at = walk.parseCommit(ObjectId.fromString(tip));
            while (!at.equals(wanted)) {
                if (at.getParentCount() == 0) {
                    return false;
                }
                at = at.getParent(0);
                walk.parseHeaders(at);
            }
            return true;
        } catch (IOException e) {
            throw GitFailures.reading("the history of " + tip, e);
        }
    }

    /** From a commit to the tip, both included, by first parents; none where the commit is not among them. */
    List<String> firstParents(String tip, String from) {
        try (var walk = new RevWalk(git)) {
            walk.setRetainBody(false);
            var commits = new ArrayList<String>();
            RevCommit at = walk.parseCommit(ObjectId.fromString(tip));
            commits.add(at.name());
            while (!at.name().equals(from)) {
                if (at.getParentCount() == 0) {
                    return List.of();
                }
                at = at.getParent(0);
                walk.parseHeaders(at);
                commits.add(at.name());
            }
            Collections.reverse(commits);
            return commits;
        } catch (IOException e) {
            throw GitFailures.reading("the history of " + tip, e);
        }
    }

    /** Whether the older is the younger, or was merged into it in whatever way. False where the older is not here. */
    boolean descends(String younger, String older) {
        try (var walk = new RevWalk(git)) {
            walk.setRetainBody(false);
            if (!git.getObjectDatabase().has(ObjectId.fromString(older))) {
                return false;
            }
            return walk.isMergedInto(
                    walk.parseCommit(ObjectId.fromString(older)), walk.parseCommit(ObjectId.fromString(younger)));
        } catch (IOException e) {
            throw GitFailures.reading("the history of " + younger, e);
        }
    }

    /** The newest commits that both come after; several where branches were merged crosswise. */
    List<String> mergeBases(String one, String other) {
        try (var walk = new RevWalk(git)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(ObjectId.fromString(one)));
            walk.markStart(walk.parseCommit(ObjectId.fromString(other)));
            var bases = new ArrayList<String>();
            walk.forEach(base -> bases.add(base.name()));
            return bases;
        } catch (IOException e) {
            throw GitFailures.reading("the history of " + one, e);
        }
    }

    /**
     * Whether every commit before this one is here. What was fetched from a shallow repository looks complete until somebody walks.
     *
     * @param checked a commit of which this is known
     */
    boolean isComplete(String tip, Optional<String> checked) {
        try (var walk = new RevWalk(git)) {
            walk.setRetainBody(false);
            walk.markStart(walk.parseCommit(ObjectId.fromString(tip)));
            if (checked.isPresent()) {
                walk.markUninteresting(walk.parseCommit(ObjectId.fromString(checked.get())));
            }
            while (walk.next() != null) {
                // being able to read it is all
            }
            return true;
        } catch (MissingObjectException | RevWalkException e) {
            return false;
        } catch (IOException e) {
            throw GitFailures.reading("the history of " + tip, e);
        }
    }
}
