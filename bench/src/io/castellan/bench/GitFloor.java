package io.castellan.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * The least that any tool in Java must pay for what a command reads of a repository: one process that walks and reads the same objects
 * with JGit, each blob once, and looks into none of them.
 *
 * <p>{@code GitFloor FOLDER plan}, {@code history} or {@code promote}; the repository is that of a {@link Story}.
 */
public final class GitFloor {
    private static final Pattern STATE = Pattern.compile("\"commit\": ?\"([0-9a-f]{40})\"");
    private static final int REQUESTS_TO_PROD = 12;

    private final Repository git;
    private final ObjectReader objects;
    private final RevWalk commits;
    private final Set<ObjectId> read = new HashSet<>();
    private long bytes;

    private GitFloor(Repository git) {
        this.git = git;
        this.objects = git.newObjectReader();
        this.commits = new RevWalk(objects);
    }

    public static void main(String[] arguments) throws Exception {
        try (var git = new FileRepositoryBuilder()
                .setGitDir(new File(arguments[0], ".git"))
                .setMustExist(true)
                .build()) {
            var floor = new GitFloor(git);
            switch (arguments[1]) {
                case "plan" -> floor.plan();
                case "history" -> floor.history();
                case "promote" -> floor.promote();
                default -> throw new IllegalArgumentException(arguments[1]);
            }
            System.out.println(floor.read.size() + " blobs, " + floor.bytes + " bytes");
        }
        if (arguments.length > 2) {
            Floor.main(new String[] {arguments[2], "read"});
        }
    }

    /** The commit, what was applied last, every entry for the policy in force, and what the source's newest entries show. */
    private void plan() throws IOException {
        var next = git.resolve(Story.NEXT);
        files(next, "castellan.yaml");
        files(next, "environments/prod");
        var applied = states(entries("prod", Integer.MAX_VALUE));
        files(applied.get(0), "castellan.yaml");
        files(applied.get(0), "environments/prod");
        for (var state : states(entries("dev", REQUESTS_TO_PROD))) {
            files(state, "environments/dev");
        }
    }

    /** All entries, and the commits that they name. */
    private void history() throws IOException {
        for (var state : states(entries("prod", Integer.MAX_VALUE))) {
            commits.parseBody(commits.parseCommit(state));
        }
    }

    /** Both environments, what the source's entries show, and who wrote what comes. */
    private void promote() throws IOException {
        var head = git.resolve("HEAD");
        files(head, "castellan.yaml");
        files(head, "environments/dev");
        files(head, "environments/prod");
        states(entries("prod", 1));
        var applied = states(entries("dev", REQUESTS_TO_PROD + 1));
        for (var state : applied) {
            files(state, "environments/dev");
        }
        var shared = applied.get(applied.size() - 1);
        var walk = new RevWalk(objects);
        walk.markStart(walk.parseCommit(head));
        walk.markUninteresting(walk.parseCommit(shared));
        walk.setTreeFilter(AndTreeFilter.create(PathFilter.create("environments/dev"), TreeFilter.ANY_DIFF));
        for (var commit : walk) {
            walk.parseBody(commit);
            for (var parent : commit.getParents()) {
                changed(walk.parseCommit(parent).getTree(), commit.getTree(), "environments/dev");
            }
        }
    }

    /** The blobs of intents and outcomes, the newest entries first. */
    private List<byte[]> entries(String environment, int limit) throws IOException {
        var tip = commits.parseCommit(git.resolve("refs/heads/castellan/ledger/" + environment));
        var intents = new TreeMap<String, ObjectId>();
        var outcomes = new TreeMap<String, ObjectId>();
        try (var walk = new TreeWalk(objects)) {
            walk.addTree(tip.getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                var path = walk.getPathString();
                if (path.endsWith("-intent.json")) {
                    intents.put(path, walk.getObjectId(0));
                } else if (path.endsWith("-outcome.json")) {
                    outcomes.put(path, walk.getObjectId(0));
                }
            }
        }
        for (var outcome : newest(outcomes, limit)) {
            content(outcome);
        }
        var contents = new ArrayList<byte[]>();
        for (var intent : newest(intents, limit)) {
            contents.add(content(intent));
        }
        return contents;
    }

    private static List<ObjectId> newest(TreeMap<String, ObjectId> all, int limit) {
        return all.descendingMap().values().stream().limit(limit).toList();
    }

    private static List<ObjectId> states(List<byte[]> intents) {
        var states = new LinkedHashSet<ObjectId>();
        for (var intent : intents) {
            var found = STATE.matcher(new String(intent, 0, Math.min(intent.length, 1000), StandardCharsets.US_ASCII));
            if (!found.find()) {
                throw new IllegalStateException("an intent without a commit");
            }
            states.add(ObjectId.fromString(found.group(1)));
        }
        return List.copyOf(states);
    }

    /** A file, or every file of a folder. */
    private void files(ObjectId commit, String path) throws IOException {
        try (var walk = new TreeWalk(objects)) {
            walk.addTree(commits.parseCommit(commit).getTree());
            walk.setFilter(PathFilter.create(path));
            walk.setRecursive(true);
            while (walk.next()) {
                content(walk.getObjectId(0));
            }
        }
    }

    private void changed(ObjectId before, ObjectId after, String path) throws IOException {
        try (var walk = new TreeWalk(objects)) {
            walk.addTree(before);
            walk.addTree(after);
            walk.setFilter(AndTreeFilter.create(PathFilter.create(path), TreeFilter.ANY_DIFF));
            walk.setRecursive(true);
            while (walk.next()) {
                for (int side = 0; side < 2; side++) {
                    if (walk.getRawMode(side) != 0) {
                        content(walk.getObjectId(side));
                    }
                }
            }
        }
    }

    private byte[] content(ObjectId blob) throws IOException {
        if (!read.add(blob.copy())) {
            return new byte[0];
        }
        var content = objects.open(blob).getCachedBytes(Integer.MAX_VALUE);
        bytes += content.length;
        return content;
    }
}
