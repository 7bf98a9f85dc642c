package io.castellan.resource;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Declared;
import io.castellan.model.Node;
import java.util.List;

/**
 * One top-level key of the state files. A section is not a kind: {@code grants} has no live state, {@code brokers} feeds several
 * kinds.
 */
public interface Section {
    /** The key in the YAML. */
    String key();

    /** How its declarations stand in the text. */
    default Layout layout() {
        return Layout.ENTRIES;
    }

    /** Where the key may stand. */
    default Home home() {
        return Home.STATE;
    }

    /**
     * Reads the section of one file. Problems go to the context; what could be read is returned. A resource that two places
     * declare is refused later, unless {@link #shared()}. Called for several files at once, each on a thread of its own.
     */
    List<Declared<?>> read(Node yaml, SectionContext context);

    /**
     * What is wrong with the declarations of this section as a whole, from all files of an environment. Called once, after every
     * file was read.
     */
    default List<Problem> review(List<Declared<?>> all) {
        return List.of();
    }

    /**
     * Whether {@link #review} takes two declarations of the same resource for the same, so that it finds nothing new where one takes
     * the place of the other.
     */
    default boolean reviewsAlike(Declared<?> one, Declared<?> other) {
        return false;
    }

    /**
     * Whether each entry declares the one resource of its name, and nothing else does. Then no two files have an entry of the same name,
     * unless that is reported as an error.
     */
    default boolean unique() {
        return false;
    }

    /** Whether two places may declare the same resource with the same meaning: rules that several owners need. */
    default boolean shared() {
        return false;
    }

    /** The files that a section may stand in. */
    enum Home {
        /** Promotable files only. */
        STATE,
        /** {@code environment.yaml} only. */
        ENVIRONMENT
    }
}
