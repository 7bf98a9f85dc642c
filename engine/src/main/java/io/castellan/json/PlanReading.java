package io.castellan.json;

import io.castellan.diagnostics.Failure;
import io.castellan.model.Cause;
import io.castellan.model.Ceiling;
import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Digest;
import io.castellan.model.Disposition;
import io.castellan.model.Fact;
import io.castellan.model.FieldChange;
import io.castellan.model.Mode;
import io.castellan.model.Phase;
import io.castellan.model.Plan;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.Risk;
import io.castellan.model.RiskClass;
import io.castellan.model.Step;
import io.castellan.model.Target;
import io.castellan.model.Verb;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A plan, read. */
final class PlanReading {
    private PlanReading() {}

    static Plan read(JsonReader in) {
        in.only(
                "format",
                "tool",
                "createdAt",
                "target",
                "origin",
                "digest",
                "complete",
                "notes",
                "changes",
                "steps",
                "summary");
        var at = in.object("target").only("environment", "clusterId");
        var target = new Target(at.text("environment"), at.text("clusterId"));
        var plan = new Plan(
                in.text("tool"),
                in.instant("createdAt"),
                target,
                PlanParts.origin(in.object("origin")),
                in.truth("complete"),
                in.objects("notes").stream().map(PlanParts::note).toList(),
                in.objects("changes").stream()
                        .map(change -> change(change, target))
                        .toList(),
                in.objects("steps").stream().map(PlanReading::step).toList());
        if (!plan.digest().equals(in.convert("digest", Digest::new))) {
            throw digest(in, "the changes of the file are not those of its digest");
        }
        return plan;
    }

    private static Failure digest(JsonReader in, String message) {
        return in.failure(JsonCodes.DIGEST, in.pointer() + "/digest", "does not fit: " + message);
    }

    private static Change change(JsonReader in, Target target) {
        in.only(
                "digest",
                "id",
                "verb",
                "disposition",
                "refused",
                "deferred",
                "mirrored",
                "risks",
                "fields",
                "ceilings",
                "facts",
                "provenance",
                "content");
        var change = Change.of(difference(in), target);
        if (!change.digest().equals(in.convert("digest", Digest::new))) {
            throw digest(in, "the change was altered after it was planned");
        }
        return change;
    }

    private static Difference difference(JsonReader in) {
        var id = in.object("id").only("kind", "name", "uuid");
        try {
            var builder = Difference.of(
                            new ResourceId(id.text("kind"), id.text("name")),
                            in.word("verb", Verb.values(), Verb::word))
                    .disposition(disposition(in))
                    .risks(in.objects("risks").stream().map(PlanReading::risk).toList())
                    .fields(in.objects("fields").stream()
                            .map(PlanReading::field)
                            .toList())
                    .facts(in.objects("facts").stream().map(PlanReading::fact).toList())
                    .provenance(provenance(in.object("provenance")));
            in.objects("ceilings").stream().map(PlanReading::ceiling).forEach(builder::ceiling);
            id.optionalText("uuid").ifPresent(builder::uuid);
            in.optional("content", Digest::new).ifPresent(builder::content);
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw in.bad("id", "names no change that can be: " + e.getMessage());
        }
    }

    private static Disposition disposition(JsonReader in) {
        return switch (in.text("disposition")) {
            case "planned" -> Disposition.PLANNED;
            case "unmanaged" ->
                in.optionalObject("mirrored")
                        .map(mirrored -> mirrored.only("code", "why"))
                        .map(why -> Disposition.mirrored(why.convert("code", PlanParts::code), why.text("why")))
                        .orElse(Disposition.UNMANAGED);
            case "refused" -> {
                var why = in.object("refused").only("code", "message", "hint");
                yield Disposition.refused(
                        why.convert("code", PlanParts::code),
                        why.text("message"),
                        why.optionalText("hint").orElse(""));
            }
            case "deferred" -> {
                var why = in.object("deferred").only("code", "condition", "until");
                yield new Disposition.Deferred(
                        why.text("code"), why.text("condition"), why.optional("until", Instant::parse));
            }
            default -> throw in.bad("disposition", "is not known; valid are planned, refused, deferred, unmanaged");
        };
    }

    private static Risk risk(JsonReader in) {
        in.only("class", "code", "why");
        return new Risk(in.word("class", RiskClass.values(), RiskClass::word), in.text("code"), in.text("why"));
    }

    private static FieldChange field(JsonReader in) {
        in.only("path", "before", "after", "at");
        return new FieldChange(
                in.text("path"), in.value("before"), in.value("after"), in.optional("at", PlanParts::place));
    }

    private static Ceiling ceiling(JsonReader in) {
        in.only("name", "atMost");
        return new Ceiling(in.text("name"), in.whole("atMost"));
    }

    private static Fact fact(JsonReader in) {
        in.only("name", "value", "unit", "certainty", "method", "asOf");
        return new Fact(
                in.text("name"),
                in.value("value"),
                in.word("unit", Fact.Unit.values(), ChangeParts::word),
                new Fact.Certainty(
                        in.word("certainty", Fact.Degree.values(), ChangeParts::word),
                        in.optionalText("method").orElse("")),
                in.instant("asOf"));
    }

    private static Provenance provenance(JsonReader in) {
        in.only("cause", "declaredAt", "alsoAt");
        return new Provenance(
                in.optional("declaredAt", PlanParts::place),
                in.word("cause", Cause.values(), ChangeParts::word),
                in.has("alsoAt") ? in.texts("alsoAt", PlanParts::place) : List.of());
    }

    private static Step step(JsonReader in) {
        in.only("id", "executor", "phase", "mode", "after", "realises", "arguments");
        var id = in.convert("id", PlanFormat::stepId);
        if (!in.text("executor").equals(id.executor())) {
            throw in.bad("executor", "is not that of the id");
        }
        return new Step(
                id,
                in.word("phase", Phase.values(), Phase::word),
                set(in.texts("after", PlanFormat::stepId)),
                in.word("mode", Mode.values(), ChangeParts::word),
                set(in.texts("realises", ResourceId::parse)),
                in.value("arguments"));
    }

    private static <T> Set<T> set(List<T> items) {
        return Set.copyOf(new HashSet<>(items));
    }
}
