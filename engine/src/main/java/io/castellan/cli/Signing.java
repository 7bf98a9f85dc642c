package io.castellan.cli;

import io.castellan.access.PolicyVersion;
import io.castellan.access.Vote;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.ledger.ApprovalBranch;
import io.castellan.ledger.ApprovalFormat;
import io.castellan.model.Approval;
import io.castellan.model.Approval.Signed;
import io.castellan.signature.SshSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;

/** Signs approvals with an SSH key, and hands them over. */
final class Signing {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Session session;
    private final ApprovalBranch branch;
    private final Path key;
    private final Optional<Path> out;

    /** @param out a file to write to instead of the branch */
    Signing(Session session, ApprovalBranch branch, Path key, Optional<Path> out) {
        this.session = session;
        this.branch = branch;
        this.key = key;
        this.out = out.map(session.directory()::resolve);
    }

    /** Signs with the key of whoever runs the command, who may have to type its passphrase. */
    static SshSigner signer(Session session, Path key) {
        return new SshSigner(session.directory().resolve(key), PATIENCE, session.err()::println);
    }

    /**
     * Signs, and hands over what counts; what would not count is not given out as an approval.
     *
     * @param objection why a vote of that person would not count
     * @throws Failure REFUSED if it would not
     */
    Vote give(Approval approval, PolicyVersion version, Instant now, Function<Vote, Optional<Problem>> objection) {
        var signature = signer(session, key).sign(approval.signedBytes(), PolicyVersion.APPROVAL_NAMESPACE);
        var signed = new Signed(approval, signature.armored());
        var why = new ArrayList<Problem>();
        var vote = version.vote(
                signed,
                now,
                problem -> why.add(Problem.error(problem.code(), problem.message())
                        .withHint("sign with a key that allowed_signers lists for a person of castellan.yaml")));
        vote.flatMap(objection).ifPresent(why::add);
        if (!why.isEmpty()) {
            throw new Failure(ExitCode.REFUSED, why);
        }
        deliver(signed, now);
        return vote.orElseThrow();
    }

    private void deliver(Signed signed, Instant now) {
        if (out.isEmpty()) {
            branch.add(signed, now);
            return;
        }
        try {
            Files.write(out.get(), ApprovalFormat.write(signed));
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                            CliCodes.NOT_WRITTEN,
                            "the approval could not be written to " + out.get() + ": " + e.getMessage()),
                    e);
        }
    }
}
