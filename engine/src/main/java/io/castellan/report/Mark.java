package io.castellan.report;

import io.castellan.model.Change;
import io.castellan.report.Style.Ink;
import java.util.Locale;

/** What becomes of a change, as one sign that every report uses. */
enum Mark {
    CREATE("+", "create", Ink.GIVEN),
    UPDATE("~", "change", Ink.CHANGED),
    DELETE("−", "delete", Ink.TAKEN),
    REFUSED("!", "refused", Ink.ALARM),
    DEFERRED("…", "waits", Ink.WAITING),
    UNMANAGED("?", "unmanaged", Ink.FAINT);

    private final String sign;
    private final String word;
    private final Ink ink;

    Mark(String sign, String word, Ink ink) {
        this.sign = sign;
        this.word = word;
        this.ink = ink;
    }

    static Mark of(Change change) {
        return change.disposition()
                .fold(planned -> ofVerb(change), refused -> REFUSED, deferred -> DEFERRED, unmanaged -> UNMANAGED);
    }

    private static Mark ofVerb(Change change) {
        return switch (change.verb()) {
            case CREATE -> CREATE;
            case UPDATE -> UPDATE;
            case DELETE -> DELETE;
            case NONE -> throw new IllegalArgumentException("a planned change has a verb: " + change.id());
        };
    }

    String sign() {
        return sign;
    }

    String word() {
        return word;
    }

    /** The class of an element on the page. */
    String css() {
        return name().toLowerCase(Locale.ROOT);
    }

    Ink ink() {
        return ink;
    }
}
