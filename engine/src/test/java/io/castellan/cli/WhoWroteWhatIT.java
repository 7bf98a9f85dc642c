package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.access.DeclarationHistory;
import io.castellan.access.Identity;
import io.castellan.diagnostics.Failure;
import io.castellan.git.Commit;
import io.castellan.git.GitRepository;
import io.castellan.git.Person;
import io.castellan.git.RealGit;
import io.castellan.model.ResourceId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which commits touched which declaration: what authors are computed from. */
class WhoWroteWhatIT {
    private static final String ORDERS = "topics: {orders: {partitions: 1, replicationFactor: 1}}\n";

    @TempDir
    private Path folder;

    private RealGit git;

    @BeforeEach
    void begin() {
        git = RealGit.init(folder);
        by("admin");
        environment("");
        git.write("environments/dev/orders.yaml", ORDERS).write("environments/dev/bills.yaml", topic("bills", "1"));
    }

    private void by(String name) {
        git.run("config", "user.name", name);
        git.run("config", "user.email", name + "@example.org");
    }

    private void environment(String more) {
        git.write("environments/dev/environment.yaml", """
                apiVersion: castellan/v1
                environment: dev
                cluster: {sandbox: {brokers: 1}}
                """ + more);
    }

    private static String topic(String name, String partitions) {
        return "topics: {" + name + ": {partitions: " + partitions + ", replicationFactor: 1}}\n";
    }

    private Map<String, List<String>> touching(Optional<String> since, String... names) {
        var asked = new TreeMap<ResourceId, Optional<String>>();
        Arrays.stream(names).forEach(name -> asked.put(new ResourceId("topic", name), since));
        return touching(asked);
    }

    private Map<String, List<String>> touching(Map<ResourceId, Optional<String>> asked) {
        try (var repository = GitRepository.discover(folder).orElseThrow()) {
            var workspace = new Workspace(folder, "environments", Optional.of(repository));
            var loading = new Loading(workspace, Rooms.registry(), Clock.systemUTC());
            var subjects = new TreeMap<String, List<String>>();
            new DeclarationHistory(repository, "environments/dev", loading.states("dev"))
                    .touching(asked, repository.resolve("HEAD"))
                    .forEach((id, commits) -> subjects.put(
                            id.name(), commits.stream().map(Commit::subject).toList()));
            return subjects;
        }
    }

    @Test
    void aCommitTouchesWhatItDeclaresOtherwise() {
        git.commit("begin");
        git.write("environments/dev/orders.yaml", topic("orders", "2")).commit("more orders");
        git.write("README.md", "words").commit("words");

        assertThat(touching(Optional.empty(), "orders", "bills", "unknown"))
                .isEqualTo(Map.of(
                        "orders", List.of("more orders", "begin"), "bills", List.of("begin"), "unknown", List.of()));
    }

    @Test
    void whereTheHistoryIsCutOffNobodyIsTakenForTheAuthorOfEverything() {
        git.commit("begin");
        var since =
                git.write("environments/dev/orders.yaml", topic("orders", "2")).commit("more orders");
        by("other");
        git.write("environments/dev/bills.yaml", topic("bills", "2")).commit("more bills");
        var whole = folder;
        var shallow = whole.resolve("shallow");
        git.run("clone", "-q", "--depth", "2", whole.toUri().toString(), shallow.toString());

        folder = shallow;
        assertThatThrownBy(() -> touching(Optional.empty(), "orders"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("cut off at commit " + since);
        assertThat(touching(Optional.of(since), "orders", "bills"))
                .as("what is not older is here")
                .isEqualTo(Map.of("orders", List.of(), "bills", List.of("more bills")));
    }

    @Test
    void onlyWhatCameSinceCounts() {
        var since = git.commit("begin");
        git.write("environments/dev/orders.yaml", topic("orders", "2")).commit("more orders");

        assertThat(touching(Optional.of(since), "orders", "bills"))
                .isEqualTo(Map.of("orders", List.of("more orders"), "bills", List.of()));
    }

    @Test
    void whatCameSinceIsToldForEachByItself() {
        var begin = git.commit("begin");
        git.write("environments/dev/orders.yaml", topic("orders", "2"))
                .write("environments/dev/bills.yaml", topic("bills", "2"))
                .commit("more of both");
        var since = git.run("rev-parse", "HEAD");
        git.write("environments/dev/orders.yaml", topic("orders", "3"))
                .write("environments/dev/bills.yaml", topic("bills", "3"))
                .commit("still more");

        assertThat(touching(Map.of(
                        new ResourceId("topic", "orders"), Optional.of(begin),
                        new ResourceId("topic", "bills"), Optional.of(since))))
                .isEqualTo(Map.of("orders", List.of("still more", "more of both"), "bills", List.of("still more")));
    }

    @Test
    void whatMovesToAnotherFileOrIsWrittenOtherwiseIsNotTouched() {
        var since = git.commit("begin");
        git.run("mv", "environments/dev/orders.yaml", "environments/dev/moved.yaml");
        git.write("environments/dev/moved.yaml", "# the same\n" + ORDERS).commit("move");

        assertThat(touching(Optional.of(since), "orders", "bills"))
                .isEqualTo(Map.of("orders", List.of(), "bills", List.of()));
    }

    @Test
    void aRemovedDeclarationIsTouchedByItsRemoval() {
        var since = git.commit("begin");
        git.run("rm", "-q", "environments/dev/bills.yaml");
        git.commit("no bills");

        assertThat(touching(Optional.of(since), "bills")).isEqualTo(Map.of("bills", List.of("no bills")));
    }

    @Test
    void aDefaultTouchesWhatInheritsIt() {
        git.write("environments/dev/orders.yaml", "topics: {orders: {partitions: 1}}\n");
        environment("defaults: {topics: {replicationFactor: 1}}\n");
        var since = git.commit("begin");
        environment("defaults: {topics: {replicationFactor: 2}}\n");
        git.commit("another default");

        assertThat(touching(Optional.of(since), "orders", "bills"))
                .isEqualTo(Map.of("orders", List.of("another default"), "bills", List.of()));
    }

    @Test
    void aMergeTouchesNothingUnlessItMadeSomethingItself() {
        var since = git.commit("begin");
        git.run("checkout", "-q", "-b", "side");
        git.write("environments/dev/orders.yaml", topic("orders", "2")).commit("side work");
        git.run("checkout", "-q", "main");
        git.write("environments/dev/bills.yaml", topic("bills", "3")).commit("main work");
        git.run("merge", "-q", "--no-ff", "--no-edit", "-m", "merge", "side");
        assertThat(touching(Optional.of(since), "orders", "bills"))
                .isEqualTo(Map.of("orders", List.of("side work"), "bills", List.of("main work")));

        git.run("checkout", "-q", "side");
        git.write("environments/dev/more.yaml", topic("more", "1")).commit("side again");
        git.run("checkout", "-q", "main");
        git.write("environments/dev/bills.yaml", topic("bills", "4")).commit("main again");
        git.run("merge", "-q", "--no-ff", "--no-commit", "side");
        git.write("environments/dev/orders.yaml", topic("orders", "9")).commit("evil merge");

        assertThat(touching(Optional.of(since), "orders", "bills", "more"))
                .isEqualTo(Map.of(
                        "orders",
                        List.of("evil merge", "side work"),
                        "bills",
                        List.of("main again", "main work"),
                        "more",
                        List.of("side again")));
    }

    @Test
    void aCommitThatCannotBeReadCountsForEverything() {
        var since = git.commit("begin");
        git.write("environments/dev/orders.yaml", "topics: {orders: {partitons: 1}}\n")
                .commit("wrong");
        git.write("environments/dev/orders.yaml", ORDERS).commit("right again");

        assertThat(touching(Optional.of(since), "orders", "bills"))
                .isEqualTo(Map.of("orders", List.of("right again", "wrong"), "bills", List.of("right again", "wrong")));
    }

    @Test
    void anOverrideDoesNotHideWhoTouchedSomethingElse() {
        environment(
                "overrides: {topics: {orders: {config: {retention.ms: 14d}, until: 2099-01-01T00:00Z, reason: x}}}\n");
        var since = git.commit("begin");
        git.write("environments/dev/bills.yaml", topic("bills", "2")).commit("more bills");

        assertThat(touching(Optional.of(since), "orders", "bills"))
                .isEqualTo(Map.of("orders", List.of(), "bills", List.of("more bills")));
    }

    @Test
    void whoWroteACommitIsReadWithItsCoAuthors() {
        by("merger");
        git.run("add", "-A");
        git.run(
                "commit",
                "-q",
                "--author",
                "author <author@example.org>",
                "-m",
                "squashed\n\nCo-authored-by: second <second@example.org>\nco-authored-by: nobody\n");
        try (var repository = GitRepository.discover(folder).orElseThrow()) {
            var commit = repository
                    .history("environments", Optional.empty(), repository.resolve("HEAD"))
                    .get(0);

            assertThat(commit.author()).isEqualTo(new Person("author", "author@example.org"));
            assertThat(commit.committer()).isEqualTo(new Person("merger", "merger@example.org"));
            assertThat(commit.coAuthors())
                    .containsExactly(new Person("second", "second@example.org"), new Person("nobody", ""));
        }
    }

    @Test
    void aMergeThatTakesBackWhatOneSideHadIsWhoMergedIt() {
        var forked = git.commit("begin");
        var since =
                git.write("environments/dev/orders.yaml", topic("orders", "2")).commit("more orders");
        by("intruder");
        git.run("checkout", "-q", "-b", "hidden");
        var tree = git.run("rev-parse", forked + "^{tree}");
        var merge = git.run("commit-tree", tree, "-p", since, "-p", forked, "-m", "just a merge");
        git.run("reset", "-q", "--hard", merge);

        assertThat(touching(Optional.of(since), "orders", "bills"))
                .as("the merge is the same as its other parent, which is older than what it takes back")
                .isEqualTo(Map.of("orders", List.of("just a merge"), "bills", List.of()));

        git.write("environments/dev/bills.yaml", topic("bills", "2")).commit("more bills");
        assertThat(touching(Optional.of(since), "orders", "bills"))
                .isEqualTo(Map.of("orders", List.of("just a merge"), "bills", List.of("more bills")));
    }

    @Test
    void aMergeThatTakesBackOneOfManyIsWhoMergedThat() {
        git.commit("begin");
        git.run("checkout", "-q", "-b", "side");
        git.write("environments/dev/bills.yaml", topic("bills", "3")).commit("side work");
        git.run("checkout", "-q", "main");
        var since =
                git.write("environments/dev/orders.yaml", topic("orders", "2")).commit("more orders");
        by("intruder");
        git.run("merge", "-q", "--no-ff", "--no-commit", "side");
        git.write("environments/dev/orders.yaml", ORDERS).commit("looks like a merge");

        assertThat(touching(Optional.of(since), "orders", "bills"))
                .isEqualTo(Map.of("orders", List.of("looks like a merge"), "bills", List.of("side work")));
    }

    @Test
    void aMergeThatKeepsOnlyItsOwnSideIsWhoMergedIt() {
        var forked = git.commit("begin");
        var since =
                git.write("environments/dev/orders.yaml", topic("orders", "2")).commit("more orders");
        git.run("checkout", "-q", "-b", "hidden", forked);
        by("intruder");
        git.run("merge", "-q", "-s", "ours", "-m", "the other way round", "main");

        assertThat(touching(Optional.of(since), "orders")).isEqualTo(Map.of("orders", List.of("the other way round")));
    }

    @Test
    void whatWasAppliedLaterThanThisLeavesNobodyOut() {
        var early = git.commit("begin");
        var wanted =
                git.write("environments/dev/orders.yaml", topic("orders", "2")).commit("more orders");
        var since = git.write("environments/dev/orders.yaml", ORDERS).commit("back again");
        git.run("checkout", "-q", wanted);

        assertThat(touching(Optional.of(since), "orders")).isEqualTo(Map.of("orders", List.of("more orders", "begin")));
        git.run("checkout", "-q", early);
        assertThat(touching(Optional.of(since), "orders")).isEqualTo(Map.of("orders", List.of("begin")));
    }

    @Test
    void aFileThatAMergeTakesBackIsWhoMergedIt() {
        var forked = git.write("castellan.yaml", "loose").commit("begin");
        var since = git.write("castellan.yaml", "strict").commit("stricter");
        var merge = git.run(
                "commit-tree", git.run("rev-parse", forked + "^{tree}"), "-p", since, "-p", forked, "-m", "merge");
        try (var repository = GitRepository.discover(folder).orElseThrow()) {
            assertThat(repository.history("castellan.yaml", Optional.of(since), merge))
                    .extracting(Commit::subject)
                    .containsExactly("merge");
        }
    }

    @Test
    void aCommitWithoutReadableNamesIsNobodys() {
        var tree = git.run("rev-parse", git.commit("begin") + "^{tree}");
        git.write("raw", "tree " + tree + "\nauthor Mallory 0 +0000\ncommitter 0 +0000\n\nodd\n");
        var odd = git.run("hash-object", "-t", "commit", "--literally", "-w", "raw");
        try (var repository = GitRepository.discover(folder).orElseThrow()) {
            var commit = repository.commit(odd).orElseThrow();

            assertThat(Identity.email(commit.author().email()).kind()).isEqualTo(Identity.Kind.MALFORMED);
            assertThat(Identity.email(commit.committer().email()).kind()).isEqualTo(Identity.Kind.MALFORMED);
        }
    }
}
