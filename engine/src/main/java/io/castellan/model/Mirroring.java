package io.castellan.model;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * That something else, MirrorMaker or cluster linking, keeps a part of an environment as it is in another one.
 *
 * @param from the other environment
 * @param owns the facets that it keeps, by the names that the kinds of resources give them
 * @param only the names of what is mirrored; none for everything
 * @param except of these the names of what is not mirrored
 */
public record Mirroring(String from, Set<String> owns, List<NamePattern> only, List<NamePattern> except) {
    public Mirroring {
        Objects.requireNonNull(from, "from");
        owns = Set.copyOf(owns);
        only = List.copyOf(only);
        except = List.copyOf(except);
    }

    /** Whether a facet of what has that name is not ours. */
    public boolean owns(String facet, String name) {
        return owns.contains(facet)
                && (only.isEmpty() || only.stream().anyMatch(pattern -> pattern.matches(name)))
                && except.stream().noneMatch(pattern -> pattern.matches(name));
    }
}
