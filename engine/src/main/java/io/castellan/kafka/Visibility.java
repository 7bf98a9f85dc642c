package io.castellan.kafka;

import java.util.Objects;
import java.util.function.Function;

/**
 * Whether the principal sees every resource of a kind. Kafka leaves out of its answers what the asker may not describe, so without
 * a proof what is absent may only be invisible.
 */
public sealed interface Visibility permits Visibility.Proven, Visibility.Disproved, Visibility.Unknown {

    <R> R fold(Function<String, R> proven, Function<String, R> disproved, Function<String, R> unknown);

    /** @param how one clause, for example {@code the cluster has no authorizer} */
    record Proven(String how) implements Visibility {
        public Proven {
            Objects.requireNonNull(how, "how");
        }

        @Override
        public <R> R fold(Function<String, R> proven, Function<String, R> disproved, Function<String, R> unknown) {
            return proven.apply(how);
        }
    }

    /** @param why what it was not allowed to see */
    record Disproved(String why) implements Visibility {
        public Disproved {
            Objects.requireNonNull(why, "why");
        }

        @Override
        public <R> R fold(Function<String, R> proven, Function<String, R> disproved, Function<String, R> unknown) {
            return disproved.apply(why);
        }
    }

    /** @param why what kept us from finding out */
    record Unknown(String why) implements Visibility {
        public Unknown {
            Objects.requireNonNull(why, "why");
        }

        @Override
        public <R> R fold(Function<String, R> proven, Function<String, R> disproved, Function<String, R> unknown) {
            return unknown.apply(why);
        }
    }

    default boolean isProven() {
        return fold(how -> true, why -> false, why -> false);
    }
}
