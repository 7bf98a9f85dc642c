package io.castellan.access;

import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Somebody who is known by one or more identities. Rules compare persons.
 *
 * @param name unique in the policy
 * @param identities all of them, ordered
 */
public record Person(String name, SortedSet<Identity> identities) {
    public Person {
        Objects.requireNonNull(name, "name");
        identities = Collections.unmodifiableSortedSet(new TreeSet<>(identities));
    }

    static Person of(String name, Collection<Identity> identities) {
        return new Person(name, new TreeSet<>(identities));
    }
}
