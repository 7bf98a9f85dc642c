package io.castellan.access;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who a list of the policy names.
 *
 * @param systems only where work may start without a person
 */
public record Holders(Set<String> groups, Set<String> persons, Set<Identity> systems) {
    static final Holders NOBODY = new Holders(Set.of(), Set.of(), Set.of());

    public Holders {
        groups = Set.copyOf(groups);
        persons = Set.copyOf(persons);
        systems = Set.copyOf(systems);
    }

    /** The names of all persons, also those in groups. */
    Set<String> all(People people) {
        var all = new TreeSet<>(persons);
        groups.forEach(group -> all.addAll(people.members(group)));
        return all;
    }

    /** As written in the policy, ordered. */
    public String display() {
        var names = Stream.concat(
                        Stream.concat(groups.stream(), persons.stream()),
                        systems.stream().map(Identity::toString))
                .sorted()
                .toList();
        return names.isEmpty() ? "nobody" : String.join(", ", names);
    }
}
