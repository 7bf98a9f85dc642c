package io.castellan.signature;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whether a principal of the file of allowed signers can sign for a purpose at a time. */
public sealed interface Standing permits Standing.Can, Standing.Cannot {
    <R> R fold(Function<Can, R> can, Function<Cannot, R> cannot);

    /**
     * By at least one line.
     *
     * @param until the last second in which one of these lines counts; empty where one has no end
     * @param line that counts longest
     */
    record Can(TrustLine line, Optional<Instant> until) implements Standing {
        public Can {
            requireNonNull(line, "line");
            requireNonNull(until, "until");
        }

        static Can by(List<TrustLine> counting) {
            var longest = counting.get(0);
            for (var line : counting) {
                if (outlasts(line, longest)) {
                    longest = line;
                }
            }
            return new Can(longest, longest.validBefore());
        }

        private static boolean outlasts(TrustLine one, TrustLine other) {
            var end = other.validBefore();
            return end.isPresent()
                    && one.validBefore().map(later -> later.isAfter(end.get())).orElse(true);
        }

        @Override
        public <R> R fold(Function<Can, R> can, Function<Cannot, R> cannot) {
            return can.apply(this);
        }
    }

    /** @param why a clause */
    record Cannot(String why) implements Standing {
        public Cannot {
            requireNonNull(why, "why");
        }

        @Override
        public <R> R fold(Function<Can, R> can, Function<Cannot, R> cannot) {
            return cannot.apply(this);
        }
    }
}
