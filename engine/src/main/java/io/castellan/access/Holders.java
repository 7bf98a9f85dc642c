package io.castellan.access;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who a list of the policy names.
 *
 * @param everyone whether also those whom the policy does not know; no system is among them
 * @param systems only where work may start without a person
 */
public record Holders(boolean everyone, Set<String> groups, Set<String> persons, Set<Identity> systems) {
    /** The word that stands for everyone; no person and no group has it as its name. */
    static final String EVERYONE = "everyone";

    static final Holders NOBODY = new Holders(false, Set.of(), Set.of(), Set.of());

    public Holders {
        groups = Set.copyOf(groups);
        persons = Set.copyOf(persons);
        systems = Set.copyOf(systems);
    }

    /** The names of all persons that the policy knows, also those in groups. */
    public Set<String> all(People people) {
        var all = new TreeSet<>(persons);
        if (everyone) {
            people.persons().forEach(person -> all.add(person.name()));
        }
        groups.forEach(group -> all.addAll(people.members(group)));
        return all;
    }

    /** As written in the policy, ordered. */
    public String display() {
        var names = Stream.of(
                        everyone ? Stream.of(EVERYONE) : Stream.<String>empty(),
                        groups.stream(),
                        persons.stream(),
                        systems.stream().map(Identity::toString))
                .flatMap(name -> name)
                .sorted()
                .toList();
        return names.isEmpty() ? "nobody" : String.join(", ", names);
    }
}
