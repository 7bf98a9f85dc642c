package io.castellan.resource.catalogue;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What came of reading a value: its canonical form, or why there is none. */
public sealed interface Reading permits Reading.Read, Reading.Refused {

    /** The one way to take a reading apart. */
    <R> R fold(Function<String, R> read, Function<Refusal, R> refused);

    default Optional<String> canonical() {
        return fold(Optional::of, refusal -> Optional.empty());
    }

    default Optional<Refusal> refusal() {
        return fold(canonical -> Optional.empty(), Optional::of);
    }

    record Read(String value) implements Reading {
        public Read {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public <R> R fold(Function<String, R> read, Function<Refusal, R> refused) {
            return read.apply(value);
        }
    }

    record Refused(Refusal why) implements Reading {
        public Refused {
            Objects.requireNonNull(why, "why");
        }

        @Override
        public <R> R fold(Function<String, R> read, Function<Refusal, R> refused) {
            return refused.apply(why);
        }
    }
}
