package io.castellan.json;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Severity;
import io.castellan.model.Origin;
import java.util.Optional;
import java.util.regex.Pattern;

/** Origin, notes and places in plans, both ways. */
final class PlanParts {
    private static final Pattern PLACE = Pattern.compile("(.*):([0-9]{1,9}):([0-9]{1,9})", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("CAS-([A-Z]{2,12})-([0-9]{3})");

    private PlanParts() {}

    static void origin(JsonWriter out, Origin origin) {
        out.put("repository", origin.repository())
                .put("commit", origin.commit())
                .put("tree", origin.tree())
                .put("dirty", origin.dirty());
        origin.ledgerHead().ifPresent(head -> out.object("baseline", baseline -> baseline.put("ledger", head)));
    }

    static Origin origin(JsonReader in) {
        in.only("repository", "commit", "tree", "dirty", "baseline");
        var ledger = in.optionalObject("baseline")
                .map(baseline -> baseline.only("ledger").text("ledger"));
        return new Origin(
                in.optionalText("repository"),
                in.optionalText("commit"),
                in.optionalText("tree"),
                in.truth("dirty"),
                ledger);
    }

    static void note(JsonWriter out, Problem note) {
        out.put("severity", note.severity().word())
                .put("code", note.code().toString())
                .put("at", note.place().map(Place::toString))
                .put("message", note.message())
                .put("hint", Optional.of(note.hint()).filter(hint -> !hint.isEmpty()));
    }

    static Problem note(JsonReader in) {
        in.only("severity", "code", "at", "message", "hint");
        return new Problem(
                in.convert("code", PlanParts::code),
                in.word("severity", Severity.values(), Severity::word),
                in.optional("at", PlanParts::place),
                in.text("message"),
                in.optionalText("hint").orElse(""));
    }

    /** The inverse of {@link Code#toString()}. */
    static Code code(String text) {
        var parts = CODE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(text);
        }
        return new Code(parts.group(1), Integer.parseInt(parts.group(2)));
    }

    /** The inverse of {@link Place#toString()}. */
    static Place place(String text) {
        var parts = PLACE.matcher(text);
        return parts.matches()
                ? new Place(parts.group(1), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)))
                : Place.whole(text);
    }
}
