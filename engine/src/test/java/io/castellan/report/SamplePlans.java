package io.castellan.report;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Severity;
import io.castellan.model.Cause;
import io.castellan.model.Ceiling;
import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.Fact;
import io.castellan.model.Fact.Certainty;
import io.castellan.model.FieldChange;
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

    private static final String LONG_RULE =
            "RULE:^CN=([a-z0-9.-]+),OU=payments,O=Example,L=Berlin,C=DE$/$1@payments/L,DEFAULT";

    private SamplePlans() {}

    /** Every disposition, every risk class, every certainty, every cause. */
    static Plan full() {
        return plan(true, origin(false), notes(), changes());
    }

    /** As declared. */
    static Plan empty() {
        return plan(true, origin(false), List.of(), List.of());
    }

    /** As declared as far as it could be read, from a work tree with uncommitted files. */
    static Plan incomplete() {
        var unreadable = Difference.of(topic("payments.dlq.v1"), Verb.NONE)
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
            differences.add(Difference.of(topic(text), Verb.UPDATE)
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
            case 5, 6 -> creation(area + ".events.v" + i, place);
            case 7 -> shorterRetention(area + ".orders.v" + i, place, 1_000_000L * random.nextInt(100_000));
            case 8 ->
                Difference.of(topic(area + ".legacy.v" + i), Verb.UPDATE)
                        .field("partitions", Value.whole(12), Value.whole(6), place)
                        .disposition(Disposition.refused(
                                new Code("TOPIC", 31),
                                "partitions cannot be decreased from 12 to 6",
                                "declare 12, or create a new topic"))
                        .provenance(place)
                        .build();
            default ->
                Difference.of(topic("connect-" + area + "-" + i), Verb.NONE)
                        .disposition(Disposition.UNMANAGED)
                        .build();
        };
    }

    private static List<Difference> changes() {
        return List.of(
                creation("billing.invoices.v1", at("billing.yaml", 3, 3)),
                shorterRetention("payments.orders.v1", at("payments.yaml", 3, 3), 48_112_345_678L),
                deletion(),
                partitions(),
                listener(),
                Difference.of(topic("payments.small"), Verb.UPDATE)
                        .field("partitions", Value.whole(12), Value.whole(6), at("payments.yaml", 21, 17))
                        .disposition(Disposition.refused(
                                new Code("TOPIC", 31),
                                "partitions cannot be decreased from 12 to 6",
                                "declare 12, or create a new topic and move its readers"))
                        .provenance(at("payments.yaml", 20, 3))
                        .build(),
                Difference.of(new ResourceId("feature", "metadata.version"), Verb.UPDATE)
                        .field("level", Value.whole(30), Value.whole(33), at("brokers.yaml", 4, 20))
                        .risk(RiskClass.IRREVERSIBLE, "FEATURE_FINALISED", "it cannot be lowered again")
                        .disposition(new Disposition.Deferred(
                                "SOAKING",
                                "72h on version 4.4.0 have not passed",
                                Optional.of(Instant.parse("2026-11-24T08:00:00Z"))))
                        .provenance(at("brokers.yaml", 4, 3))
                        .build(),
                acl(
                        "User:payments-service allow Read from * on topic prefixed payments.",
                        Verb.CREATE,
                        Cause.DECLARATION),
                acl("User:billing allow Read from * on group prefixed billing-", Verb.CREATE, Cause.GRANT),
                acl("User:billing allow Read from * on topic literal payments.orders.v1", Verb.CREATE, Cause.GRANT),
                acl(
                        "User:zahlungsverkehr-größe allow Write from * on topic literal 請求",
                        Verb.CREATE,
                        Cause.DECLARATION),
                Difference.of(acl("User:old-batch allow All from * on topic literal *"), Verb.DELETE)
                        .risk(RiskClass.DISRUPTIVE, "ACCESS_TAKEN", "clients of User:old-batch lose access")
                        .provenance(
                                new Provenance(Optional.of(new Place("acls.yaml", 9, 5)), Cause.WITHDRAWN, List.of()))
                        .build(),
                user(),
                quota(),
                unmanaged("topic", "legacy.audit"),
                unmanaged("topic", "connect-offsets"),
                unmanaged("acl", "User:root allow All from * on cluster literal kafka-cluster"),
                Difference.of(topic("payments.refunds.v1"), Verb.NONE)
                        .field(new FieldChange(
                                "config.segment.ms", Value.text("3600000"), Value.text("3600000"), Optional.empty()))
                        .disposition(Disposition.UNMANAGED)
                        .provenance(at("payments.yaml", 40, 3))
                        .build());
    }

    private static Difference creation(String name, Provenance place) {
        return Difference.of(topic(name), Verb.CREATE)
                .field("partitions", Value.unset(), Value.whole(24), place)
                .field(
                        "replicationFactor",
                        Value.unset(),
                        Value.whole(3),
                        new Provenance(Optional.of(new Place("environment.yaml", 14, 20)), Cause.DEFAULTS, List.of()))
                .field("config.cleanup.policy", Value.unset(), Value.texts(List.of("compact", "delete")), place)
                .field("config.retention.ms", Value.unset(), Value.text("604800000"), place)
                .risk(RiskClass.SAFE, "TOPIC_CREATED", "a new topic")
                .provenance(place)
                .build();
    }

    private static Difference shorterRetention(String name, Provenance place, long dropped) {
        return Difference.of(topic(name), Verb.UPDATE)
                .uuid("Zk3yT7bWQ2Sx1u0rTqv9Ag")
                .field("config.retention.ms", Value.text("1209600000"), Value.text("604800000"), below(place, 2, 25))
                .field(
                        "config.retention.bytes",
                        Value.text("53687091200"),
                        Value.text("10737418240"),
                        below(place, 3, 28))
                .field("config.min.compaction.lag.ms", Value.text("90000"), Value.unset(), Provenance.observed())
                .field("config.max.message.bytes", Value.unset(), Value.text("1048588"), below(place, 4, 30))
                .risk(RiskClass.DESTRUCTIVE, "RETENTION_SHORTENED", "older segments are deleted")
                .risk(RiskClass.DISRUPTIVE, "MESSAGE_SIZE_LOWERED", "larger messages are refused")
                .fact(new Fact(
                        "bytesDropped",
                        Value.whole(dropped),
                        Fact.Unit.BYTES,
                        Certainty.estimate("segments older than the new limit"),
                        NOW))
                .fact(new Fact(
                        "groups",
                        Value.unset(),
                        Fact.Unit.GROUPS,
                        Certainty.unknown("no right to describe groups"),
                        NOW))
                .ceiling(Ceiling.above("bytesDropped", dropped))
                .provenance(place)
                .build();
    }

    private static Difference deletion() {
        return Difference.of(topic("payments.legacy"), Verb.DELETE)
                .uuid("q1n0_7wRQ5mJf0b2a9xYzA")
                .risk(RiskClass.DESTRUCTIVE, "TOPIC_DELETED", "all of its records are lost")
                .risk(RiskClass.IRREVERSIBLE, "TOPIC_DELETED", "nothing brings them back")
                .fact(new Fact("bytes", Value.whole(1_073_741_824L), Fact.Unit.BYTES, Certainty.exact(), NOW))
                .fact(new Fact(
                        "records",
                        Value.whole(12_345_678L),
                        Fact.Unit.RECORDS,
                        Certainty.estimate("end offset less start offset"),
                        NOW))
                .fact(new Fact("readingGroups", Value.whole(0), Fact.Unit.GROUPS, Certainty.exact(), NOW))
                .fact(new Fact(
                        "lastWritten", Value.whole(1_760_000_000_000L), Fact.Unit.INSTANT, Certainty.exact(), NOW))
                .ceiling(Ceiling.above("bytes", 1_073_741_824L))
                .ceiling(Ceiling.above("records", 12_345_678L))
                .provenance(new Provenance(
                        Optional.of(new Place("payments.yaml", 12, 3)),
                        Cause.DECLARATION,
                        List.of(new Place("legacy.yaml", 2, 3))))
                .build();
    }

    private static Difference partitions() {
        return Difference.of(topic("search.clicks.v2"), Verb.UPDATE)
                .field("partitions", Value.whole(12), Value.whole(24), at("search.yaml", 4, 17))
                .risk(RiskClass.DISRUPTIVE, "PARTITIONS_ADDED", "keys move to other partitions")
                .risk(RiskClass.IRREVERSIBLE, "PARTITIONS_ADDED", "partitions cannot be taken away")
                .provenance(at("search.yaml", 3, 3))
                .build();
    }

    private static Difference listener() {
        return Difference.of(new ResourceId("broker-setting", "2"), Verb.UPDATE)
                .field("num.io.threads", Value.text("8"), Value.text("16"), at("environment.yaml", 11, 60))
                .field(
                        "ssl.principal.mapping.rules",
                        Value.text("DEFAULT"),
                        Value.text(LONG_RULE),
                        at("environment.yaml", 12, 60))
                .risk(RiskClass.DISRUPTIVE, "NO_ROW", "no row of the risk table is about this key")
                .provenance(
                        new Provenance(Optional.of(new Place("environment.yaml", 11, 3)), Cause.ENVIRONMENT, List.of()))
                .build();
    }

    private static Difference user() {
        return Difference.of(new ResourceId("user", "billing"), Verb.UPDATE)
                .field(
                        "password",
                        new Value.SecretRef("env:BILLING_PASSWORD"),
                        new Value.SecretRef("env:BILLING_PASSWORD"),
                        at("users.yaml", 3, 60))
                .field("rotation", Value.whole(2), Value.whole(3), at("users.yaml", 3, 90))
                .risk(
                        RiskClass.DISRUPTIVE,
                        "PASSWORD_ROTATED",
                        "clients with the old password fail at their next connection")
                .provenance(at("users.yaml", 3, 3))
                .build();
    }

    private static Difference quota() {
        return Difference.of(new ResourceId("quota", "user=billing"), Verb.UPDATE)
                .field("producer_byte_rate", Value.whole(10_485_760), Value.whole(5_242_880), at("quotas.yaml", 2, 30))
                .field("consumer_byte_rate", Value.whole(5_242_880), Value.whole(10_485_760), at("quotas.yaml", 2, 60))
                .risk(RiskClass.DISRUPTIVE, "QUOTA_LOWERED", "producers of billing are slowed down")
                .fact(new Fact(
                        "clusterWide",
                        Value.whole(15_728_640),
                        Fact.Unit.BYTES_PER_SECOND,
                        Certainty.estimate("quota × 3 brokers"),
                        NOW))
                .provenance(
                        new Provenance(Optional.of(new Place("environment.yaml", 20, 3)), Cause.OVERRIDE, List.of()))
                .build();
    }

    private static Difference acl(String rule, Verb verb, Cause cause) {
        return Difference.of(acl(rule), verb)
                .risk(RiskClass.SAFE, "ACCESS_GIVEN", "access is given")
                .provenance(new Provenance(Optional.of(new Place("acls.yaml", 4, 7)), cause, List.of()))
                .build();
    }

    private static Difference unmanaged(String kind, String name) {
        return Difference.of(new ResourceId(kind, name), Verb.NONE)
                .disposition(Disposition.UNMANAGED)
                .build();
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

    private static ResourceId topic(String name) {
        return new ResourceId("topic", name);
    }

    private static ResourceId acl(String name) {
        return new ResourceId("acl", name);
    }

    static Provenance at(String file, int line, int column) {
        return Provenance.at(new Place(file, line, column), Cause.DECLARATION);
    }

    private static Provenance below(Provenance place, int lines, int column) {
        var first = place.declaredAt().orElseThrow();
        return at(first.file(), first.line() + lines, column);
    }
}
