package io.castellan.access;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The persons and groups of a policy. Immutable; equal when they hold the same, in whatever order it was written. */
public final class People {
    private final Map<String, Person> persons = new TreeMap<>();
    private final Map<String, SortedSet<String>> groups = new TreeMap<>();
    private final Map<Identity, Person> byIdentity = new HashMap<>();
    private final Set<Identity> hosts;

    /**
     * @param groups names of persons by group; a group holds no groups
     * @throws IllegalArgumentException for an identity of two persons, or a group with somebody who is not among the persons
     */
    public People(Collection<Person> persons, Map<String, ? extends Collection<String>> groups) {
        this(persons, groups, Set.of());
    }

    /**
     * The same.
     *
     * @param hosts addresses under which hosts of Git commit what persons wrote
     */
    public People(Collection<Person> persons, Map<String, ? extends Collection<String>> groups, Set<Identity> hosts) {
        this.hosts = Set.copyOf(hosts);
        for (var person : persons) {
            this.persons.put(person.name(), person);
            for (var identity : person.identities()) {
                var other = byIdentity.putIfAbsent(identity, person);
                if (other != null && !other.equals(person)) {
                    throw new IllegalArgumentException(
                            identity + " is of " + other.name() + " and of " + person.name());
                }
            }
        }
        groups.forEach((name, members) -> {
            if (!this.persons.keySet().containsAll(members)) {
                throw new IllegalArgumentException("group " + name + " holds somebody unknown");
            }
            this.groups.put(name, Collections.unmodifiableSortedSet(new TreeSet<>(members)));
        });
    }

    /** Never fails: what is not exactly an identity of one person is a stranger's. */
    public Actor resolve(Identity identity) {
        if (identity.kind() == Identity.Kind.SYSTEM) {
            return new Actor.Machine(identity);
        }
        var person = byIdentity.get(identity);
        return person == null ? new Actor.Stranger(identity) : new Actor.Known(person, identity);
    }

    /**
     * Whether a host of Git commits under this identity. As a committer it is nobody to keep apart from anybody; as an author it is
     * a stranger like others.
     */
    public boolean isHost(Identity identity) {
        return hosts.contains(identity);
    }

    /** The identity of a person that differs from this one only in the case of letters, which is not the same. */
    Optional<Identity> nearly(Identity identity) {
        return byIdentity.keySet().stream()
                .filter(known -> !known.equals(identity) && known.folded().equals(identity.folded()))
                .min(Identity::compareTo);
    }

    public Optional<Person> person(String name) {
        return Optional.ofNullable(persons.get(name));
    }

    /** All of them, ordered by name. */
    public List<Person> persons() {
        return List.copyOf(persons.values());
    }

    public Set<String> groups() {
        return Collections.unmodifiableSet(groups.keySet());
    }

    /** The names of a group's persons, ordered; none where there is no such group. */
    public SortedSet<String> members(String group) {
        return groups.getOrDefault(group, Collections.emptySortedSet());
    }

    /** The groups that somebody is in, ordered. */
    public List<String> groupsOf(Person person) {
        return groups.entrySet().stream()
                .filter(group -> group.getValue().contains(person.name()))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof People people
                && persons.equals(people.persons)
                && groups.equals(people.groups)
                && hosts.equals(people.hosts);
    }

    @Override
    public int hashCode() {
        return 31 * persons.hashCode() + groups.hashCode();
    }

    @Override
    public String toString() {
        return "persons " + persons.keySet() + ", groups " + groups;
    }
}
