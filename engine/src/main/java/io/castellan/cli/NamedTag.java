package io.castellan.cli;

import io.castellan.access.AuthorityCodes;
import io.castellan.access.EnvironmentAccess;
import io.castellan.access.PolicyVersion;
import io.castellan.access.Signed;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.git.AnnotatedTag;
import java.time.Instant;
import java.util.Optional;

/**
 * A tag by which somebody says what is to be applied. One with a message says by itself what it is called; where the policy wants
 * commits signed, who made it must be a person, too, because otherwise anybody with the clone could say what a release is.
 */
final class NamedTag {
    private NamedTag() {}

    /**
     * @param revision as somebody wrote it; nothing is asked of what is no tag with a message
     * @param now when the key must count
     * @throws Failure INPUT for a tag under another name than its own; REFUSED for one that no person signed, where that is asked
     */
    static void require(
            Workspace workspace, PolicyVersion version, String environment, Optional<String> revision, Instant now) {
        revision.flatMap(workspace::tag)
                .filter(tag -> version.policy()
                        .access(environment)
                        .map(EnvironmentAccess::signed)
                        .filter(Signed::commits)
                        .isPresent())
                .flatMap(tag -> objection(tag, version, now))
                .ifPresent(problem -> {
                    throw new Failure(ExitCode.REFUSED, problem);
                });
    }

    private static Optional<Problem> objection(AnnotatedTag tag, PolicyVersion version, Instant now) {
        var why = tag.signature()
                .map(signature -> signature
                        .verify(version.signers(), now)
                        .fold(
                                signer -> version.who(signer).asPerson().isPresent()
                                        ? ""
                                        : "its key is of no person of the policy",
                                refusal -> refusal.message()))
                .orElse("it has no signature");
        return why.isEmpty()
                ? Optional.empty()
                : Optional.of(Problem.error(
                                AuthorityCodes.UNSIGNED,
                                "the policy wants commits signed, and the tag '" + tag.name()
                                        + "' that names what is applied does not count: " + why)
                        .withHint("make it with 'git tag -s', or name the commit"));
    }
}
