package io.castellan.promote;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Change;
import io.castellan.model.Declared;
import io.castellan.model.Difference;
import io.castellan.model.Digest;
import io.castellan.model.Disposition;
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
import io.castellan.promote.Aftermath.Lost;
import io.castellan.resource.Declarations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AftermathTest {
    private static final Target PROD = new Target("prod", "5L6g3nShT-eMCtK--X86sw");
    private static final ResourceId ORDERS = new ResourceId("topic", "orders");
    private static final ResourceId BILLING = new ResourceId("user", "billing");
    private static final ResourceId RULE = new ResourceId("acl", "User:billing allow Read topic orders");

    private static Difference.Builder creates(ResourceId id, String risk) {
        return Difference.of(id, Verb.CREATE).risk(RiskClass.SAFE, risk, "because");
    }

    private static Declarations declared(Object spec, ResourceId... ids) {
        return Declarations.of(Stream.of(ids)
                .map(id -> new Declared<>(id, spec, Provenance.observed(), Digest.of(Value.text(id + " " + spec))))
                .toList());
    }

    private static Plan plan(List<Difference> differences, Step... steps) {
        return new Plan(
                "castellan 0.1.0",
                Instant.EPOCH,
                PROD,
                Origin.folder(),
                true,
                List.of(),
                differences.stream().map(one -> Change.of(one, PROD)).toList(),
                List.of(steps));
    }

    private static Step gives(ResourceId id) {
        return Step.batched(new StepId("acl.create", id), Phase.ACCESS_GIVEN, Value.unset());
    }

    private static List<Lost> lost(Difference difference, Declarations now) {
        return Aftermath.of(plan(List.of(difference)), now, Declarations.none()).lost();
    }

    @Test
    void aTopicThatWasDeletedComesBackEmptyAndItsTombstoneIsLifted() {
        var created = creates(ORDERS, "TOPIC_CREATED").build();
        assertThat(lost(created, Declarations.none()))
                .hasSize(1)
                .first()
                .matches(one -> one.why().contains("created empty"));
        assertThat(lost(created, declared("absent", ORDERS)))
                .extracting(Lost::why)
                .anyMatch(why -> why.contains("declared to be absent"));
    }

    @Test
    void aPasswordIsTheOneOfNow() {
        assertThat(lost(creates(BILLING, "USER_CREATED").build(), Declarations.none()))
                .extracting(Lost::why)
                .anyMatch(why -> why.contains("kept nowhere"));
    }

    @Test
    void whatIsRefusedStaysAsItIs() {
        var refused = creates(ORDERS, "TOPIC_CREATED")
                .disposition(Disposition.refused(
                        RollbackCodes.NOT_DECLARED, "partitions cannot be taken away", "declare 12"))
                .build();
        assertThat(lost(refused, Declarations.none()))
                .containsExactly(new Lost(ORDERS, "it stays as it is: partitions cannot be taken away"));
    }

    @Test
    void recordsThatShorterRetentionRemovedDoNotComeBackWithTheLongerOne() {
        var longer = Difference.of(ORDERS, Verb.UPDATE)
                .field(new FieldChange("config.retention.ms", Value.text("1"), Value.text("2"), Optional.empty()));
        assertThat(lost(longer.risk(RiskClass.SAFE, "SAFE", "").build(), Declarations.none()))
                .extracting(Lost::why)
                .containsExactly("its settings come back, and no record that was removed under the others");
        assertThat(lost(
                        longer.risk(RiskClass.DESTRUCTIVE, "RETENTION_SHORTENED", "")
                                .build(),
                        Declarations.none()))
                .isEmpty();
    }

    @Test
    void accessThatWasTakenSinceIsNamedAndNoOther() {
        var plan = plan(List.of(creates(RULE, "ALLOW_ADDED").build()), gives(RULE), gives(BILLING));
        assertThat(Aftermath.of(plan, declared("scram", BILLING), declared("scram", BILLING, RULE))
                        .access())
                .as("the user is declared now as it was then, and only not applied yet")
                .containsExactly(RULE);
    }
}
