package io.castellan.bench;

import io.castellan.bench.Chronicle.Changed;
import io.castellan.model.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * A long history of two environments, dev and prod, the same each time. A pull request has eight commits, each with one topic of
 * dev; every other one was begun before the one before it was merged. It is merged and applied to dev; then a commit brings to prod what
 * was merged twelve pull requests ago, and that is applied. What of dev is not yet in prod comes with one more commit, on the branch
 * {@code next}.
 */
final class Story {
    static final String NEXT = "next";
    private static final int TOPICS_A_FILE = 20;
    private static final int FILES_A_TEAM = 20;
    private static final int COMMITS_A_REQUEST = 8;
    private static final int REQUESTS_TO_PROD = 12;
    private static final int DAYS = 7;
    private static final List<String> NAMES = List.of("dev", "prod");

    private final int topics;
    private final ObjectInserter objects;
    private final Random random = new Random(5);
    private Instant clock;

    private Story(int topics, ObjectInserter objects, Instant start) {
        this.topics = topics;
        this.objects = objects;
        this.clock = start;
    }

    static String topic(int i) {
        return "team-%02d.stream-%05d.v1".formatted(i / TOPICS_A_FILE / FILES_A_TEAM, i);
    }

    static String milliseconds(int days) {
        return Long.toString(Duration.ofDays(days).toMillis());
    }

    /** @param prod days of retention of prod's topics, as they were applied last */
    record Told(int[] prod, List<Changed> next) {
        @Override
        public String toString() {
            return next.size() + " changes are left";
        }
    }

    /**
     * @param repository initialised and empty
     * @param clusterId of prod
     */
    static Told tell(Path repository, int commits, int topics, String clusterId) throws IOException {
        try (var git = (FileRepository) new FileRepositoryBuilder()
                        .setGitDir(repository.resolve(".git").toFile())
                        .build();
                var objects = git.getObjectDatabase().newPackInserter()) {
            objects.checkExisting(false);
            int requests = commits / (COMMITS_A_REQUEST + 2);
            var start = Instant.now().minus(Duration.ofHours(2L * requests + 24));
            return new Story(topics, objects, start).tell(git, requests, clusterId, repository);
        }
    }

    /** The files of one environment. */
    private final class Folder implements Cloneable {
        private final String name;
        private int[] days = new int[topics];
        private ObjectId[] files = new ObjectId[(topics + TOPICS_A_FILE - 1) / TOPICS_A_FILE];
        private ObjectId[] teams = new ObjectId[(files.length + FILES_A_TEAM - 1) / FILES_A_TEAM];
        private ObjectId tree = ObjectId.zeroId();
        private final ObjectId environment;

        Folder(String name, String environment) throws IOException {
            this.name = name;
            this.environment = blob(environment);
        }

        Folder copy() {
            try {
                var copy = (Folder) clone();
                copy.days = days.clone();
                copy.files = files.clone();
                copy.teams = teams.clone();
                return copy;
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(e);
            }
        }

        void set(TreeMap<Integer, Integer> changes) throws IOException {
            changes.forEach((topic, value) -> days[topic] = value);
            var changed = new HashSet<Integer>();
            changes.keySet().forEach(topic -> changed.add(topic / TOPICS_A_FILE));
            for (int file : changed) {
                files[file] = blob(text(file));
            }
            var touched = new HashSet<Integer>();
            changed.forEach(file -> touched.add(file / FILES_A_TEAM));
            for (int team : touched) {
                var entries = new TreeFormatter();
                for (int file = team * FILES_A_TEAM; file < Math.min(files.length, (team + 1) * FILES_A_TEAM); file++) {
                    entries.append("topics-%03d.yaml".formatted(file), FileMode.REGULAR_FILE, files[file]);
                }
                teams[team] = objects.insert(entries);
            }
            var entries = new TreeFormatter();
            entries.append("environment.yaml", FileMode.REGULAR_FILE, environment);
            for (int team = 0; team < teams.length; team++) {
                entries.append("team-%02d".formatted(team), FileMode.TREE, teams[team]);
            }
            tree = objects.insert(entries);
        }

        private String text(int file) {
            var yaml = new StringBuilder("# Topics of team ").append(file / FILES_A_TEAM).append("\ntopics:\n");
            for (int i = file * TOPICS_A_FILE; i < Math.min(topics, (file + 1) * TOPICS_A_FILE); i++) {
                yaml.append("  ").append(topic(i)).append(":\n    partitions: 1\n    replicationFactor: 1\n    owner: team-")
                        .append(file / FILES_A_TEAM)
                        .append("\n    config:\n      # how long a reader may be away\n      retention.ms: ")
                        .append(days[i]).append("d\n      retention.bytes: 1GiB\n");
            }
            return yaml.toString();
        }

        Changed change(int topic, int before) {
            int file = topic / TOPICS_A_FILE;
            var path = "environments/%s/team-%02d/topics-%03d.yaml".formatted(name, file / FILES_A_TEAM, file);
            return new Changed(topic, path, before, days[topic]);
        }
    }

    private ObjectId blob(String text) throws IOException {
        return objects.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
    }

    private Told tell(FileRepository git, int requests, String clusterId, Path repository) throws IOException {
        var policy = blob(POLICY);
        var dev = new Folder("dev", ENVIRONMENT.formatted("dev", ""));
        var prod = new Folder("prod", ENVIRONMENT.formatted("prod", "promotion: {from: dev}\n"));
        var all = new TreeMap<Integer, Integer>();
        IntStream.range(0, topics).forEach(i -> all.put(i, DAYS));
        dev.set(all);
        prod.set(all);
        var tip = commit("Everything", policy, dev, prod);
        var ofDev = new Chronicle(new Target("dev", "bench-dev-0000000000000"), tip.name());
        var ofProd = new Chronicle(new Target("prod", clusterId), tip.name());
        ofDev.applied(tip.name(), dev.tree.name(), clock, created(dev));
        ofProd.applied(tip.name(), prod.tree.name(), clock, created(prod));

        var merged = new ArrayList<TreeMap<Integer, Integer>>();
        var before = tip;
        var devBefore = dev.copy();
        var prodBefore = prod.copy();
        for (int request = 0; request < requests; request++) {
            boolean early = request % 2 == 1;
            var parent = early ? before : tip;
            var side = early ? devBefore.copy() : dev.copy();
            var sideProd = early ? prodBefore : prod.copy();
            before = tip;
            devBefore = dev.copy();
            prodBefore = prod.copy();
            var changes = new TreeMap<Integer, Integer>();
            while (changes.size() < COMMITS_A_REQUEST) {
                int topic = random.nextInt(topics);
                if (changes.putIfAbsent(topic, dev.days[topic] + 1) == null) {
                    side.set(new TreeMap<>(Map.of(topic, dev.days[topic] + 1)));
                    parent = commit("Keep " + topic(topic) + " longer", policy, side, sideProd, parent);
                }
            }
            var old = dev.days.clone();
            dev.set(changes);
            tip = commit("Merge request " + request, policy, dev, prod, tip, parent);
            ofDev.applied(tip.name(), dev.tree.name(), clock, changed(dev, changes, old));
            merged.add(changes);
            if (request < REQUESTS_TO_PROD) {
                tip = commit("Say nothing new", policy, dev, prod, tip);
            } else {
                var waiting = merged.get(request - REQUESTS_TO_PROD);
                old = prod.days.clone();
                prod.set(waiting);
                tip = commit("Promote request " + (request - REQUESTS_TO_PROD), policy, dev, prod, tip);
                ofProd.applied(tip.name(), prod.tree.name(), clock, changed(prod, waiting, old));
            }
        }
        var rest = new TreeMap<Integer, Integer>();
        merged.subList(Math.max(0, merged.size() - REQUESTS_TO_PROD), merged.size()).forEach(rest::putAll);
        var next = prod.copy();
        next.set(rest);
        var last = commit("Promote the rest", policy, dev, next, tip);
        objects.flush();
        point(git, Constants.R_HEADS + "main", tip);
        point(git, Constants.R_HEADS + NEXT, last);
        ofDev.write(repository);
        ofProd.write(repository);
        return new Told(prod.days, changed(next, rest, prod.days));
    }

    private static List<Changed> created(Folder folder) {
        return IntStream.range(0, folder.days.length).mapToObj(i -> folder.change(i, 0)).toList();
    }

    private static List<Changed> changed(Folder folder, TreeMap<Integer, Integer> changes, int[] old) {
        return changes.keySet().stream().map(i -> folder.change(i, old[i])).toList();
    }

    private ObjectId commit(String subject, ObjectId policy, Folder dev, Folder prod, ObjectId... parents)
            throws IOException {
        var environments = new TreeFormatter();
        environments.append("dev", FileMode.TREE, dev.tree);
        environments.append("prod", FileMode.TREE, prod.tree);
        var root = new TreeFormatter();
        root.append("castellan.yaml", FileMode.REGULAR_FILE, policy);
        root.append("environments", FileMode.TREE, objects.insert(environments));
        clock = clock.plusSeconds(600);
        var commit = new CommitBuilder();
        commit.setTreeId(objects.insert(root));
        commit.setParentIds(parents);
        int author = random.nextInt(5) + 1;
        commit.setAuthor(new PersonIdent("Author " + author, "author-" + author + "@example.org", clock, ZoneOffset.UTC));
        commit.setCommitter(commit.getAuthor());
        commit.setMessage(subject
                + (author == 5 ? "\n\nAs they asked.\n\nCo-authored-by: Author 1 <author-1@example.org>\n" : "\n"));
        return objects.insert(commit);
    }

    private static void point(FileRepository git, String ref, ObjectId commit) throws IOException {
        var update = git.updateRef(ref);
        update.setNewObjectId(commit);
        if (update.update() != RefUpdate.Result.NEW) {
            throw new IOException(ref + " cannot be made");
        }
    }

    private static final String ENVIRONMENT = """
            apiVersion: castellan/v1
            environment: %s
            cluster:
              sandbox: {brokers: 1}
            protection: {maxDeletes: 100, maxDeleteShare: 50%%}
            %s""";

    private static final String POLICY = """
            apiVersion: castellan/v1
            pipeline: [dev, prod]
            people:
              author-1: {emails: [author-1@example.org]}
              author-2: {emails: [author-2@example.org]}
              author-3: {emails: [author-3@example.org]}
              author-4: {emails: [author-4@example.org]}
              author-5: {emails: [author-5@example.org]}
              deployer: {emails: [deployer@example.org], accounts: [local:deployer]}
            groups:
              authors: [author-1, author-2, author-3, author-4, author-5]
              deployers: [deployer]
            access:
              dev:
                write: [authors]
                execute: [deployers]
                approvals: {safe: 0, disruptive: 0, destructive: 0, irreversible: 0, environmentOnly: 0, control: 0}
              prod:
                write: [authors]
                approve: [authors]
                execute: [deployers]
                approvals: {safe: 0, disruptive: 0, destructive: 0, irreversible: 0, environmentOnly: 0, control: 0}
            """;
}
