package io.castellan.signature;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;

/** What came of a check: the value, or why there is none. */
public sealed interface Checked<T> permits Checked.Accepted, Checked.Refused {
    <R> R fold(Function<? super T, ? extends R> accepted, Function<Refusal, ? extends R> refused);

    record Accepted<T>(T value) implements Checked<T> {
        public Accepted {
            requireNonNull(value, "value");
        }

        @Override
        public <R> R fold(Function<? super T, ? extends R> accepted, Function<Refusal, ? extends R> refused) {
            return accepted.apply(value);
        }
    }

    record Refused<T>(Refusal why) implements Checked<T> {
        public Refused {
            requireNonNull(why, "why");
        }

        @Override
        public <R> R fold(Function<? super T, ? extends R> accepted, Function<Refusal, ? extends R> refused) {
            return refused.apply(why);
        }
    }

    /** The next check, of what this one accepted. */
    default <R> Checked<R> then(Function<? super T, Checked<R>> next) {
        return fold(next, Refused::new);
    }

    default Optional<T> accepted() {
        return fold(Optional::of, refusal -> Optional.empty());
    }

    default Optional<Refusal> refusal() {
        return fold(value -> Optional.empty(), Optional::of);
    }

    /** Runs what may end in a refusal. */
    static <T> Checked<T> of(Check<T> check) {
        try {
            return new Accepted<>(check.run());
        } catch (NotAccepted e) {
            return new Refused<>(e.refusal());
        }
    }
}
