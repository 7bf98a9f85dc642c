package io.castellan.resource;

import io.castellan.model.Node;
import io.castellan.model.Value;
import java.util.Optional;

/** Writes what is live as a declaration that would not change it: the inverse of a {@link Section}. */
public interface Captor {
    /** The key of the state files that it fills. */
    String section();

    /** Where the section stands. */
    default Section.Home home() {
        return Section.Home.STATE;
    }

    /** Whether values of a field are names: text, even where they look like a number or a truth value. */
    default boolean isName(String field) {
        return false;
    }

    /**
     * The section's content: lists, entries, texts and numbers as people would write them; unset is written as {@code null}. Empty
     * where nothing of it is live. Texts that are numbers or truth values are written as such, unless {@link #isName}.
     *
     * @param world everything that was observed; declared is only what environment.yaml holds, which needs not be written again
     * @param defaults the environment's defaults for the section, which a declaration must undo where they are not live
     */
    Optional<Value> capture(World world, Optional<Node.Mapping> defaults);
}
