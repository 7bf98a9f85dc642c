package io.castellan.json;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Severity;
import io.castellan.model.Cause;
import io.castellan.model.Ceiling;
import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Digest;
import io.castellan.model.Disposition;
import io.castellan.model.Fact;
import io.castellan.model.FieldChange;
import io.castellan.model.Mode;
import io.castellan.model.Origin;
import io.castellan.model.Phase;
import io.castellan.model.Plan;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.Risk;
import io.castellan.model.RiskClass;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.Target;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Plans of every form, the same for the same seed. */
final class RandomPlans {
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "payments.orders.v1",
            "ä😀",
            "a \"quoted\" \\ text",
            "line\nbreak\ttab",
            "\u0000\u0007\u2028",
            "null",
            "$secret",
            "12",
            "User:x",
            "a:5:7",
            "0");

    private final Random random;

    RandomPlans(long seed) {
        random = new Random(seed);
    }

    Plan plan() {
        var target = new Target(name(), name());
        var differences = list(() -> difference());
        return new Plan(
                text(),
                instant(),
                target,
                new Origin(
                        maybe(this::text),
                        maybe(this::text),
                        maybe(this::text),
                        random.nextBoolean(),
                        maybe(this::text)),
                random.nextBoolean(),
                list(this::note),
                differences.stream()
                        .map(difference -> Change.of(difference, target))
                        .toList(),
                list(this::step));
    }

    private Difference difference() {
        var disposition = disposition();
        var verb = disposition.isPlanned() ? of(Verb.CREATE, Verb.UPDATE, Verb.DELETE) : of(Verb.values());
        var builder = Difference.of(id(), verb)
                .disposition(disposition)
                .fields(list(() -> new FieldChange(text(), value(3), value(3), maybe(this::place))))
                .risks(Stream.concat(
                                Stream.of(new Risk(RiskClass.SAFE, "SAFE", "")),
                                list(() -> new Risk(of(RiskClass.values()), name(), text())).stream())
                        .toList())
                .facts(list(() -> new Fact(name(), value(1), of(Fact.Unit.values()), certainty(), instant())))
                .provenance(new Provenance(maybe(this::place), of(Cause.values()), list(this::place)));
        list(() -> new Ceiling(name(), random.nextLong(Long.MAX_VALUE))).forEach(builder::ceiling);
        maybe(this::text).ifPresent(builder::uuid);
        maybe(() -> Digest.of(value(1))).ifPresent(builder::content);
        return builder.build();
    }

    private Disposition disposition() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextBoolean() ? Disposition.UNMANAGED : Disposition.mirrored(code(), text());
            case 1 -> Disposition.refused(code(), text(), text());
            case 2 -> new Disposition.Deferred(text(), text(), maybe(this::instant));
            default -> Disposition.PLANNED;
        };
    }

    private Fact.Certainty certainty() {
        return of(Fact.Certainty.exact(), Fact.Certainty.estimate(name()), Fact.Certainty.unknown(text()));
    }

    private Problem note() {
        return new Problem(code(), of(Severity.values()), maybe(this::place), text(), text());
    }

    private Step step() {
        return new Step(
                stepId(),
                of(Phase.values()),
                Set.copyOf(list(this::stepId).stream().collect(Collectors.toSet())),
                of(Mode.values()),
                Set.copyOf(list(this::id).stream().collect(Collectors.toSet())),
                value(3));
    }

    private StepId stepId() {
        return new StepId(of("topic.config", "acl.create", "x"), id());
    }

    private ResourceId id() {
        return new ResourceId(of("topic", "acl", "quota"), name());
    }

    private Code code() {
        return new Code(of("TOPIC", "YAML", "PLAN"), 1 + random.nextInt(999));
    }

    private Place place() {
        int line = 1 + random.nextInt(100_000);
        return new Place(of("payments.yaml", "a/b c.yaml", "ä:1.yaml"), line, 1 + random.nextInt(200));
    }

    private Instant instant() {
        return Instant.ofEpochSecond(random.nextInt(), of(0, 1, 500_000_000, 999_999_999));
    }

    private Value value(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> Value.text(text());
            case 1 -> Value.whole(random.nextBoolean() ? random.nextInt() : random.nextLong());
            case 2 -> Value.unset();
            case 3 -> new Value.SecretRef(name());
            case 4 -> new Value.Items(list(() -> value(depth - 1)));
            default -> {
                var entries = new TreeMap<String, Value>();
                list(this::text).forEach(name -> entries.put(name, value(depth - 1)));
                yield Value.entries(entries);
            }
        };
    }

    private String text() {
        return of(TEXTS.toArray(String[]::new));
    }

    private String name() {
        return "n" + text();
    }

    @SafeVarargs
    private <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private <T> Optional<T> maybe(Supplier<T> item) {
        return random.nextBoolean() ? Optional.of(item.get()) : Optional.empty();
    }

    private <T> List<T> list(Supplier<T> item) {
        return IntStream.range(0, random.nextInt(4)).mapToObj(i -> item.get()).toList();
    }
}
