package io.castellan.ledger;

import static io.castellan.ledger.Samples.PROD;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.git.GitRepository;
import io.castellan.git.RealGit;
import io.castellan.model.Intent;
import io.castellan.model.Intent.StateCommit;
import io.castellan.model.Outcome.ChangeResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A ledger in a real repository that has one commit to apply. */
abstract class LedgerOfProd {
    static final String BRANCH = "castellan/ledger/prod";

    @TempDir
    Path temp;

    RealGit git;
    StateCommit state;
    final List<GitRepository> opened = new ArrayList<>();

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
    GitLedger ledger(Path folder) {
        var repository = GitRepository.discover(folder).orElseThrow();
        opened.add(repository);
        return new GitLedger(repository, "prod");
    }

    GitLedger ledger() {
        return ledger(git.folder());
    }

    Intent begin(Ledger ledger, String... topics) {
        var plan = Samples.plan(PROD, ledger.head(), topics);
        var intent = Samples.intent(ledger.nextSequence(), plan, state);
        ledger.append(intent, plan);
        return intent;
    }

    void apply(Ledger ledger, String... topics) {
        ledger.append(Samples.outcome(begin(ledger, topics), ChangeResult.APPLIED));
    }

    static List<Code> codes(ThrowingCallable call) {
        return catchThrowableOfType(Failure.class, call).problems().stream()
                .map(Problem::code)
                .toList();
    }

    /** As somebody with the program git could do it. */
    void rewrite(String path, String content) {
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
}
