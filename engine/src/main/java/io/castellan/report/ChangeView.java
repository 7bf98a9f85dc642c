package io.castellan.report;

import io.castellan.model.Cause;
import io.castellan.model.Ceiling;
import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.Fact;
import io.castellan.model.FieldChange;
import io.castellan.model.Provenance;
import io.castellan.model.Risk;
import io.castellan.model.RiskClass;
import io.castellan.model.Verb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A change in words, every one of them {@link Visible}: the one place where a change is read, for all layouts.
 *
 * @param verb what is or would be done: create, change, delete; empty where nothing is
 * @param place where it is declared and why it is so
 * @param risks worst first, without the safe ones
 * @param facts figures and ceilings, one clause each
 * @param reason why it is refused, what it waits for, or whose it is; empty otherwise
 * @param hint what to do about a refusal
 */
record ChangeView(
        Change change,
        Mark mark,
        String verb,
        String kind,
        String name,
        String uuid,
        String place,
        List<FieldView> fields,
        List<RiskView> risks,
        List<String> facts,
        String reason,
        String hint) {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    ChangeView {
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(mark, "mark");
        Objects.requireNonNull(verb, "verb");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(place, "place");
        fields = List.copyOf(fields);
        risks = List.copyOf(risks);
        facts = List.copyOf(facts);
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(hint, "hint");
    }

    /** A risk in words. */
    record RiskView(RiskClass riskClass, String code, String why) {
        static RiskView of(Risk risk) {
            return new RiskView(risk.riskClass(), Visible.of(risk.code()), Visible.of(risk.why()));
        }
    }

    static ChangeView of(Change change) {
        var difference = change.difference();
        var declaredAt = difference
                .provenance()
                .declaredAt()
                .map(at -> Visible.of(at.toString()))
                .orElse("");
        return new ChangeView(
                change,
                Mark.of(change),
                verb(change.verb()),
                Visible.of(change.id().kind()),
                Visible.of(change.id().name()),
                Visible.of(difference.uuid().orElse("")),
                place(difference.provenance(), declaredAt),
                difference.fields().stream()
                        .map(field -> isSeen(change, field) ? FieldView.live(field) : FieldView.of(field, declaredAt))
                        .toList(),
                difference.risks().stream()
                        .filter(risk -> risk.riskClass() != RiskClass.SAFE)
                        .map(RiskView::of)
                        .toList(),
                facts(difference),
                reason(change.disposition()),
                change.disposition()
                        .refusal()
                        .map(refused -> Visible.of(refused.hint()))
                        .orElse(""));
    }

    private static boolean isSeen(Change change, FieldChange field) {
        return change.disposition().isUnmanaged()
                && (!change.isLeftToMirroring() || field.before().equals(field.after()));
    }

    /** The classes of its risks, worst first, with commas; empty where it is safe. */
    String riskClasses() {
        return String.join(", ", classes());
    }

    /** The same, one by one. */
    List<String> classes() {
        return risks.stream().map(risk -> risk.riskClass().word()).distinct().toList();
    }

    RiskClass worstRisk() {
        return change.difference().worstRisk();
    }

    private static String verb(Verb verb) {
        return switch (verb) {
            case CREATE -> Mark.CREATE.word();
            case UPDATE -> Mark.UPDATE.word();
            case DELETE -> Mark.DELETE.word();
            case NONE -> "";
        };
    }

    private static String place(Provenance provenance, String declaredAt) {
        var cause = switch (provenance.cause()) {
            case DECLARATION, ENVIRONMENT, OBSERVED -> "";
            case GRANT -> "by a grant";
            case DEFAULTS -> "by the defaults";
            case OVERRIDE -> "by an override";
            case WITHDRAWN -> "no longer declared";
        };
        var was = provenance.cause() == Cause.WITHDRAWN && !declaredAt.isEmpty() ? "was " : "";
        var also = provenance.alsoAt().stream()
                .map(at -> Visible.of(at.toString()))
                .collect(Collectors.joining(", "));
        return joined(
                ", ",
                joined(cause.isEmpty() ? "" : ", ", cause, was + declaredAt),
                also.isEmpty() ? "" : "also " + also);
    }

    private static String reason(Disposition disposition) {
        return disposition.fold(
                planned -> "",
                refused -> refused.code() + ": " + Visible.of(refused.message()),
                deferred -> joined(
                        ": ",
                        Visible.of(deferred.code()),
                        joined(
                                ", ",
                                Visible.of(deferred.condition()),
                                deferred.until().map(until -> "until " + until).orElse(""))),
                unmanaged -> unmanaged
                        .mirrored()
                        .map(mirrored -> mirrored.code() + ": " + Visible.of(mirrored.why()))
                        .orElse(""));
    }

    private static List<String> facts(Difference difference) {
        var clauses = new ArrayList<String>();
        var bounded = new ArrayList<String>();
        for (var fact : difference.facts()) {
            var ceiling = difference.ceilings().stream()
                    .filter(one -> one.name().equals(fact.name()))
                    .findFirst();
            ceiling.ifPresent(one -> bounded.add(one.name()));
            clauses.add(clause(fact, ceiling));
        }
        difference.ceilings().stream()
                .filter(ceiling -> !bounded.contains(ceiling.name()))
                .forEach(ceiling ->
                        clauses.add(words(ceiling.name()) + ": refused above " + Units.count(ceiling.atMost())));
        return clauses;
    }

    private static String clause(Fact fact, Optional<Ceiling> ceiling) {
        var certainty = fact.certainty();
        var method = Visible.of(certainty.method());
        var clause = switch (certainty.degree()) {
            case EXACT -> figure(fact);
            case ESTIMATE ->
                "about " + figure(fact).replace("about ", "") + (method.isEmpty() ? "" : ", from " + method);
            case UNKNOWN -> joined(": ", "unknown", method);
        };
        return words(fact.name()) + ": " + clause
                + ceiling.map(one -> "; refused above " + amount(fact.unit(), one.atMost()))
                        .orElse("");
    }

    private static String figure(Fact fact) {
        return Shown.number(fact.value())
                .map(number -> amount(fact.unit(), number))
                .orElseGet(() -> fact.value().isUnset()
                        ? "none"
                        : Shown.of("", fact.value()).exact());
    }

    private static String amount(Fact.Unit unit, long number) {
        var human = Units.ofFact(unit, number);
        return switch (unit) {
            case BYTES, BYTES_PER_SECOND ->
                human.map(text -> text + " (" + number + ")").orElse(Units.count(number));
            case INSTANT -> Instant.ofEpochMilli(number).toString();
            case RECORDS, GROUPS, TOPICS, PARTITIONS, BROKERS, NONE -> Units.count(number);
        };
    }

    /** {@code bytesDropped} → {@code bytes dropped}. */
    private static String words(String name) {
        return Visible.of(HUMP.matcher(name).replaceAll(" ").toLowerCase(Locale.ROOT));
    }

    private static String joined(String separator, String one, String other) {
        return one.isEmpty() || other.isEmpty() ? one + other : one + separator + other;
    }
}
