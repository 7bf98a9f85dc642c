package io.castellan.report;

import io.castellan.model.FieldChange;
import java.util.Objects;

/**
 * One field of a change, ready to be laid out.
 *
 * @param mark CREATE where there was no value, DELETE where there will be none, UNMANAGED where it is only seen, else UPDATE
 * @param at where the new value is declared; empty where nothing declares it or the change as a whole stands there
 */
record FieldView(Mark mark, String path, Shown before, Shown after, String at) {
    FieldView {
        Objects.requireNonNull(mark, "mark");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(at, "at");
    }

    static FieldView of(FieldChange field, String placeOfChange) {
        var at = field.at().map(place -> Visible.of(place.toString())).orElse("");
        return new FieldView(
                markOf(field),
                Visible.of(field.path()),
                Shown.of(field.path(), field.before()),
                Shown.of(field.path(), field.after()),
                at.equals(placeOfChange) ? "" : at);
    }

    /** A field that is only seen: its live value stands on either side. */
    static FieldView live(FieldChange field) {
        var live = Shown.of(field.path(), field.before().isUnset() ? field.after() : field.before());
        return new FieldView(Mark.UNMANAGED, Visible.of(field.path()), live, live, "");
    }

    boolean isLive() {
        return mark == Mark.UNMANAGED;
    }

    boolean hasBefore() {
        return mark == Mark.UPDATE || mark == Mark.DELETE;
    }

    boolean hasAfter() {
        return mark == Mark.UPDATE || mark == Mark.CREATE;
    }

    private static Mark markOf(FieldChange field) {
        if (field.before().isUnset()) {
            return Mark.CREATE;
        }
        return field.after().isUnset() ? Mark.DELETE : Mark.UPDATE;
    }
}
