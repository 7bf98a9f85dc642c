package io.castellan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaValidatorTest {
    private static final SchemaValidator SCHEMAS = new SchemaValidator();

    private static final String STATE = """
            topics:
              payments.orders.v1:
                partitions: ${large}
                config: {retention.ms: 7d, retention.bytes: 50GiB, cleanup.policy: delete}
                owner: payments
              compacted: {partitions: 3, config: {cleanup.policy: [compact, delete], preallocate: false, flush.ms: null}}
              payments.legacy: {absent: true, reason: replaced by payments.orders.v1}
            acls:
              User:payments-service:
                - {allow: [Read, Describe], topic: payments., patternType: prefixed}
                - {deny: [All], cluster: kafka-cluster, host: 10.1.2.3}
              ${auditor}: [{allow: [Describe], topic: "*"}]
            grants:
              User:billing:
                consume: {topics: [{name: payments.orders.v1}], groups: [{prefix: billing-}]}
                produce: {topics: [{name: billing.invoices.v1}]}
            quotas:
              - {user: billing, producer_byte_rate: 5MiB, consumer_byte_rate: 10MiB}
              - {user: <default>, clientId: x, request_percentage: 12.5}
            users:
              billing:
                {mechanisms: [{type: SCRAM-SHA-512, iterations: 8192}], password: ${env:BILLING_PASSWORD}, rotation: 3}
            brokers:
              config: {num.replica.fetchers: 4}
            features: {share.version: 1}
            clientMetrics:
              all: {interval.ms: 60s, metrics: [org.apache.kafka.producer.], match: [client_id=billing.*]}
            groupConfigs:
              billing: {share.auto.offset.reset: earliest}
            """;

    private static final String ENVIRONMENT = """
            apiVersion: castellan/v1
            environment: prod
            cluster:
              id: 5L6g3nShT-eMCtK--X86sw
              bootstrapServers: [b1.prod:9093, "[::1]:9093"]
              clientConfig: {security.protocol: SASL_SSL, sasl.jaas.config: ${env:PROD_JAAS}}
            nodes:
              1: {roles: [broker, controller], rack: dc1, config: {num.io.threads: 16}}
            variables: {large: 24}
            defaults: {topics: {replicationFactor: 3, config: {min.insync.replicas: 2}}}
            overrides:
              topics:
                payments.orders.v1: {config: {retention.ms: 14d}, until: 2026-12-01T00:00Z, reason: incident 4711}
            unmanaged: {resources: report, fields: report}
            protection: {maxDeletes: 5, maxDeleteShare: 10%}
            """;

    @Test
    void acceptsEverySection() {
        assertThat(validate("state", STATE)).isEmpty();
        assertThat(validate("environment", ENVIRONMENT)).isEmpty();
        assertThat(validate("state", "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    topisc: {}                             | 1:1  | SCHEMA-001: unknown section 'topisc', valid are topics, acls
                    topisc: {}                             | 1:1  | — did you mean 'topics'?
                    topics: {a: {partitons: 1}}            | 1:14 | SCHEMA-001: unknown property 'partitons', valid are partitions, replication
                    topics: {a: {partitons: 1}}            | 1:14 | — did you mean 'partitions'?
                    topics: {a: {retention.ms: 1}}         | 1:14 | — it stands below 'config'
                    topics:                                | 1:8  | SCHEMA-002: expected a mapping, found nothing
                    topics: []                             | 1:9  | SCHEMA-002: expected a mapping, found a list
                    topics: {a: {partitions: many}}        | 1:26 | SCHEMA-002: expected a whole number or a ${variable}, found 'many' — for example 24 or ${large}
                    topics: {a: {partitions: 1.5}}         | 1:26 | SCHEMA-002: expected a whole number or a ${variable}, found the number 1.5
                    topics: {a: {partitions: 0}}           | 1:26 | SCHEMA-003: must be at least 1, found the number 0
                    topics: {a: {owner: 12}}               | 1:21 | SCHEMA-002: expected text, found the number 12 — put it in quotes
                    topics: {a: {absent: true}}            | 1:22 | SCHEMA-005: 'absent' needs 'reason' beside it
                    topics: {a: {absent: false, reason: x}}| 1:22 | SCHEMA-003: expected true, found false
                    topics: {a: {config: {x: {y: 1}}}}     | 1:26 | SCHEMA-002: expected text, a number, true or false, a list or nothing, found a mapping
                    acls: {billing: []}                    | 1:8  | SCHEMA-006: 'billing' cannot stand here, expected a principal: its type, a colon and its name — for example User:billing
                    acls: {User:b: [{allow: [Raed], topic: a}]} | 1:26 | found 'Raed' — did you mean 'Read'?
                    acls: {User:b: [{allow: [], topic: a}]} | 1:25 | SCHEMA-003: the list is empty
                    acls: {User:b: [{allow: [Read, Read], topic: a}]} | 1:25 | SCHEMA-003: an entry stands twice in the list
                    acls: {User:b: [{topic: a}]}           | 1:17 | SCHEMA-005: one of allow, deny is missing
                    acls: {User:b: [{allow: [Read], topic: a, group: b}]} | 1:17 | SCHEMA-005: only one of topic, group, cluster, transactionalId, delegationToken, user can stand here, found topic and group
                    quotas: [{producer_byte_rate: 1}]      | 1:10 | SCHEMA-005: one of user, clientId, ip is missing
                    quotas: [{user: x}]                    | 1:10 | SCHEMA-005: one of producer_byte_rate, consumer_byte_rate,
                    quotas: [{user: x, producer_byte_rate: 5 parsecs}] | 1:40 | SCHEMA-002: expected a number or text as in the example, found '5 parsecs' — for example 5MiB
                    users: {u: {}}                         | 1:9  | SCHEMA-004: 'mechanisms' is missing in 'u'
                    users: {u: {mechanisms: [{type: SCRAM-SHA-1}]}} | 1:33 | SCHEMA-003: expected one of SCRAM-SHA-256, SCRAM-SHA-512, found 'SCRAM-SHA-1' — did you mean
                    brokers: {version: 4.4.0}              | 1:11 | SCHEMA-001: unknown property 'version', valid are config
                    features: {a: x}                       | 1:15 | SCHEMA-002: expected a whole number or a ${variable}, found 'x'
                    """)
    void saysWhatIsWrongWhereAndWhatIsValid(String text, String place, String words) {
        var problems = validate("state", text);

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).toString())
                .startsWith("f.yaml:" + place + ": error CAS-SCHEMA-")
                .contains(words);
    }

    @Test
    void saysWhatIsMissingInAFileOrInAMappingOfIt() {
        assertThat(validate("environment", "cluster: {sandbox: {}}"))
                .extracting(Problem::toString)
                .containsExactly(
                        "f.yaml: error CAS-SCHEMA-004: 'apiVersion' is missing",
                        "f.yaml: error CAS-SCHEMA-004: 'environment' is missing");
    }

    @Test
    void whatLaterVersionsMayKnowIsRefusedToday() {
        var later = ENVIRONMENT + "driver: {}\nwindows: {}\n";

        assertThat(validate("environment", later.replace("rack: dc1", "remove: true")))
                .extracting(Problem::code)
                .containsExactly(
                        SchemaCodes.UNKNOWN_PROPERTY, SchemaCodes.UNKNOWN_PROPERTY, SchemaCodes.UNKNOWN_PROPERTY);
    }

    /** It would resolve numbers and anchors by its own rules. */
    @Test
    void noOtherReaderOfYamlIsThere() {
        assertThatThrownBy(() -> Class.forName("tools.jackson.dataformat.yaml.YAMLFactory"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void noMessageRepeatsASecret() {
        var problems = validate("state", "users: {a: {mechanisms: [{type: SCRAM-SHA-512}], password: hunter2}}");
        problems.addAll(validate("environment", ENVIRONMENT.replace("SASL_SSL", "[hunter2]")));

        assertThat(problems)
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain("hunter2"));
    }

    @Test
    void reportsEverythingAtOnceInTheOrderOfTheFile() {
        var problems = validate(
                "state", "users: {u: 1}\ntopics:\n  b: {partitions: x}\n  a: {nope: 1, partitions: 0}\nno: 1\n");

        assertThat(problems)
                .extracting(problem -> problem.place().orElseThrow().toString())
                .containsExactly("f.yaml:1:12", "f.yaml:3:19", "f.yaml:4:7", "f.yaml:4:28", "f.yaml:5:1");
    }

    @Test
    void saysNothingAboutAPlaceWhereTheReaderFoundSomethingWrong() {
        var problems = validate("state", "topics: {a: {partitions: 017}}");

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).code()).hasToString("CAS-YAML-011");
    }

    @Test
    void oneMistakeManyThousandTimesIsReportedTwoHundredTimes() {
        var text = IntStream.range(0, 5_000)
                .mapToObj(i -> "  t" + i + ": {nope: 1}\n")
                .collect(Collectors.joining());

        var problems = validate("state", "topics:\n" + text);

        assertThat(problems).hasSize(SchemaProblems.MAX_PROBLEMS + 1);
        assertThat(problems.get(SchemaProblems.MAX_PROBLEMS).toString())
                .startsWith("f.yaml:202:")
                .contains("more problems follow, they are not shown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acls: {User:a: [{allow: [@], topic: a}]}#x,",
                "acls: {User:a: [@]}#[],",
                "quotas: [@]#{},",
                "grants: {User:a: {consume: {topics: [@]}}}#{},",
                "features: {a: [@]}#1,",
                "topics: {a: {config: {cleanup.policy: [@]}}}#[],"
            })
    void aMillionMistakesFillNeitherTimeNorMemory(String shape) {
        var text = shape.substring(0, shape.indexOf('#'));
        var piece = shape.substring(shape.indexOf('#') + 1);
        var hostile = text.replace("@", piece.repeat(300_000));

        var problems = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> validate("state", hostile));

        assertThat(problems).hasSizeBetween(1, SchemaProblems.MAX_PROBLEMS + 1);
    }

    private static List<Problem> validate(String schema, String text) {
        var problems = new Problems();
        var node = YamlReader.read("f.yaml", text.getBytes(StandardCharsets.UTF_8), problems);
        SCHEMAS.validate(schema, node.orElseThrow(), problems);
        return new ArrayList<>(problems.sorted());
    }
}
