package io.castellan.report;

import static io.castellan.report.SamplePlans.NOW;
import static io.castellan.report.SamplePlans.at;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Place;
import io.castellan.model.Cause;
import io.castellan.model.Ceiling;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.Fact;
import io.castellan.model.Fact.Certainty;
import io.castellan.model.FieldChange;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.RiskClass;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Differences of every kind, for the plans that are reported. */
final class SampleDifferences {
    private static final String LONG_RULE =
            "RULE:^CN=([a-z0-9.-]+),OU=payments,O=Example,L=Berlin,C=DE$/$1@payments/L,DEFAULT";

    private SampleDifferences() {}

    static List<Difference> all() {
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

    static Difference creation(String name, Provenance place) {
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

    static Difference shorterRetention(String name, Provenance place, long dropped) {
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

    static ResourceId topic(String name) {
        return new ResourceId("topic", name);
    }

    private static ResourceId acl(String name) {
        return new ResourceId("acl", name);
    }

    private static Provenance below(Provenance place, int lines, int column) {
        var first = place.declaredAt().orElseThrow();
        return at(first.file(), first.line() + lines, column);
    }
}
