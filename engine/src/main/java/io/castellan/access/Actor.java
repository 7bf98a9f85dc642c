package io.castellan.access;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Who an identity is by the policy. */
public sealed interface Actor permits Actor.Known, Actor.Machine, Actor.Stranger {
    Identity identity();

    <R> R fold(Function<Known, R> known, Function<Machine, R> machine, Function<Stranger, R> stranger);

    /** A person of the policy. */
    record Known(Person person, Identity identity) implements Actor {
        public Known {
            Objects.requireNonNull(person, "person");
            Objects.requireNonNull(identity, "identity");
        }

        @Override
        public <R> R fold(Function<Known, R> known, Function<Machine, R> machine, Function<Stranger, R> stranger) {
            return known.apply(this);
        }
    }

    /** What starts work without a person, which has a right only where a list names it; or a host, which has none. */
    record Machine(Identity identity) implements Actor {
        public Machine {
            Objects.requireNonNull(identity, "identity");
        }

        @Override
        public <R> R fold(Function<Known, R> known, Function<Machine, R> machine, Function<Stranger, R> stranger) {
            return machine.apply(this);
        }
    }

    /** An identity that the policy gives to nobody: without any right, and whoever it must not be where persons are kept apart. */
    record Stranger(Identity identity) implements Actor {
        public Stranger {
            Objects.requireNonNull(identity, "identity");
        }

        @Override
        public <R> R fold(Function<Known, R> known, Function<Machine, R> machine, Function<Stranger, R> stranger) {
            return stranger.apply(this);
        }
    }

    /** Whether it is no person at all: what starts work by itself, or a host. */
    default boolean isMachine() {
        return fold(known -> false, machine -> true, stranger -> false);
    }

    default Optional<Person> asPerson() {
        return fold(known -> Optional.of(known.person()), machine -> Optional.empty(), stranger -> Optional.empty());
    }

    /** As recorded: the person's name, {@code system:timer}, or {@code unknown:} and the identity. */
    default String name() {
        return fold(
                known -> known.person().name(),
                machine -> machine.identity().toString(),
                stranger -> "unknown:" + stranger.identity());
    }
}
