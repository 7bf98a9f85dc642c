package io.castellan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.json.SchemaValidator;
import io.castellan.model.Approval;
import io.castellan.model.Approval.Signed;
import io.castellan.model.Approval.Verdict;
import io.castellan.model.Ceiling;
import io.castellan.model.Digest;
import io.castellan.model.Intent;
import io.castellan.model.Intent.Executor;
import io.castellan.model.Intent.IntendedChange;
import io.castellan.model.Intent.LeftOut;
import io.castellan.model.Intent.Purpose;
import io.castellan.model.Intent.StateCommit;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Outcome.Result;
import io.castellan.model.ResourceId;
import io.castellan.model.Target;
import io.castellan.model.Value;
import io.castellan.model.Warrant;
import io.castellan.model.Warrant.BreakGlass;
import io.castellan.model.Warrant.Counted;
import io.castellan.model.Warrant.Owed;
import io.castellan.yaml.YamlReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFormatsTest {
    private static final long SEED = 20_261_122;
    private static final String COMMIT = "4b1c0f3a9d5e7c2b8a6f1e0d9c8b7a6f5e4d3c2b";
    private static final String TREE = "9e0d8c7b6a5f4e3d2c1b0a9f8e7d6c5b4a3f2e1d";
    private static final Instant AT = Instant.parse("2026-11-21T10:10:00Z");

    private static Digest digest(String text) {
        return Digest.of(Value.text(text));
    }

    private static Intent intent() {
        return new Intent(
                42,
                new Target("prod", "5L6g3nShT-eMCtK--X86sw"),
                new StateCommit(COMMIT, TREE, false),
                List.of(
                        new IntendedChange(new ResourceId("topic", "payments.orders.v1"), digest("orders")),
                        new IntendedChange(new ResourceId("acl", "User:CN=a/b,O=\"ö\"\nx"), digest("acl"))),
                List.of(new LeftOut(new ResourceId("feature", "metadata.version"), "deferred")),
                List.of(new ResourceId("topic", "payments.orders.v1")),
                new Executor("deployer", "jenkins:ci"),
                Warrant.none(),
                "castellan 0.1.0",
                AT);
    }

    private static Outcome outcome() {
        return new Outcome(
                42,
                Result.PARTIAL,
                List.of(
                        new ChangeOutcome(
                                digest("orders"),
                                new ResourceId("topic", "payments.orders.v1"),
                                ChangeResult.APPLIED,
                                "",
                                AT.plusSeconds(8)),
                        new ChangeOutcome(
                                digest("acl"),
                                new ResourceId("acl", "User:CN=a/b,O=\"ö\"\nx"),
                                ChangeResult.NOT_RUN,
                                "Cluster authorization failed.",
                                AT.plusMillis(8_123))),
                ExitCode.PARTIAL,
                AT.plusSeconds(9));
    }

    private static byte[] fixture(String name) throws IOException {
        try (var in = EventFormatsTest.class.getResourceAsStream("/formats/" + name)) {
            return in.readAllBytes();
        }
    }

    private static List<Problem> check(String schema, byte[] content) {
        var problems = new Problems();
        var node = YamlReader.read(schema + ".json", content, problems);
        new SchemaValidator().validate(schema, node.orElseThrow(), problems);
        return problems.sorted();
    }

    @Test
    void theFirstVersionStaysReadableAndIsStillWrittenTheSame() throws IOException {
        assertThat(IntentFormat.read("intent.json", fixture("intent-v1.json"))).isEqualTo(intent());
        assertThat(new String(IntentFormat.write(intent()), StandardCharsets.UTF_8))
                .isEqualTo(new String(fixture("intent-v1.json"), StandardCharsets.UTF_8));
        assertThat(OutcomeFormat.read("outcome.json", fixture("outcome-v1.json"), List.of()))
                .isEqualTo(outcome());
        assertThat(new String(OutcomeFormat.write(outcome()), StandardCharsets.UTF_8))
                .isEqualTo(new String(fixture("outcome-v1.json"), StandardCharsets.UTF_8));
    }

    @Test
    void whateverIsWrittenIsReadBackTheSameAndIsWhatTheSchemaDescribes() {
        for (long seed = SEED; seed < SEED + 100; seed++) {
            var random = new Random(seed);
            var intent = random(random);
            var outcome = outcomeOf(intent, random);

            assertThat(IntentFormat.read("i", IntentFormat.write(intent)))
                    .as("seed %d", seed)
                    .isEqualTo(intent);
            for (var known : List.of(
                    List.<IntendedChange>of(), intent.changes(), random(random).changes())) {
                assertThat(OutcomeFormat.read("o", OutcomeFormat.write(outcome), known))
                        .as("seed %d", seed)
                        .isEqualTo(outcome);
            }
            assertThat(check("intent", IntentFormat.write(intent)))
                    .as("seed %d", seed)
                    .isEmpty();
            assertThat(check("outcome", OutcomeFormat.write(outcome)))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    private static Intent adoption() {
        return new Intent(
                1,
                new Target("prod", "5L6g3nShT-eMCtK--X86sw"),
                new StateCommit(COMMIT, TREE, false),
                List.of(),
                List.of(),
                List.of(),
                new Executor("deployer", "jenkins:ci"),
                Warrant.none(),
                "castellan 0.1.0",
                AT,
                Purpose.ADOPTION);
    }

    @Test
    void anAdoptionIsReadBackTheSameAndSaysNothingOfAnyResource() {
        var written = IntentFormat.write(adoption());

        assertThat(IntentFormat.read("i", written)).isEqualTo(adoption());
        assertThat(IntentFormat.glance("i", new ByteArrayInputStream(written)).rest())
                .isEqualTo(adoption());
        assertThat(check("intent", written)).isEmpty();
        var ended = OutcomeFormat.write(new Outcome(1, Result.ADOPTED, List.of(), ExitCode.OK, AT));
        assertThat(check("outcome", ended)).isEmpty();
        var claiming = new String(written, StandardCharsets.UTF_8)
                .replace("\"targets\": []", "\"targets\": [\"topic/payments.orders.v1\"]");
        assertThatThrownBy(() -> IntentFormat.read("i", claiming.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("says nothing of any resource");
    }

    private static Intent random(Random random) {
        return new Intent(
                1 + random.nextInt(1_000_000),
                new Target(text(random), text(random)),
                new StateCommit(COMMIT, TREE, random.nextBoolean()),
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> new IntendedChange(id(random), digest(text(random))))
                        .toList(),
                IntStream.range(0, random.nextInt(3))
                        .mapToObj(i -> new LeftOut(id(random), text(random)))
                        .toList(),
                IntStream.range(0, random.nextInt(3)).mapToObj(i -> id(random)).toList(),
                new Executor(text(random), text(random)),
                random.nextInt(3) == 0 ? Warrant.none() : warrant(random),
                text(random),
                AT.plusMillis(random.nextInt()));
    }

    private static Warrant warrant(Random random) {
        return new Warrant(
                Optional.of(COMMIT),
                IntStream.range(0, random.nextInt(3))
                        .mapToObj(i -> text(random))
                        .toList(),
                IntStream.range(0, random.nextInt(3))
                        .mapToObj(i -> new Counted(new Signed(approval(random), text(random)), text(random), "ssh"))
                        .toList(),
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(new BreakGlass(List.of("window", "approval"), text(random))),
                IntStream.range(0, random.nextInt(3))
                        .mapToObj(i -> new Owed(id(random), text(random), text(random)))
                        .toList());
    }

    private static Approval approval(Random random) {
        return new Approval(
                new Target(text(random), text(random)),
                random.nextBoolean() ? Optional.of(COMMIT) : Optional.empty(),
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> digest(text(random)))
                        .toList(),
                new TreeMap<>(
                        random.nextBoolean()
                                ? Map.of()
                                : Map.of(digest(text(random)), List.of(new Ceiling("bytes", random.nextInt(9))))),
                any(Verdict.values(), random),
                text(random),
                AT.plusNanos(random.nextInt()),
                AT.plusSeconds(random.nextInt()));
    }

    @Test
    void anApprovalIsReadBackTheSameAndIsWhatTheSchemaDescribes() {
        for (long seed = SEED; seed < SEED + 100; seed++) {
            var random = new Random(seed);
            var signed = new Signed(approval(random), text(random));

            var written = ApprovalFormat.write(signed);

            var read = ApprovalFormat.read("a", written);
            assertThat(read).as("seed %d", seed).isEqualTo(signed);
            assertThat(read.approval().signedBytes())
                    .as("seed %d", seed)
                    .isEqualTo(signed.approval().signedBytes());
            assertThat(check("approval", written)).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void whatIsSignedIsTheCanonicalDocument() {
        var approval = new Approval(
                new Target("prod", "5L6g3nShT-eMCtK--X86sw"),
                Optional.empty(),
                List.of(digest("orders"), digest("acl"), digest("orders")),
                new TreeMap<>(Map.of(digest("orders"), List.of(new Ceiling("bytes", 12)))),
                Verdict.APPROVE,
                "agreed with \"payments\"",
                AT,
                AT.plusSeconds(7 * 24 * 3600));

        assertThat(new String(approval.signedBytes(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"at\":\"2026-11-21T10:10:00Z\",\"ceilings\":[{\"atMost\":12,\"change\":\"" + digest("orders")
                                + "\",\"name\":\"bytes\"}],\"changes\":[\"" + digest("acl") + "\",\"" + digest("orders")
                                + "\"],\"clusterId\":\"5L6g3nShT-eMCtK--X86sw\",\"comment\":\"agreed with \\\"payments\\\"\","
                                + "\"environment\":\"prod\",\"expires\":\"2026-11-28T10:10:00Z\","
                                + "\"format\":\"castellan/approval/v1\",\"verdict\":\"approve\"}");
    }

    private static Outcome outcomeOf(Intent intent, Random random) {
        return new Outcome(
                intent.sequence(),
                any(Result.values(), random),
                intent.changes().stream()
                        .map(change -> new ChangeOutcome(
                                change.digest(),
                                change.id(),
                                any(ChangeResult.values(), random),
                                random.nextBoolean() ? "" : text(random),
                                AT.plusNanos(random.nextInt())))
                        .toList(),
                any(ExitCode.values(), random),
                AT,
                random.nextBoolean() ? Optional.empty() : Optional.of(new Executor(text(random), text(random))));
    }

    private static ResourceId id(Random random) {
        return new ResourceId("kind" + random.nextInt(3), text(random));
    }

    private static <T> T any(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    private static String text(Random random) {
        var parts = List.of("a", "Z", "/", "\"", "\\", "ö", "🦄", " ", ".", "\t", "$", "{");
        var text = new StringBuilder("x");
        random.ints(random.nextInt(8), 0, parts.size()).forEach(i -> text.append(parts.get(i)));
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    castellan/intent/v1          | castellan/intent/v2        | CAS-JSON-003
                    castellan/intent/v1          | castellan/outcome/v1       | CAS-JSON-003
                    "sequence": 42               | "sequence": "42"           | CAS-JSON-004
                    "sequence": 42               | "sequence": 42, "new": 1   | CAS-JSON-004
                    "sequence": 42               | "sequence": 42, "at": "x"  | CAS-JSON-001
                    "commit": "4b1c              | "commit": "main4b1c        | CAS-JSON-004
                    "commit": "4b1c              | "commit": "../../4b1c      | CAS-JSON-004
                    "id": "topic/                | "id": "topic-              | CAS-JSON-004
                    "plan": "sha256:             | "plan": "sha256:0          | CAS-JSON-004
                    "at": "2026-11-21T10:10:00Z" | "at": "yesterday"          | CAS-JSON-004
                    """)
    void anIntentThatIsNotAsDescribedIsRefused(String from, String to, String code) throws IOException {
        var text = new String(fixture("intent-v1.json"), StandardCharsets.UTF_8);
        assertThat(text).contains(from);

        assertThatThrownBy(() -> IntentFormat.read(
                        "castellan/ledger/prod:x", text.replace(from, to).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(code)
                .hasMessageContaining("castellan/ledger/prod:x");
    }

    @Test
    void anIntentWhoseChangesAreNotThoseOfItsPlanIsRefused() throws IOException {
        var text = new String(fixture("intent-v1.json"), StandardCharsets.UTF_8);
        var altered = text.replace("\"digest\": \"" + digest("orders"), "\"digest\": \"" + digest("other"));

        assertThat(altered).isNotEqualTo(text);
        assertThatThrownBy(() -> IntentFormat.read("i", altered.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("is not the digest of the changes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    castellan/outcome/v1   | castellan/outcome/v2      | CAS-JSON-003
                    "result": "partial"    | "result": "fine"          | CAS-JSON-004
                    "outcome": "not-run"   | "outcome": "NOT_RUN"      | CAS-JSON-004
                    "exitCode": 5          | "exitCode": 7             | CAS-JSON-004
                    "exitCode": 5          | "exitCode": 5, "new": 1   | CAS-JSON-004
                    """)
    void anOutcomeThatIsNotAsDescribedIsRefused(String from, String to, String code) throws IOException {
        var text = new String(fixture("outcome-v1.json"), StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        var altered = text.replace(from, to).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> OutcomeFormat.read("o", altered, List.of()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(code);
        assertThat(check("outcome", altered)).isNotEmpty();
    }
}
