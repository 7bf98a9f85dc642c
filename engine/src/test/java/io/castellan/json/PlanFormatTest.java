package io.castellan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Cause;
import io.castellan.model.Ceiling;
import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.Fact;
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
import io.castellan.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanFormatTest {
    private static final long SEED = 20_261_121;

    @Test
    void whateverIsWrittenIsReadBackTheSame() {
        for (long seed = SEED; seed < SEED + 500; seed++) {
            var plan = new RandomPlans(seed).plan();

            var written = PlanFormat.write(plan);

            assertThat(PlanFormat.read("plan.json", written))
                    .as("seed %d", seed)
                    .isEqualTo(plan);
            assertThat(PlanFormat.write(PlanFormat.read("plan.json", written)))
                    .as("seed %d", seed)
                    .isEqualTo(written);
        }
    }

    @Test
    void whateverIsWrittenIsWhatTheSchemaDescribes() {
        var schemas = new SchemaValidator();
        for (long seed = SEED; seed < SEED + 100; seed++) {
            var problems = new Problems();
            var json = YamlReader.read("plan.json", PlanFormat.write(new RandomPlans(seed).plan()), problems);

            schemas.validate("plan", json.orElseThrow(), problems);

            assertThat(problems.sorted()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void theFirstVersionStaysReadableAndIsStillWrittenTheSame() throws IOException {
        byte[] fixture;
        try (var in = PlanFormatTest.class.getResourceAsStream("/formats/plan-v1.json")) {
            fixture = in.readAllBytes();
        }

        assertThat(PlanFormat.read("plan-v1.json", fixture)).isEqualTo(example());
        assertThat(new String(PlanFormat.write(example()), StandardCharsets.UTF_8))
                .isEqualTo(new String(fixture, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    'castellan/plan/v1'      | 'castellan/plan/v2'      | CAS-JSON-003 | 'castellan/plan/v2' is not known here
                    '"after": "604800000"'   | '"after": "1"'           | CAS-JSON-005 | altered after it was planned
                    '"class": "destructive"' | '"class": "safe"'        | CAS-JSON-005 | altered after it was planned
                    '"atMost": 53687091200'  | '"atMost": 53687091201'  | CAS-JSON-005 | altered after it was planned
                    '"clusterId": "5L6g'     | '"clusterId": "6L6g'     | CAS-JSON-005 | altered after it was planned
                    '"verb": "update"'       | '"verb": "updated"'      | CAS-JSON-004 | /changes/0/verb is 'updated', valid are create
                    '"complete": true'       | '"complete": "true"'     | CAS-JSON-004 | /complete must be true or false
                    '"complete": true'       | '"complete": true, "x":1'| CAS-JSON-004 | /x is not known
                    '"complete": true'       | '"tool": "other"'        | CAS-JSON-001 | Duplicate
                    'topic.config@topic/'    | 'topic.config-'          | CAS-JSON-004 | /steps/0/id cannot be
                    '"summary": {'           | '"summary": '            | CAS-JSON-001 | not valid JSON
                    """)
    void refusesWhatItDoesNotKnowAndWhatWasAltered(String from, String to, String code, String words) {
        var text = new String(PlanFormat.write(example()), StandardCharsets.UTF_8).replace(from, to);

        assertThatThrownBy(() -> PlanFormat.read("plan.json", text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT);
                    assertThat(failure.problems()).hasSize(1);
                    assertThat(failure.problems().get(0).code()).hasToString(code);
                })
                .hasMessageContaining(words)
                .hasMessageContaining("plan.json");
    }

    @Test
    void refusesAPlanThatLostAChange() {
        var full = example();
        var fewer = new Plan(
                full.tool(),
                full.createdAt(),
                full.target(),
                full.origin(),
                true,
                full.notes(),
                List.of(),
                full.steps());
        var text = new String(PlanFormat.write(fewer), StandardCharsets.UTF_8)
                .replace(fewer.digest().text(), full.digest().text());

        assertThatThrownBy(() -> PlanFormat.read("plan.json", text.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("CAS-JSON-005")
                .hasMessageContaining("not those of its digest");
    }

    private static Plan example() {
        var target = new Target("prod", "5L6g3nShT-eMCtK--X86sw");
        var asOf = Instant.parse("2026-11-21T09:59:58Z");
        var topic = new ResourceId("topic", "payments.orders.v1");
        var declared = new Provenance(
                Optional.of(new Place("payments.yaml", 3, 3)), Cause.DECLARATION, List.of(new Place("b.yaml", 1, 1)));
        var retention = Difference.of(topic, Verb.UPDATE)
                .uuid("Zk3Yt0QdTXq3JzY1m0hF2g")
                .field(
                        "config.retention.ms",
                        Value.text("1209600000"),
                        Value.text("604800000"),
                        Provenance.at(new Place("payments.yaml", 5, 25), Cause.DECLARATION))
                .field("partitions", Value.whole(12), Value.whole(24), Provenance.observed())
                .risk(RiskClass.DESTRUCTIVE, "RETENTION_SHORTENED", "older segments are deleted")
                .ceiling(new Ceiling("bytesDropped", 53_687_091_200L))
                .fact(new Fact(
                        "bytesDropped",
                        Value.whole(48_112_345_678L),
                        Fact.Unit.BYTES,
                        Fact.Certainty.estimate("segments older than the new limit"),
                        asOf))
                .provenance(declared)
                .build();
        var feature = Difference.of(new ResourceId("feature", "metadata.version"), Verb.UPDATE)
                .field("level", Value.whole(30), Value.whole(33), Provenance.observed())
                .risk(RiskClass.IRREVERSIBLE, "FEATURE_FINALISED", "it cannot be taken back")
                .disposition(new Disposition.Deferred(
                        "SOAKING", "72 hours without a restart", Optional.of(Instant.parse("2026-11-24T08:00:00Z"))))
                .build();
        var user = Difference.of(new ResourceId("user", "billing"), Verb.UPDATE)
                .field("password", Value.unset(), new Value.SecretRef("env:BILLING_PASSWORD"), Provenance.observed())
                .risk(RiskClass.DISRUPTIVE, "PASSWORD_ROTATED", "clients with the old one are turned away")
                .disposition(
                        Disposition.refused(new Code("USER", 3), "the secret is not there", "set BILLING_PASSWORD"))
                .build();
        var step = Step.batched(
                        new StepId("topic.config", topic),
                        Phase.DESTRUCTIVE,
                        Value.entries(Map.of("set", Value.entries(Map.of("retention.ms", Value.text("604800000"))))))
                .after(Set.of(new StepId("topic.partitions", topic)));
        return new Plan(
                "castellan 0.1.0",
                Instant.parse("2026-11-21T10:00:00Z"),
                target,
                new Origin(
                        Optional.of("https://git.example.org/kafka/state.git"),
                        Optional.of("4b1c0f3a9d5e7c2b8a6f1e0d9c8b7a6f5e4d3c2b"),
                        Optional.of("9e0d1c2b3a4f5e6d7c8b9a0f1e2d3c4b5a6f7e8d"),
                        false,
                        Optional.of("77aa1b2c3d4e5f60718293a4b5c6d7e8f9012345")),
                true,
                List.of(Problem.warning(new Code("PLAN", 1), new Place("payments.yaml", 5, 25), "a note")
                        .withHint("what to do")),
                List.of(Change.of(retention, target), Change.of(feature, target), Change.of(user, target)),
                List.of(step));
    }
}
