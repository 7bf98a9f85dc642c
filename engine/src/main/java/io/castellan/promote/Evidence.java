package io.castellan.promote;

import io.castellan.model.Declared;
import io.castellan.model.WholeSecond;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Whether a change of one resource was shown to be good before it comes to an environment. */
public sealed interface Evidence permits Evidence.Proved, Evidence.Soaking, Evidence.Missing, Evidence.Exempt {

    <R> R fold(
            Function<Proved, R> proved,
            Function<Soaking, R> soaking,
            Function<Missing, R> missing,
            Function<Exempt, R> exempt);

    /**
     * The same declaration is applied where it comes from, or was applied in the target before.
     *
     * @param environment where
     * @param sequence of the ledger entry that shows it
     * @param since when it was applied, as far back as it matters
     * @param declared with what effect; empty where it is proved that nothing is declared
     */
    record Proved(String environment, long sequence, Instant since, Optional<Declared<?>> declared)
            implements Evidence {
        public Proved {
            Objects.requireNonNull(environment, "environment");
            Objects.requireNonNull(since, "since");
            Objects.requireNonNull(declared, "declared");
        }

        @Override
        public <R> R fold(
                Function<Proved, R> proved,
                Function<Soaking, R> soaking,
                Function<Missing, R> missing,
                Function<Exempt, R> exempt) {
            return proved.apply(this);
        }
    }

    /**
     * It is applied where it comes from, but not long enough.
     *
     * @param then what it will be, so that who approves meanwhile is told what will be asked
     * @param until when that is
     */
    record Soaking(Proved then, Instant until) implements Evidence {
        public Soaking {
            Objects.requireNonNull(then, "then");
            Objects.requireNonNull(until, "until");
        }

        public String environment() {
            return then.environment();
        }

        public long sequence() {
            return then.sequence();
        }

        @Override
        public <R> R fold(
                Function<Proved, R> proved,
                Function<Soaking, R> soaking,
                Function<Missing, R> missing,
                Function<Exempt, R> exempt) {
            return soaking.apply(this);
        }
    }

    /**
     * Nothing shows it.
     *
     * @param why a clause
     * @param todo what to do
     */
    record Missing(String why, String todo) implements Evidence {
        public Missing {
            Objects.requireNonNull(why, "why");
            Objects.requireNonNull(todo, "todo");
        }

        @Override
        public <R> R fold(
                Function<Proved, R> proved,
                Function<Soaking, R> soaking,
                Function<Missing, R> missing,
                Function<Exempt, R> exempt) {
            return missing.apply(this);
        }
    }

    /** None is asked for. */
    record Exempt(Reason reason) implements Evidence {
        public Exempt {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public <R> R fold(
                Function<Proved, R> proved,
                Function<Soaking, R> soaking,
                Function<Missing, R> missing,
                Function<Exempt, R> exempt) {
            return exempt.apply(this);
        }
    }

    /** From 0, the better the less. */
    default int badness() {
        return fold(proved -> 1, soaking -> 2, missing -> 3, exempt -> 0);
    }

    /** Whether the change may be applied. */
    default boolean suffices() {
        return fold(proved -> true, soaking -> false, missing -> false, exempt -> true);
    }

    /** For people: a clause. */
    default String words() {
        return words(List.of(this));
    }

    /** For people: what is said of several at once. What one apply did in a few seconds soaks as long, but for these seconds. */
    default String alike() {
        return fold(
                proved -> "proved by " + proved.environment() + " #" + proved.sequence(),
                soaking -> "soaking in " + soaking.environment() + " since #" + soaking.sequence(),
                missing -> "no evidence: " + missing.why(),
                exempt -> "no evidence needed: " + exempt.reason().why());
    }

    /**
     * For people: a clause.
     *
     * @param some {@link #alike}, and not empty; of those that soak, the last counts
     */
    static String words(Collection<Evidence> some) {
        var last = some.stream().max(Comparator.comparing(Evidence::end)).orElseThrow();
        return last.fold(
                proved -> last.alike(),
                soaking -> "soaking in " + soaking.environment() + " until " + WholeSecond.notBefore(soaking.until()),
                missing -> last.alike(),
                exempt -> last.alike());
    }

    private static Instant end(Evidence one) {
        return one.fold(proved -> Instant.MIN, Soaking::until, missing -> Instant.MIN, exempt -> Instant.MIN);
    }

    /** Why no evidence is asked for. */
    enum Reason {
        /** It comes from environment.yaml, which is never promoted; the policy may ask for more approvals instead. */
        ENVIRONMENT("it is the environment's own"),
        /** An override of environment.yaml, for a reason and mostly for a time. */
        OVERRIDE("it is an override, to be made good where state comes from"),
        /** Access is taken: that cannot wait. */
        REVOCATION("it takes access away, to be done where state comes from as well"),
        /** A password is sent again or a new one. */
        ROTATION("it sends a password");

        private final String why;

        Reason(String why) {
            this.why = why;
        }

        public String why() {
            return why;
        }

        /** As the record has it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The reason that is written like this; empty where none is. */
        public static Optional<Reason> of(String word) {
            return Arrays.stream(values())
                    .filter(reason -> reason.word().equals(word))
                    .findFirst();
        }

        /** Whether the environments are out of step until somebody makes the same change in the others. */
        public boolean isDebt() {
            return this != ENVIRONMENT;
        }
    }
}
