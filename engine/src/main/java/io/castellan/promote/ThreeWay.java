package io.castellan.promote;

import io.castellan.model.Digest;
import java.util.Objects;
import java.util.Optional;

/** How a declaration stands in two environments, given what the target had when it was last in step with the source. */
public enum ThreeWay {
    /** The same in both. */
    SAME,
    /** Only the source moved on: it can be promoted. */
    PROMOTE,
    /** Only the target was changed since: there is nothing to promote, and a change that the source does not know. */
    TARGET_CHANGED,
    /** Both were changed since: to be shown, never overwritten without a word. */
    BOTH_CHANGED;

    /**
     * Compares unit digests; an empty one says that the environment does not declare it.
     *
     * @param base what the target had when it was last promoted to or applied
     */
    public static ThreeWay of(Optional<Digest> source, Optional<Digest> target, Base base) {
        if (source.equals(target)) {
            return SAME;
        }
        if (!base.known()) {
            return target.isEmpty() ? PROMOTE : source.isEmpty() ? TARGET_CHANGED : BOTH_CHANGED;
        }
        if (target.equals(base.digest())) {
            return PROMOTE;
        }
        return source.equals(base.digest()) ? TARGET_CHANGED : BOTH_CHANGED;
    }

    /**
     * The common ground.
     *
     * @param known false where nothing was ever promoted to the target or applied there: then what it declares is its own
     * @param digest empty where the target did not declare it
     */
    public record Base(boolean known, Optional<Digest> digest) {
        public Base {
            Objects.requireNonNull(digest, "digest");
        }

        public static Base unknown() {
            return new Base(false, Optional.empty());
        }

        public static Base of(Optional<Digest> digest) {
            return new Base(true, digest);
        }
    }
}
