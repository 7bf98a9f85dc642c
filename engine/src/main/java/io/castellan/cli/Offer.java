package io.castellan.cli;

import io.castellan.git.Commit;
import io.castellan.git.CommitSigner;
import io.castellan.git.GitRepository;
import io.castellan.git.NewBranch;
import io.castellan.git.NewCommit;
import io.castellan.trust.TrustedRepository;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Changes that a command offers for review: a commit on a branch of its own, on top of the protected branch, or of what is checked
 * out where there is no trust.
 */
final class Offer {
    private final Session session;
    private final Workspace workspace;
    private final NewBranch branch;
    private final boolean push;
    private final boolean again;
    private final Optional<CommitSigner> signer;

    /**
     * @param workspace one that is {@link Workspace#proposing}
     * @param usual the branch's name, unless the user gave one
     * @throws io.castellan.diagnostics.Failure INPUT if no branch can have that name, or one has it here
     */
    Offer(Session session, Workspace workspace, NewBranchOption option, String usual) {
        this(session, workspace, option, usual, false);
        branch.requireNew(workspace.git());
    }

    /** The same, but a branch that was made before for exactly this is taken as it is: for commands that go on after it. */
    static Offer orBefore(Session session, Workspace workspace, NewBranchOption option, String usual) {
        return new Offer(session, workspace, option, usual, true);
    }

    private Offer(Session session, Workspace workspace, NewBranchOption option, String usual, boolean again) {
        this.session = session;
        this.workspace = workspace;
        this.branch = new NewBranch(option.name().orElse(usual));
        this.push = option.push();
        this.again = again;
        this.signer = new CommitKey(session).find(option.key(), workspace.git().signing(), session.err()::println);
    }

    String branch() {
        return branch.name();
    }

    /**
     * Makes the commit; no branch holds it yet.
     *
     * @param files by their path below the workspace's root; empty for a file that goes
     * @return its full id
     */
    String commit(String base, Map<String, Optional<byte[]>> files, String message) {
        var inRepository = new TreeMap<String, Optional<byte[]>>();
        files.forEach((path, content) -> inRepository.put(workspace.repositoryPath(path), content));
        return NewBranch.commit(
                having(),
                new NewCommit(
                        base,
                        inRepository,
                        message,
                        workspace.git().user(),
                        session.clock().instant()),
                signer);
    }

    /** Puts the commit on the branch, here and, if that is asked for, there. */
    void make(String commit) {
        if (again && isMade(commit)) {
            session.out().println("The branch " + branch.name() + " has these changes already.");
            return;
        }
        branch.requireNew(workspace.git());
        if (push) {
            workspace
                    .trusted()
                    .ifPresentOrElse(
                            trust -> trust.begin(branch, commit),
                            () -> branch.push(workspace.git(), TrustOption.settings(session), commit));
        }
        branch.begin(workspace.git(), having(), commit);
        session.out()
                .println((push ? "Made and pushed the branch " : "Made the branch ") + branch.name()
                        + (signer.isPresent() ? ", signed" : "") + ". Look at it with: git show " + branch.name());
        if (!again) {
            session.out()
                    .println("Next: " + (push ? "" : "push it, and ")
                            + "open a pull request from it. Once it is approved, where the policy asks for that,"
                            + " and merged, apply it.");
        }
    }

    /** Whether the branch stands at a commit with the same content, on top of the same one. */
    private boolean isMade(String commit) {
        return workspace
                .git()
                .find("refs/heads/" + branch.name())
                .filter(tip -> workspace.git().tree(tip, "").equals(having().tree(commit, ""))
                        && workspace
                                .git()
                                .commit(tip)
                                .map(Commit::parents)
                                .equals(having().commit(commit).map(Commit::parents)))
                .isPresent();
    }

    /** Where the base is, whatever the clone has. */
    private GitRepository having() {
        return workspace.trusted().map(TrustedRepository::repository).orElseGet(workspace::git);
    }
}
