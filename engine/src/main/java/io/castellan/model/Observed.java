package io.castellan.model;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What was seen of a resource: never guessed. Invisible is unreadable, not missing. */
public sealed interface Observed<O> permits Observed.Present, Observed.Missing, Observed.Unreadable {

    <R> R fold(Function<O, R> present, Supplier<R> missing, Function<String, R> unreadable);

    record Present<O>(O state) implements Observed<O> {
        public Present {
            Objects.requireNonNull(state, "state");
        }

        @Override
        public <R> R fold(Function<O, R> present, Supplier<R> missing, Function<String, R> unreadable) {
            return present.apply(state);
        }
    }

    record Missing<O>() implements Observed<O> {
        @Override
        public <R> R fold(Function<O, R> present, Supplier<R> missing, Function<String, R> unreadable) {
            return missing.get();
        }
    }

    /** @param why one clause, for example {@code not authorized to describe it} */
    record Unreadable<O>(String why) implements Observed<O> {
        public Unreadable {
            Objects.requireNonNull(why, "why");
        }

        @Override
        public <R> R fold(Function<O, R> present, Supplier<R> missing, Function<String, R> unreadable) {
            return unreadable.apply(why);
        }
    }

    static <O> Observed<O> present(O state) {
        return new Present<>(state);
    }

    static <O> Observed<O> missing() {
        return new Missing<>();
    }

    static <O> Observed<O> unreadable(String why) {
        return new Unreadable<>(why);
    }

    /** The state if it is present; empty when missing or unreadable, so only for callers that need not tell those apart. */
    default Optional<O> found() {
        return fold(Optional::of, Optional::empty, why -> Optional.empty());
    }
}
