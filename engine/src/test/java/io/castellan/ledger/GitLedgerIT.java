package io.castellan.ledger;

import static io.castellan.ledger.Samples.PROD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.git.GitCodes;
import io.castellan.git.GitRepository;
import io.castellan.git.RealGit;
import io.castellan.model.Intent;
import io.castellan.model.Intent.Executor;
import io.castellan.model.Intent.LeftOut;
import io.castellan.model.Intent.StateCommit;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Plan;
import io.castellan.model.Target;
import io.castellan.model.Warrant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ledger in a real repository, held against the program git. */
class GitLedgerIT {
    private static final String BRANCH = "castellan/ledger/prod";

    @TempDir
    Path temp;

    private RealGit git;
    private StateCommit state;
    private final List<GitRepository> opened = new ArrayList<>();

    @BeforeEach
    void aRepositoryWithOneCommit() {
        git = RealGit.init(temp.resolve("a repository with späces"));
        var commit = git.write("environments/prod/payments.yaml", "topics: {}").commit("state");
        state = new StateCommit(commit, git.run("rev-parse", commit + ":environments/prod"), false);
    }

    @AfterEach
    void close() {
        opened.forEach(GitRepository::close);
    }

    /** As another process would see it: nothing is shared but the files. */
    private GitLedger ledger(Path folder) {
        var repository = GitRepository.discover(folder).orElseThrow();
        opened.add(repository);
        return new GitLedger(repository, "prod");
    }

    private GitLedger ledger() {
        return ledger(git.folder());
    }

    private Intent begin(Ledger ledger, String... topics) {
        var plan = Samples.plan(PROD, ledger.head(), topics);
        var intent = Samples.intent(ledger.nextSequence(), plan, state);
        ledger.append(intent, plan);
        return intent;
    }

    private void apply(Ledger ledger, String... topics) {
        ledger.append(Samples.outcome(begin(ledger, topics), ChangeResult.APPLIED));
    }

    private static List<Code> codes(ThrowingCallable call) {
        return catchThrowableOfType(Failure.class, call).problems().stream()
                .map(Problem::code)
                .toList();
    }

    @Test
    void anEmptyLedgerHasNoHeadAndNoEntry() {
        assertThat(ledger().head()).isEmpty();
        assertThat(ledger().entries()).isEmpty();
        assertThat(ledger().open()).isEmpty();
        assertThat(ledger().nextSequence()).isEqualTo(1);
        assertThat(git.run("branch", "--list")).isEqualTo("* main");
    }

    @Test
    void whatIsAppendedIsReadBackByAnother() {
        var writer = ledger();
        var plan = Samples.plan(PROD, Optional.empty(), "a", "b");
        var intent = Samples.intent(1, plan, state);
        var outcome = Samples.outcome(intent, ChangeResult.FAILED);

        writer.append(intent, plan);

        assertThat(ledger().open()).contains(new LedgerEntry(intent, Optional.empty()));
        assertThat(ledger().plan(ledger().open().orElseThrow())).isEqualTo(plan);
        assertThat(ledger().head()).contains(git.run("rev-parse", BRANCH));

        writer.append(outcome);

        assertThat(writer.entries()).containsExactly(new LedgerEntry(intent, Optional.of(outcome)));
        assertThat(ledger().entries()).isEqualTo(writer.entries());
        assertThat(ledger().open()).isEmpty();
        assertThat(ledger().nextSequence()).isEqualTo(2);
    }

    @Test
    void theBranchIsACleanHistoryOfItsOwnWhoseIntentsKeepTheirState() {
        var ledger = ledger();
        apply(ledger, "a");
        apply(ledger, "b");
        begin(ledger, "c");

        assertThat(git.run("log", "--first-parent", "--reverse", "--format=%s", BRANCH)
                        .lines())
                .containsExactly(
                        "Begin the ledger of prod",
                        "prod #1: 1 to change · run by deployer",
                        "prod #1: 1 changed · run by deployer",
                        "prod #2: 1 to change · run by deployer",
                        "prod #2: 1 changed · run by deployer",
                        "prod #3: 1 to change · run by deployer");
        assertThat(git.run("rev-list", "--parents", "-1", BRANCH).split(" "))
                .containsExactly(git.run("rev-parse", BRANCH), git.run("rev-parse", BRANCH + "^"), state.commit());
        assertThat(git.run("rev-list", "--parents", "-1", BRANCH + "^").split(" "))
                .hasSize(2);
        assertThat(git.run("rev-list", "--max-parents=0", "--first-parent", BRANCH))
                .isNotEqualTo(state.commit());
        assertThat(git.run("ls-tree", "-r", "--name-only", BRANCH).lines())
                .containsExactly(
                        "events/0000/000001-intent.json",
                        "events/0000/000001-outcome.json",
                        "events/0000/000001-plan.json",
                        "events/0000/000002-intent.json",
                        "events/0000/000002-outcome.json",
                        "events/0000/000002-plan.json",
                        "events/0000/000003-intent.json",
                        "events/0000/000003-plan.json");
        assertThat(git.run("log", "--format=%(trailers:only,unfold)", "-1", BRANCH + "^")
                        .lines())
                .containsExactly(
                        "Castellan-Event: 000002-outcome",
                        "Castellan-Environment: prod",
                        "Castellan-State: " + state.commit(),
                        "Castellan-Plan: " + ledger.entries().get(1).intent().planDigest(),
                        "Castellan-Executed-By: deployer (local)",
                        "Castellan-Outcome: applied");
        assertThat(git.run("fsck", "--strict")).isEmpty();
        assertThat(git.run("status", "--porcelain")).isEmpty();
    }

    @Test
    void theStateOfAnEntryIsNeverCollected() {
        git.run("checkout", "-q", "-b", "topic");
        var commit =
                git.write("environments/prod/payments.yaml", "topics: {a: {}}").commit("on a branch that is deleted");
        state = new StateCommit(commit, git.run("rev-parse", commit + ":environments/prod"), false);
        apply(ledger(), "a");
        git.run("checkout", "-q", "main");
        git.run("branch", "-qD", "topic");

        git.run("reflog", "expire", "--expire=now", "--all");
        git.run("gc", "-q", "--prune=now");

        assertThat(git.run("cat-file", "-t", commit)).isEqualTo("commit");
        assertThat(ledger().entries()).hasSize(1);
        apply(ledger(), "b");
        assertThat(ledger().entries()).hasSize(2);
    }

    @Test
    void whoeverIsSecondIsToldAndNothingIsLost() {
        var one = ledger();
        var other = ledger();
        var plan = Samples.plan(PROD, other.head(), "b");
        var late = Samples.intent(other.nextSequence(), plan, state);
        apply(one, "a");

        assertThatThrownBy(() -> other.append(late, plan))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.STALE))
                .hasMessageContaining("CAS-LEDGER-001")
                .hasMessageContaining("#1 of prod")
                .hasMessageContaining("deployer");

        assertThat(one.entries()).hasSize(1);
    }

    @Test
    void aPlanWhoseBaselineIsOlderThanTheHeadIsStaleEvenWithTheRightNumber() {
        var one = ledger();
        apply(one, "a");
        var plan = Samples.plan(PROD, one.head(), "b");
        apply(ledger(), "c");

        assertThat(codes(() -> one.append(Samples.intent(one.nextSequence(), plan, state), plan)))
                .containsExactly(LedgerCodes.MOVED);
    }

    @Test
    void whatOneAppendedItselfDoesNotMakeItsPlanStale() {
        var ledger = ledger();
        var abandoned = begin(ledger, "a");
        var again = ledger();
        var plan = Samples.plan(PROD, again.head(), "b");

        again.append(Samples.outcome(abandoned, ChangeResult.NOT_RUN));
        again.append(Samples.intent(again.nextSequence(), plan, state), plan);

        assertThat(again.entries()).hasSize(2);
    }

    @Test
    void nothingFollowsAnOpenEntry() {
        var ledger = ledger();
        begin(ledger, "a");
        assertThat(codes(() -> begin(ledger, "b"))).containsExactly(LedgerCodes.STILL_OPEN);
    }

    @Test
    void anOutcomeIsRecordedOnceAndOnlyForTheOpenEntry() {
        var ledger = ledger();
        var intent = begin(ledger, "a");
        var other = ledger();
        ledger.append(Samples.outcome(intent, ChangeResult.APPLIED));

        var failure =
                catchThrowableOfType(Failure.class, () -> other.append(Samples.outcome(intent, ChangeResult.FAILED)));

        assertThat(failure.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(failure.problems())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder(LedgerCodes.NOT_OPEN, LedgerCodes.OUTCOME_NOT_RECORDED);
        assertThat(other.entries().get(0).outcome()).contains(Samples.outcome(intent, ChangeResult.APPLIED));
    }

    @Test
    void anIntentAndAPlanThatDoNotBelongTogetherAreADefect() {
        var ledger = ledger();
        var plan = Samples.plan(PROD, Optional.empty(), "a");
        var other = Samples.plan(PROD, Optional.empty(), "b");
        var dev = Samples.plan(new Target("dev", "x"), Optional.empty(), "a");
        assertThatThrownBy(() -> ledger.append(Samples.intent(1, plan, state), other))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger.append(Samples.intent(1, dev, state), dev))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger.append(Samples.intent(2, plan, state), plan))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ledger.head()).isEmpty();
    }

    @Test
    void aStateCommitThatDoesNotExistIsRefused() {
        state = new StateCommit("0123456789012345678901234567890123456789", state.tree(), false);
        var ledger = ledger();
        assertThat(codes(() -> begin(ledger, "a"))).containsExactly(GitCodes.INCOMPLETE);
        assertThat(ledger.head()).isEmpty();
    }

    @Test
    void aHostileNameAddsNoTrailer() {
        var ledger = ledger();
        var plan = Samples.plan(PROD, Optional.empty(), "a");
        var plain = Samples.intent(1, plan, state);
        var hostile = new Intent(
                1,
                plain.target(),
                state,
                plain.changes(),
                plain.leftOut(),
                plain.targets(),
                new Executor("rev\n\nCastellan-Outcome: applied\u2028", "x\r\nCastellan-Plan: other"),
                Warrant.none(),
                "castellan",
                plain.at());

        ledger.append(hostile, plan);

        assertThat(git.run("log", "-1", "--format=%(trailers:key=Castellan-Outcome)", BRANCH))
                .isEmpty();
        assertThat(git.run("log", "-1", "--format=%B", BRANCH).lines()).hasSize(7);
        assertThat(ledger().entries().get(0).intent()).isEqualTo(hostile);
    }

    @Test
    void worksInABareRepositoryAndInALinkedWorkTree() {
        var bare = temp.resolve("bare.git");
        git.run("clone", "-q", "--bare", git.folder().toString(), bare.toString());
        var linked = temp.resolve("linked");
        git.run("worktree", "add", "-q", "-b", "topic", linked.toString());

        apply(ledger(bare), "a");
        apply(ledger(linked), "a");
        apply(ledger(), "b");

        assertThat(ledger(bare).entries()).hasSize(1);
        assertThat(ledger(linked).entries()).hasSize(2);
        assertThat(RealGit.in(bare).run("fsck", "--strict")).isEmpty();
        assertThat(git.run("rev-list", "--first-parent", "--count", BRANCH)).isEqualTo("5");
    }

    @Test
    void goesOnFromPackedReferences() {
        apply(ledger(), "a");
        git.run("pack-refs", "--all", "--prune");
        assertThat(git.folder().resolve(".git/refs/heads/" + BRANCH)).doesNotExist();

        assertThat(ledger().entries()).hasSize(1);
        apply(ledger(), "b");

        assertThat(ledger().entries()).hasSize(2);
        assertThat(git.run("rev-list", "--first-parent", "--count", BRANCH)).isEqualTo("5");
    }

    @Test
    void environmentsHaveLedgersOfTheirOwn() {
        var repository = GitRepository.discover(git.folder()).orElseThrow();
        opened.add(repository);
        var dev = new GitLedger(repository, "dev");
        var target = new Target("dev", "other");
        var plan = Samples.plan(target, dev.head(), "a");
        apply(ledger(), "a");

        dev.append(Samples.intent(1, plan, state), plan);

        assertThat(dev.entries()).hasSize(1);
        assertThat(git.run("merge-base", "castellan/ledger/dev", BRANCH)).isEqualTo(state.commit());
    }

    @Test
    void anEnvironmentWhoseNameIsNoBranchIsRefused() {
        var repository = GitRepository.discover(git.folder()).orElseThrow();
        opened.add(repository);
        for (var name : List.of("a..b", "a b", "-x.lock", "", "a~1", "@{u}")) {
            assertThat(codes(() -> new GitLedger(repository, name))).as(name).containsExactly(GitCodes.BRANCH_NAME);
        }
    }

    @Test
    void aBranchInTheWayIsNamed() {
        git.run("branch", "castellan/ledger");
        var ledger = ledger();
        assertThatThrownBy(() -> begin(ledger, "a"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("CAS-GIT-016")
                .hasMessageContaining("refs/heads/castellan/ledger");
    }

    @Test
    void aLockThatAKilledProcessLeftIsNamedAndDeletingItIsEnough() throws IOException {
        apply(ledger(), "a");
        var lock = git.folder().resolve(".git/refs/heads/" + BRANCH + ".lock");
        Files.createFile(lock);
        var ledger = ledger();

        assertThatThrownBy(() -> begin(ledger, "b"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE))
                .hasMessageContaining("refs/heads/" + BRANCH + ".lock");
        assertThat(ledger.entries()).hasSize(1);

        Files.delete(lock);
        begin(ledger, "b");
        assertThat(ledger().entries()).hasSize(2);
    }

    @Test
    void whatSomebodyAlteredIsNamed() {
        apply(ledger(), "a");
        apply(ledger(), "b");
        var intent = "events/0000/000002-intent.json";
        var good = git.run("show", BRANCH + ":" + intent);

        rewrite(intent, good.replace("castellan/intent/v1", "castellan/intent/v9"));
        assertThatThrownBy(() -> ledger().entries().get(1))
                .hasMessageContaining("castellan/intent/v9")
                .hasMessageContaining(BRANCH + ":" + intent)
                .hasMessageContaining("CAS-LEDGER-007");
        assertThat(ledger().entries().get(0).isOpen()).isFalse();

        rewrite(intent, good.replace("\"sequence\": 2", "\"sequence\": 1"));
        assertThat(codes(() -> ledger().entries().get(1))).containsExactly(LedgerCodes.CONTRADICTION);

        rewrite(intent, good.replace("\"environment\": \"prod\"", "\"environment\": \"dev\""));
        assertThat(codes(() -> ledger().entries().get(1))).containsExactly(LedgerCodes.CONTRADICTION);

        rewrite(intent, good.replace("topic/b", "topic/a"));
        assertThat(codes(() -> ledger().entries().get(1))).containsExactly(LedgerCodes.CONTRADICTION);
        rewrite(intent, good);
        assertThat(ledger().entries().get(1).isOpen()).isFalse();

        var plan = "events/0000/000002-plan.json";
        var goodPlan = git.run("show", BRANCH + ":" + plan);
        rewrite(plan, goodPlan.replace("\"after\": \"604800000\"", "\"after\": \"1\""));
        assertThatThrownBy(() -> ledger().plan(ledger().entries().get(1))).hasMessageContaining("CAS-JSON-005");
        rewrite(plan, git.run("show", BRANCH + ":events/0000/000001-plan.json"));
        assertThat(codes(() -> ledger().plan(ledger().entries().get(1)))).containsExactly(LedgerCodes.CONTRADICTION);
    }

    @Test
    void whatIsMissingOrUnknownIsNamed() {
        apply(ledger(), "a");
        apply(ledger(), "b");
        var before = git.run("rev-parse", BRANCH);

        rewrite("events/0000/000001-outcome.json", null);
        assertThatThrownBy(() -> ledger().entries())
                .hasMessageContaining("CAS-LEDGER-006")
                .hasMessageContaining("entry 1 lacks its outcome");
        git.run("update-ref", "refs/heads/" + BRANCH, before);

        rewrite("events/0000/000001-plan.json", null);
        assertThat(codes(() -> ledger().entries())).containsExactly(LedgerCodes.GAP);
        git.run("update-ref", "refs/heads/" + BRANCH, before);

        for (var path : List.of(
                "events/0000/000003-approval.json",
                "events/0001/000003-intent.json",
                "events/0000/00003-intent.json",
                "events/9999999999999999999999/9999999999999999999999-intent.json",
                "readme.md")) {
            rewrite(path, "{}");
            assertThat(codes(() -> ledger().entries())).as(path).containsExactly(LedgerCodes.UNKNOWN_FILE);
            git.run("update-ref", "refs/heads/" + BRANCH, before);
        }
        assertThat(ledger().entries()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(ChangeResult.class)
    void briefsSayTheSameHoweverMuchTheyAreReadFor(ChangeResult result) {
        for (var left : List.of(List.<LeftOut>of(), List.of(new LeftOut(Samples.topic("b"), "refused")))) {
            var ledger = ledger();
            var plan = Samples.plan(PROD, ledger.head(), "a", "b");
            var intent = leaving(left, Samples.intent(ledger.nextSequence(), plan, state));
            ledger.append(intent, plan);
            assertThat(ledger().briefs()).isEqualTo(EntryBrief.of(ledger().entries()));
            assertThat(ledger().open()).isPresent();
            ledger.append(Samples.outcome(intent, result));
            assertThat(ledger().briefs()).isEqualTo(EntryBrief.of(ledger().entries()));
            assertThat(ledger().open()).isEmpty();
        }
        var briefs = ledger().briefs();
        assertThat(briefs.get(0).pending().isEmpty()).isEqualTo(result.good());
        assertThat(briefs.get(1).tried())
                .as("what it may have set is known")
                .contains(Samples.topic("b"))
                .hasSize(result.good() ? 1 : 2);
    }

    private static Intent leaving(List<LeftOut> left, Intent intent) {
        return new Intent(
                intent.sequence(),
                intent.target(),
                intent.state(),
                intent.changes(),
                left,
                intent.targets(),
                intent.executor(),
                intent.warrant(),
                intent.tool(),
                intent.at());
    }

    @Test
    void whatAnEntryWithoutRestSaysOfItsChangesIsLeftToWhoeverReadsThem() {
        var ledger = ledger();
        var plan = Samples.plan(PROD, ledger.head(), "a", "b");
        var intent = leaving(List.of(), Samples.intent(1, plan, state));
        ledger.append(intent, plan);
        ledger.append(Samples.outcome(intent, ChangeResult.APPLIED));
        var path = "events/0000/000001-outcome.json";
        var good = git.run("show", BRANCH + ":" + path);

        rewrite(path, good.replace("topic/b", "topic/c"));
        assertThat(ledger().briefs().get(0).pending()).isEmpty();
        assertThat(codes(() -> ledger().entries().get(0))).containsExactly(LedgerCodes.CONTRADICTION);
        assertThat(ledger().reread().flaws())
                .extracting(flaw -> flaw.problem().code())
                .contains(ChainCodes.ALTERED);

        rewrite(path, good.replaceFirst("\"applied\",(\\s+\"at\")", "\"done\",$1"));
        assertThat(codes(() -> ledger().briefs().get(0))).contains(LedgerCodes.UNREADABLE);

        rewrite(path, good.replaceFirst("\"sequence\": 1", "\"sequence\": 2"));
        assertThat(codes(() -> ledger().briefs().get(0))).containsExactly(LedgerCodes.CONTRADICTION);

        rewrite(path, good.replaceFirst("(?s)\"changes\": \\[.*\\]", "\"changes\": []"));
        assertThat(ledger().briefs().get(0).pending())
                .as("nothing says what became of them")
                .containsExactly(Samples.topic("a"), Samples.topic("b"));
    }

    /** As somebody with the program git could do it. */
    private void rewrite(String path, String content) {
        var tree = temp.resolve("rewriting");
        git.run("worktree", "add", "-q", "-f", tree.toString(), BRANCH);
        var there = RealGit.in(tree);
        if (content == null) {
            there.run("rm", "-q", path);
        } else {
            there.write(path, content);
        }
        there.commit("altered");
        git.run("worktree", "remove", "--force", tree.toString());
    }

    @Test
    void entriesAreReadWhenTheyAreTaken() {
        for (int i = 0; i < 3; i++) {
            apply(ledger(), "a" + i);
        }
        rewrite("events/0000/000001-intent.json", "not JSON");

        var entries = ledger().entries();

        assertThat(entries).hasSize(3);
        assertThat(entries.get(2).isOpen()).isFalse();
        assertThat(ledger().open()).isEmpty();
        assertThatThrownBy(() -> entries.get(0)).isInstanceOf(Failure.class);
    }

    @Test
    void aListOfEntriesStaysAsItWasWhenItWasAskedFor() {
        var ledger = ledger();
        apply(ledger, "a");
        var entries = ledger.entries();
        Plan plan = ledger.plan(entries.get(0));

        apply(ledger(), "b");

        assertThat(entries).hasSize(1);
        assertThat(ledger.entries()).hasSize(2);
        assertThat(ledger.plan(ledger.entries().get(0))).isEqualTo(plan);
    }
}
