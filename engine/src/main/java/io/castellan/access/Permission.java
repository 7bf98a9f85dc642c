package io.castellan.access;

import io.castellan.diagnostics.Problem;
import java.util.Objects;
import java.util.function.Function;

/** Whether somebody may do something, and why. */
public sealed interface Permission permits Permission.Given, Permission.Withheld {
    <R> R fold(Function<Given, R> given, Function<Withheld, R> withheld);

    /** @param via the way from the list to the person, for example {@code access.prod.execute: developers: deployer} */
    record Given(String via) implements Permission {
        public Given {
            Objects.requireNonNull(via, "via");
        }

        @Override
        public <R> R fold(Function<Given, R> given, Function<Withheld, R> withheld) {
            return given.apply(this);
        }
    }

    /** @param why with a code of the area ACCESS */
    record Withheld(Problem why) implements Permission {
        public Withheld {
            Objects.requireNonNull(why, "why");
        }

        @Override
        public <R> R fold(Function<Given, R> given, Function<Withheld, R> withheld) {
            return withheld.apply(this);
        }
    }

    default boolean isGiven() {
        return fold(given -> true, withheld -> false);
    }
}
