package io.castellan.git;

import io.castellan.git.RecordBranch.Link;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Reads a record branch commit by commit. */
final class RecordLinks {
    private final Repository git;
    private final String ref;

    RecordLinks(Repository git, String ref) {
        this.git = git;
        this.ref = ref;
    }

    List<Link> to(String tip) {
        try (var walk = new RevWalk(git)) {
            var links = new ArrayList<Link>();
            RevCommit at = walk.parseCommit(ObjectId.fromString(tip));
            while (true) {
                walk.parseBody(at);
                links.add(link(walk, at));
                if (at.getParentCount() == 0) {
                    Collections.reverse(links);
                    return links;
                }
                at = walk.parseCommit(at.getParent(0));
            }
        } catch (IOException e) {
            throw GitFailures.reading(ref, e);
        }
    }

    private Link link(RevWalk commits, RevCommit commit) throws IOException {
        var added = new TreeMap<String, String>();
        var others = new ArrayList<String>();
        try (var walk = new TreeWalk(commits.getObjectReader())) {
            if (commit.getParentCount() == 0) {
                walk.addTree(new EmptyTreeIterator());
            } else {
                walk.addTree(commits.parseCommit(commit.getParent(0)).getTree());
            }
            walk.addTree(commit.getTree());
            walk.setFilter(TreeFilter.ANY_DIFF);
            walk.setRecursive(true);
            while (walk.next()) {
                if (walk.getRawMode(0) == 0 && walk.getFileMode(1).getObjectType() == Constants.OBJ_BLOB) {
                    added.put(walk.getPathString(), walk.getObjectId(1).name());
                } else {
                    others.add(walk.getPathString());
                }
            }
        } catch (MissingObjectException e) {
            throw GitFailures.reading(ref + " at " + commit.name(), e);
        }
        return new Link(
                commit.name(),
                Arrays.stream(commit.getParents()).map(RevCommit::name).toList(),
                added,
                others,
                commit.getCommitterIdent().getWhenAsInstant());
    }
}
