package io.castellan.git;

import static java.util.Objects.requireNonNull;

import io.castellan.signature.GitSignature;
import java.util.Optional;

/**
 * A tag with a message.
 *
 * @param name as its reference and the tag itself have it
 * @param commit the id of the commit that it leads to
 */
public record AnnotatedTag(String name, String commit, Optional<GitSignature> signature) {
    public AnnotatedTag {
        requireNonNull(name, "name");
        requireNonNull(commit, "commit");
        requireNonNull(signature, "signature");
    }
}
