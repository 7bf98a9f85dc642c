package io.castellan.json;

import io.castellan.diagnostics.Place;
import io.castellan.model.Change;
import io.castellan.model.Digest;
import io.castellan.model.Disposition;
import io.castellan.model.Fact;
import io.castellan.model.FieldChange;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.Risk;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** One change of a plan, written. */
final class ChangeParts {
    private ChangeParts() {}

    static void write(JsonWriter out, Change change) {
        var difference = change.difference();
        out.put("digest", change.digest().text())
                .object("id", id -> id(id, difference.id(), difference.uuid()))
                .put("verb", difference.verb().word());
        disposition(out, difference.disposition());
        out.objects("risks", difference.risks(), ChangeParts::risk)
                .objects("fields", difference.fields(), ChangeParts::field)
                .objects(
                        "ceilings",
                        difference.ceilings(),
                        (ceiling, item) -> ceiling.put("name", item.name()).put("atMost", item.atMost()))
                .objects("facts", difference.facts(), ChangeParts::fact)
                .object("provenance", provenance -> provenance(provenance, difference.provenance()))
                .put("content", difference.content().map(Digest::text));
    }

    private static void id(JsonWriter out, ResourceId id, Optional<String> uuid) {
        out.put("kind", id.kind()).put("name", id.name()).put("uuid", uuid);
    }

    private static void disposition(JsonWriter out, Disposition disposition) {
        out.put("disposition", disposition.word());
        disposition.<JsonWriter>fold(
                planned -> out,
                refused -> out.object(
                        "refused",
                        why -> why.put("code", refused.code().toString())
                                .put("message", refused.message())
                                .put("hint", Optional.of(refused.hint()).filter(hint -> !hint.isEmpty()))),
                deferred -> out.object(
                        "deferred",
                        why -> why.put("code", deferred.code())
                                .put("condition", deferred.condition())
                                .put("until", deferred.until().map(Instant::toString))),
                unmanaged -> unmanaged
                        .mirrored()
                        .map(mirrored -> out.object(
                                "mirrored",
                                why -> why.put("code", mirrored.code().toString())
                                        .put("why", mirrored.why())))
                        .orElse(out));
    }

    private static void risk(JsonWriter out, Risk risk) {
        out.put("class", risk.riskClass().word()).put("code", risk.code()).put("why", risk.why());
    }

    private static void field(JsonWriter out, FieldChange field) {
        out.put("path", field.path())
                .put("before", field.before())
                .put("after", field.after())
                .put("at", field.at().map(Place::toString));
    }

    private static void fact(JsonWriter out, Fact fact) {
        var certainty = fact.certainty();
        out.put("name", fact.name())
                .put("value", fact.value())
                .put("unit", word(fact.unit()))
                .put("certainty", word(certainty.degree()))
                .put("method", Optional.of(certainty.method()).filter(method -> !method.isEmpty()))
                .put("asOf", fact.asOf());
    }

    private static void provenance(JsonWriter out, Provenance provenance) {
        out.put("cause", word(provenance.cause()))
                .put("declaredAt", provenance.declaredAt().map(Place::toString));
        if (!provenance.alsoAt().isEmpty()) {
            out.texts("alsoAt", provenance.alsoAt());
        }
    }

    /** A constant as written in formats: lower case with hyphens. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
