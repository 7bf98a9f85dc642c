package io.castellan.gate;

import io.castellan.diagnostics.Problem;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a gate says. */
public sealed interface Verdict permits Verdict.Pass, Verdict.Wait, Verdict.Refuse {
    <R> R fold(Supplier<R> pass, Function<Wait, R> wait, Function<Refuse, R> refuse);

    record Pass() implements Verdict {
        @Override
        public <R> R fold(Supplier<R> pass, Function<Wait, R> wait, Function<Refuse, R> refuse) {
            return pass.get();
        }
    }

    /**
     * Ask again later.
     *
     * @param forWhat one clause for people
     * @param atMost how long the gate may be asked again before it counts as refused
     */
    record Wait(Problem forWhat, Duration atMost) implements Verdict {
        public Wait {
            Objects.requireNonNull(forWhat, "forWhat");
            Objects.requireNonNull(atMost, "atMost");
        }

        @Override
        public <R> R fold(Supplier<R> pass, Function<Wait, R> wait, Function<Refuse, R> refuse) {
            return wait.apply(this);
        }
    }

    record Refuse(Problem why) implements Verdict {
        public Refuse {
            Objects.requireNonNull(why, "why");
        }

        @Override
        public <R> R fold(Supplier<R> pass, Function<Wait, R> wait, Function<Refuse, R> refuse) {
            return refuse.apply(this);
        }
    }

    static Verdict pass() {
        return new Pass();
    }
}
