package io.castellan.resource;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Digest;
import io.castellan.model.Node;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What a section needs to read declarations. */
public interface SectionContext {
    /** The instant that decides whether an override is still in force. */
    Instant now();

    void report(Problem problem);

    /** The node with its variables filled in; a variable that is not defined is reported. Names (keys) have no variables. */
    Node fill(Node raw);

    /** The digest of a declaration as written. */
    default Digest unit(Node raw) {
        return Digest.of(raw);
    }

    /** The environment's defaults for this section, filled in. */
    Optional<Node.Mapping> defaults();

    /** The environment's override for one resource of this section that is in force now, filled in. */
    Optional<Node.Mapping> override(String name);

    /** The environment's override for one resource of this section that is only for a time, whether that is over or not. */
    default Optional<Timed> timed(String name) {
        return Optional.empty();
    }

    /**
     * An override for a time.
     *
     * @param over whether that time is over
     */
    record Timed(Instant until, boolean over, Node.Mapping values) {
        public Timed {
            Objects.requireNonNull(until, "until");
            Objects.requireNonNull(values, "values");
        }
    }
}
