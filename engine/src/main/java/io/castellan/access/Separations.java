package io.castellan.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which parts are kept apart. A stranger may be anybody, so it is apart from no person and from no other stranger. A system is no
 * person: it is apart from everybody.
 */
public record Separations(Set<Separation> kept) {
    /** What holds where the policy does not say. */
    public static final Separations ALL = new Separations(EnumSet.allOf(Separation.class));

    public Separations {
        kept = Set.copyOf(kept);
    }

    /** Why the rule forbids these two; empty where it does not, or is not kept. */
    public Optional<Conflict> between(Separation rule, Actor one, Actor other) {
        return kept.contains(rule) && mayBeOne(one, other)
                ? Optional.of(new Conflict(rule, one, other))
                : Optional.empty();
    }

    /** Why an approver's word does not count; empty where it does. */
    Optional<Conflict> ofApprover(
            Collection<? extends Actor> authors, Actor approver, Optional<? extends Actor> executor) {
        return authors.stream()
                .flatMap(author -> between(Separation.AUTHOR_APPROVER, author, approver).stream())
                .findFirst()
                .or(() -> executor.flatMap(other -> between(Separation.APPROVER_EXECUTOR, approver, other)));
    }

    private static boolean mayBeOne(Actor one, Actor other) {
        return one.fold(
                known -> other.fold(
                        person -> known.person().name().equals(person.person().name()),
                        machine -> false,
                        stranger -> true),
                machine -> other.fold(known -> false, also -> false, stranger -> false),
                stranger -> other.fold(known -> true, machine -> false, also -> true));
    }
}
