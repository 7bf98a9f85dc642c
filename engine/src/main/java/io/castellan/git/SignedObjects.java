package io.castellan.git;

import static java.util.Objects.requireNonNull;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.signature.GitSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.GpgSignature;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;

/** Reads commits and tags for their signatures, and writes commits with one. */
final class SignedObjects {
    private final Repository git;

    SignedObjects(Repository git) {
        this.git = requireNonNull(git, "git");
    }

    /** Stores a commit, signed if there is a signer; a commit that cannot be signed is not made. */
    static ObjectId insert(ObjectInserter inserter, CommitBuilder commit, Optional<CommitSigner> signer)
            throws IOException {
        if (signer.isPresent()) {
            var signature = signer.get().sign(commit.build());
            commit.setGpgSignature(new GpgSignature(signature.getBytes(StandardCharsets.US_ASCII)));
        }
        return inserter.insert(commit);
    }

    Optional<GitSignature> ofCommit(String commit) {
        try (var walk = new RevWalk(git)) {
            return GitSignature.ofCommit(
                    walk.parseCommit(ObjectId.fromString(commit)).getRawBuffer());
        } catch (IOException e) {
            throw GitFailures.reading("commit " + commit, e);
        }
    }

    Optional<AnnotatedTag> tag(String name) {
        try (var walk = new RevWalk(git)) {
            var reference = git.exactRef(Constants.R_TAGS + name);
            if (reference == null || !(walk.parseAny(reference.getObjectId()) instanceof RevTag tag)) {
                return Optional.empty();
            }
            walk.parseBody(tag);
            if (!tag.getTagName().equals(name)) {
                throw new Failure(
                        ExitCode.INPUT,
                        Problem.error(
                                        GitCodes.TAG_RENAMED,
                                        "the tag '" + name + "' was made under the name '" + tag.getTagName() + "'")
                                .withHint("make a tag of its own for each name"));
            }
            var raw = walk.getObjectReader().open(tag, Constants.OBJ_TAG).getCachedBytes();
            return Optional.of(new AnnotatedTag(name, walk.parseCommit(tag).name(), GitSignature.ofTag(raw)));
        } catch (IncorrectObjectTypeException e) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(GitCodes.NOT_A_COMMIT, "the tag '" + name + "' does not lead to a commit")
                            .withHint("name a tag of a commit"),
                    e);
        } catch (IOException e) {
            throw GitFailures.reading("the tag '" + name + "'", e);
        }
    }
}
