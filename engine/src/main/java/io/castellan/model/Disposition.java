package io.castellan.model;

import io.castellan.diagnostics.Code;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What becomes of a difference. Every difference has one; none is silently left out. */
public sealed interface Disposition
        permits Disposition.Planned, Disposition.Refused, Disposition.Deferred, Disposition.Unmanaged {

    <R> R fold(
            Function<Planned, R> planned,
            Function<Refused, R> refused,
            Function<Deferred, R> deferred,
            Function<Unmanaged, R> unmanaged);

    /** Steps of the plan will do it. */
    record Planned() implements Disposition {
        @Override
        public <R> R fold(
                Function<Planned, R> planned,
                Function<Refused, R> refused,
                Function<Deferred, R> deferred,
                Function<Unmanaged, R> unmanaged) {
            return planned.apply(this);
        }
    }

    /** It will not be done. */
    record Refused(Code code, String message, String hint) implements Disposition {
        public Refused {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(hint, "hint");
        }

        @Override
        public <R> R fold(
                Function<Planned, R> planned,
                Function<Refused, R> refused,
                Function<Deferred, R> deferred,
                Function<Unmanaged, R> unmanaged) {
            return refused.apply(this);
        }
    }

    /** It waits for a time or a condition. Counted apart; no difference for exit codes. */
    record Deferred(String code, String condition, Optional<Instant> until) implements Disposition {
        public Deferred {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(condition, "condition");
            Objects.requireNonNull(until, "until");
        }

        @Override
        public <R> R fold(
                Function<Planned, R> planned,
                Function<Refused, R> refused,
                Function<Deferred, R> deferred,
                Function<Unmanaged, R> unmanaged) {
            return deferred.apply(this);
        }
    }

    /**
     * Seen, and not ours.
     *
     * @param mirrored empty where it is nobody's in particular
     */
    record Unmanaged(Optional<Mirrored> mirrored) implements Disposition {
        public Unmanaged {
            Objects.requireNonNull(mirrored, "mirrored");
        }

        @Override
        public <R> R fold(
                Function<Planned, R> planned,
                Function<Refused, R> refused,
                Function<Deferred, R> deferred,
                Function<Unmanaged, R> unmanaged) {
            return unmanaged.apply(this);
        }
    }

    /**
     * That the environment hands it over to mirroring.
     *
     * @param why a clause
     */
    record Mirrored(Code code, String why) {
        public Mirrored {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(why, "why");
        }
    }

    Disposition PLANNED = new Planned();
    Disposition UNMANAGED = new Unmanaged(Optional.empty());

    static Disposition refused(Code code, String message, String hint) {
        return new Refused(code, message, hint);
    }

    static Disposition mirrored(Code code, String why) {
        return new Unmanaged(Optional.of(new Mirrored(code, why)));
    }

    default boolean isPlanned() {
        return equals(PLANNED);
    }

    default boolean isUnmanaged() {
        return fold(planned -> false, refused -> false, deferred -> false, unmanaged -> true);
    }

    default Optional<Mirrored> mirrored() {
        return fold(
                planned -> Optional.empty(),
                refused -> Optional.empty(),
                deferred -> Optional.empty(),
                unmanaged -> unmanaged.mirrored());
    }

    default Optional<Refused> refusal() {
        return fold(
                planned -> Optional.empty(), Optional::of, deferred -> Optional.empty(), unmanaged -> Optional.empty());
    }

    /** As written in formats: lower case. */
    default String word() {
        return fold(planned -> "planned", refused -> "refused", deferred -> "deferred", unmanaged -> "unmanaged");
    }
}
