package io.castellan.resource;

import io.castellan.model.Disposition;
import io.castellan.model.Mirroring;
import io.castellan.model.Verb;
import java.util.Objects;
import java.util.Optional;

/**
 * A part of the resources of a kind that an environment may hand over to mirroring. It holds what MirrorMaker and cluster linking
 * both carry out; what only one of them does stays ours.
 *
 * @param name as in {@code mirrored.owns} of environment.yaml
 */
public record Facet(String name) {
    public Facet {
        Objects.requireNonNull(name, "name");
    }

    /** @param resource the name that {@code mirrored.topics} of environment.yaml is about */
    public boolean isMirrored(String resource, World world) {
        return world.mirrored()
                .filter(mirrored -> mirrored.owns(name, resource))
                .isPresent();
    }

    /**
     * What becomes of a difference of this facet that is not ours.
     *
     * @param verb what would be done about it otherwise
     * @return empty where it is ours
     */
    public Optional<Disposition> mirrored(String resource, Verb verb, World world) {
        return world.mirrored()
                .filter(mirrored -> mirrored.owns(name, resource))
                .map(mirrored -> Disposition.mirrored(MirrorCodes.OWNED, why(verb, mirrored)));
    }

    private static String why(Verb verb, Mirroring mirrored) {
        var who = "mirroring from " + mirrored.from();
        return switch (verb) {
            case CREATE -> who + " makes it, not Castellan";
            case UPDATE -> who + " keeps it in step, not Castellan";
            case DELETE -> who + " owns it, so Castellan does not delete it";
            case NONE -> "by " + who;
        };
    }
}
