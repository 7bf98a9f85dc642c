package io.castellan.ledger;

import static io.castellan.ledger.Samples.PROD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.git.GitCodes;
import io.castellan.git.GitRepository;
import io.castellan.git.RealGit;
import io.castellan.model.Intent;
import io.castellan.model.Intent.Executor;
import io.castellan.model.Intent.StateCommit;
import io.castellan.model.Target;
import io.castellan.model.Warrant;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The branch of a ledger, as the program git sees it, and what may stand in its way. */
class LedgerBranchIT extends LedgerOfProd {
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
}
