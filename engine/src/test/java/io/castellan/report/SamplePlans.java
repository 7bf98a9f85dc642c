package io.castellan.report;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Severity;
import io.castellan.model.Cause;
import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.Fact;
import io.castellan.model.Fact.Certainty;
import io.castellan.model.Origin;
import io.castellan.model.Phase;
import io.castellan.model.Plan;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.RiskClass;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.Target;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Believable plans for tests and for people who look at the reports. The same call gives the same plan. */
final class SamplePlans {
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    static final Target TARGET = new Target("prod", "5L6g3nShT-eMCtK--X86sw");
    /** Names and values that try to act on whatever shows them. */
    static final List<String> HOSTILE = List.of(
            "red\u001B[31m\u001B]0;title\u0007",
            "line\nbreak\r\n::error::workflow command",
            "direction\u202Egpj.exe\u2066",
            "invisible\u200Bspace\u00A0and\uFEFFmark",
            "<script>alert('x')</script><img src=x onerror=alert(1)>",
            "</details></summary><!-- ]]>",
            "| pipe `tick` ```fence``` ~~strike~~ **bold** [link](https://example.org) ![i](https://example.org/i.png)",
            "@everyone #1 owner/repo#2 https://example.org/x mailto:a@example.org :+1:",
            "quote\" apostrophe' ampersand& lt&lt;",
            "zalgo\u0300\u0301\u0302\u0303\u0304",
            " leading and trailing ",
            "nul\u0000unpaired\uD800",
            "(unset)",
            "$(reboot) ${env:HOME} %0A::add-mask::",
            "\u27E8U+000A\u27E9");

    private SamplePlans() {}

    /** Every disposition, every risk class, every certainty, every cause. */
    static Plan full() {
        return plan(true, origin(false), notes(), SampleDifferences.all());
    }

    /** As declared. */
    static Plan empty() {
        return plan(true, origin(false), List.of(), List.of());
    }

    /** As declared as far as it could be read, from a work tree with uncommitted files. */
    static Plan incomplete() {
        var unreadable = Difference.of(SampleDifferences.topic("payments.dlq.v1"), Verb.NONE)
                .disposition(new Disposition.Deferred(
                        "CAS-PLAN-010", "cannot be read: TOPIC_AUTHORIZATION_FAILED", Optional.empty()))
                .provenance(at("payments.yaml", 30, 3))
                .build();
        return plan(
                false,
                origin(true),
                List.of(Problem.warning(
                        new Code("PLAN", 9),
                        "unmanaged topics are unknown: the principal may not describe all topics")),
                List.of(unreadable));
    }

    /** Hostile names, values, reasons and places everywhere. */
    static Plan hostile() {
        var differences = new ArrayList<Difference>();
        for (int i = 0; i < HOSTILE.size(); i++) {
            var text = HOSTILE.get(i);
            differences.add(Difference.of(new ResourceId("acl", "User:" + text), Verb.CREATE)
                    .risk(RiskClass.SAFE, "GIVEN", "access is given")
                    .provenance(at(text + ".yaml", i + 1, 1))
                    .build());
            differences.add(Difference.of(SampleDifferences.topic(text), Verb.UPDATE)
                    .uuid(text)
                    .field("config." + text, Value.text(text), Value.texts(List.of(text, "a, b")), at(text, 1, 1))
                    .risk(RiskClass.DESTRUCTIVE, "CODE", text)
                    .fact(new Fact("bytes", Value.text(text), Fact.Unit.NONE, Certainty.unknown(text), NOW))
                    .provenance(at(text, 2, 2))
                    .build());
            differences.add(Difference.of(new ResourceId("quota", text), Verb.UPDATE)
                    .field("x", Value.unset(), Value.text(text), at(text, 1, 1))
                    .disposition(Disposition.refused(new Code("QUOTA", 7), text, text))
                    .build());
            differences.add(Difference.of(new ResourceId("feature", text), Verb.UPDATE)
                    .disposition(new Disposition.Deferred(text, text, Optional.empty()))
                    .build());
            differences.add(Difference.of(new ResourceId("group", text), Verb.NONE)
                    .disposition(Disposition.UNMANAGED)
                    .build());
            differences.add(Difference.of(new ResourceId("mirrored", text), Verb.CREATE)
                    .disposition(Disposition.mirrored(new Code("MIRROR", 1), text))
                    .build());
        }
        var text = String.join(" ", HOSTILE);
        return plan(
                true,
                new Origin(Optional.of(text), Optional.of(text), Optional.of(text), true, Optional.of(text)),
                List.of(Problem.warning(new Code("PLAN", 1), Place.whole(text), text)
                        .withHint(text)),
                differences);
    }

    /** A plan of a big cluster: creations, changes, deletions, access rules, refusals and what is unmanaged. */
    static Plan many(int changes) {
        var random = new Random(42);
        var differences = new ArrayList<Difference>(changes);
        for (int i = 0; i < changes; i++) {
            differences.add(one(i, random));
        }
        return plan(true, origin(false), notes(), differences);
    }

    private static Difference one(int i, Random random) {
        var area = List.of("payments", "billing", "shipping", "search", "fraud").get(random.nextInt(5));
        var place = at(area + ".yaml", i + 3, 3);
        return switch (i % 10) {
            case 0, 1, 2, 3, 4 ->
                Difference.of(
                                new ResourceId(
                                        "acl",
                                        "User:" + area + "-" + i + " allow Read from * on topic " + area + "." + i),
                                i % 3 == 0 ? Verb.DELETE : Verb.CREATE)
                        .risk(
                                i % 3 == 0 ? RiskClass.DISRUPTIVE : RiskClass.SAFE,
                                i % 3 == 0 ? "ACCESS_TAKEN" : "ACCESS_GIVEN",
                                "clients may fail")
                        .provenance(new Provenance(place.declaredAt(), Cause.GRANT, List.of()))
                        .build();
            case 5, 6 -> SampleDifferences.creation(area + ".events.v" + i, place);
            case 7 ->
                SampleDifferences.shorterRetention(area + ".orders.v" + i, place, 1_000_000L * random.nextInt(100_000));
            case 8 ->
                Difference.of(SampleDifferences.topic(area + ".legacy.v" + i), Verb.UPDATE)
                        .field("partitions", Value.whole(12), Value.whole(6), place)
                        .disposition(Disposition.refused(
                                new Code("TOPIC", 31),
                                "partitions cannot be decreased from 12 to 6",
                                "declare 12, or create a new topic"))
                        .provenance(place)
                        .build();
            default ->
                Difference.of(SampleDifferences.topic("connect-" + area + "-" + i), Verb.NONE)
                        .disposition(Disposition.UNMANAGED)
                        .build();
        };
    }

    private static List<Problem> notes() {
        return List.of(
                new Problem(
                        new Code("PLAN", 1),
                        Severity.NOTE,
                        Optional.empty(),
                        "nothing was applied here before, so nothing is removed because it is not declared",
                        ""),
                Problem.warning(
                                new Code("TOPIC", 40),
                                new Place("payments.yaml", 3, 3),
                                "readers of 'payments.orders.v1' that commit no offsets cannot be seen")
                        .withHint("ask its owner before you shorten it"));
    }

    private static Origin origin(boolean dirty) {
        return new Origin(
                Optional.of("ssh://git.example.org/kafka/state.git"),
                Optional.of("4b1c9e0d77aa4b1c9e0d77aa4b1c9e0d77aa4b1c"),
                Optional.of("9e0d77aa4b1c9e0d77aa4b1c9e0d77aa4b1c9e0d"),
                dirty,
                Optional.of("77aa4b1c9e0d77aa4b1c9e0d77aa4b1c9e0d77aa"));
    }

    static Plan plan(boolean complete, Origin origin, List<Problem> notes, List<Difference> differences) {
        var changes = differences.stream().map(one -> Change.of(one, TARGET)).toList();
        var steps = new ArrayList<Step>();
        var earlier = new TreeSet<StepId>();
        for (var change : changes) {
            if (change.disposition().isPlanned()) {
                var id = new StepId(change.id().kind() + "." + change.verb().word(), change.id());
                var phase = switch (change.verb()) {
                    case CREATE -> Phase.CREATION;
                    case DELETE -> Phase.DESTRUCTIVE;
                    case UPDATE, NONE -> Phase.CONFIGURATION;
                };
                var step = change.id().kind().equals("broker-setting")
                        ? Step.exclusive(id, phase, Value.unset())
                        : Step.batched(id, phase, Value.unset());
                steps.add(phase == Phase.DESTRUCTIVE ? step.after(Set.copyOf(earlier)) : step);
                if (phase == Phase.CREATION && earlier.size() < 2) {
                    earlier.add(id);
                }
            }
        }
        return new Plan("castellan 0.1.0", NOW, TARGET, origin, complete, notes, changes, steps);
    }

    static Provenance at(String file, int line, int column) {
        return Provenance.at(new Place(file, line, column), Cause.DECLARATION);
    }
}
