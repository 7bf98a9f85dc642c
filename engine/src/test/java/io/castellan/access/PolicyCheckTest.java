package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.json.SchemaValidator;
import io.castellan.model.Node;
import io.castellan.model.Origin;
import io.castellan.model.SourceFiles;
import io.castellan.resource.Registry;
import io.castellan.resource.user.UserRoom;
import io.castellan.state.SchemaCheck;
import io.castellan.state.State;
import io.castellan.state.StateLoader;
import io.castellan.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyCheckTest {
    private static final String USER = """
            users:
              billing:
                mechanisms: [{type: SCRAM-SHA-512}]
                password: %s
            """;

    private static State state(String environment, String users) {
        return state(environment, users, new SchemaValidator()::validate);
    }

    private static State state(String environment, String users, SchemaCheck schemas) {
        var problems = new Problems();
        var files = Map.of(
                "environments/dev/environment.yaml",
                ("apiVersion: castellan/v1\nenvironment: dev\n" + environment).getBytes(StandardCharsets.UTF_8),
                "environments/dev/users.yaml",
                users.getBytes(StandardCharsets.UTF_8));
        var state = new StateLoader(new Registry(List.of(UserRoom.room())), schemas)
                .load(
                        "environments/dev",
                        new SourceFiles(files, Origin.folder()),
                        Instant.parse("2026-11-21T10:00:00Z"),
                        problems);
        assertThat(problems.sorted()).isEmpty();
        return state.orElseThrow();
    }

    private static List<String> said(Policy policy, State state) {
        return PolicyCheck.check(policy, state).stream()
                .map(problem -> problem.place().orElseThrow() + " " + problem.code())
                .toList();
    }

    private static final String CLUSTER = """
            cluster:
              bootstrapServers: [b1:9093]
              clientConfig:
                security.protocol: SASL_SSL
                sasl.jaas.config: ${env:DEV_JAAS}
                ssl.truststore.password: ${env:DEV_STORE}
            """;

    @Test
    void anEnvironmentUsesOnlyTheSecretsAndPropertiesThatThePolicyNames() {
        var state = state(CLUSTER, USER.formatted("${env:BILLING}"));

        assertThat(said(
                        Policies.smallPolicy("secrets: [DEV_JAAS, DEV_STORE, BILLING]\n"
                                + "clientConfig: [security.protocol, sasl.jaas.config, ssl.truststore.password]"),
                        state))
                .isEmpty();
        assertThat(said(Policies.smallPolicy("secrets: [DEV_JAAS]\nclientConfig: [sasl.jaas.config]"), state))
                .containsExactly(
                        "environments/dev/environment.yaml:8:30 CAS-POLICY-018",
                        "environments/dev/environment.yaml:6:5 CAS-POLICY-019",
                        "environments/dev/environment.yaml:8:5 CAS-POLICY-019",
                        "environments/dev/users.yaml:2:3 CAS-POLICY-018");
        assertThat(said(Policies.smallPolicy(), state))
                .as("nothing is allowed by default")
                .hasSize(6);
    }

    @Test
    void whereThePolicySaysNothingOfAnEnvironmentItMayUseNothing() {
        var policy = Policies.smallPolicy("secrets: [DEV_JAAS, DEV_STORE, BILLING]");
        var silent = new Policy(
                policy.pipeline(),
                policy.people(),
                Map.of(),
                policy.variables(),
                policy.host(),
                policy.approvalBranches());

        assertThat(said(silent, state(CLUSTER, USER.formatted("${env:BILLING}"))))
                .hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({
        "'${env:PROD_ADMIN}',                                      '{}'",
        "'${all}',                                                 '{all: \"${env:PROD_ADMIN}\"}'",
        "'${a}${b}',                                               '{a: \"${en\", b: \"v:PROD_ADMIN}\"}'",
        "'\"\\x24{env:PROD_ADMIN}\"',                              '{}'",
        "'${dollar}{env:PROD_ADMIN}',                              '{dollar: $}'"
    })
    void noSpellingHidesASecret(String password, String variables) {
        // given what the schema does not let pass either
        var state = state(
                "cluster: {sandbox: {brokers: 1}}\nvariables: " + variables + "\n",
                USER.formatted(password),
                (schema, node, problems) -> {});

        assertThat(said(Policies.smallPolicy("secrets: [BILLING]"), state))
                .containsExactly("environments/dev/users.yaml:2:3 CAS-POLICY-018");
        assertThat(said(Policies.smallPolicy("secrets: [PROD_ADMIN]"), state)).isEmpty();
        assertThat(said(Policies.smallPolicy("secrets: [prod_admin]"), state)).hasSize(1);
    }

    @Test
    void whatCountsIsTheAddressThatIsInForceAndNotTheFileAtHand() {
        var inForce = state(CLUSTER, "topics: {}").environment();
        var proposed = state(
                        "cluster: {bootstrapServers: [b1:9093], clientConfig: {ssl.truststore.password: \"${env:BILLING}\"}}",
                        "topics: {}")
                .environment();
        var policy = Policies.smallPolicy("secrets: [DEV_STORE]\nclientConfig: [ssl.truststore.password]");

        assertThat(PolicyCheck.check(policy, proposed.controlledBy(inForce)).stream()
                        .map(Problem::message))
                .containsExactly(
                        "'dev' may not use the secret ${env:DEV_JAAS}",
                        "'dev' may not set the client property 'sasl.jaas.config'",
                        "'dev' may not set the client property 'security.protocol'");
    }

    @Test
    void everySecretWithinALoginEntryIsSeen() {
        var state = state("""
                cluster:
                  bootstrapServers: [b1:9093]
                  clientConfig:
                    sasl.jaas.config: >-
                      org.apache.kafka.common.security.plain.PlainLoginModule required
                      username="${env:ONE}" password="${env:TWO}${env:THREE}";
                """, "topics: {}");

        assertThat(
                        PolicyCheck.check(
                                        Policies.smallPolicy("secrets: [ONE]\nclientConfig: [sasl.jaas.config]"), state)
                                .stream()
                                .map(Problem::message))
                .containsExactly(
                        "'dev' may not use the secret ${env:THREE}", "'dev' may not use the secret ${env:TWO}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{type: integer; min: 1; max: 48}, 1, true",
                "{type: integer; min: 1; max: 48}, 48, true",
                "{type: integer; min: 1; max: 48}, 0, false",
                "{type: integer; min: 1; max: 48}, 49, false",
                "{type: integer; min: 1; max: 48}, '24', false",
                "{type: integer; min: 1; max: 48}, 24.0, false",
                "{type: integer; min: 1; max: 48}, many, false",
                "{type: integer; min: 1; max: 48}, true, false",
                "{type: integer; min: 1}, 99999999999999999999999, true",
                "{type: integer; max: 48}, -99999999999999999999999, true",
                "{type: integer; min: 1}, -99999999999999999999999, false",
                "{type: integer}, 7, true",
                "{type: text}, seven, true",
                "{type: text}, '7', true",
                "{type: text}, 7, false",
                "{type: text; values: [7d; 14d]}, 7d, true",
                "{type: text; values: [7d; 14d]}, 7D, false",
                "{type: text; values: [7d; 14d]}, 8d, false",
                "{type: text; values: [7d; 14d]}, '7d ', false",
                "{type: boolean}, true, true",
                "{type: boolean}, 'true', false",
                "{type: boolean}, yes, false"
            })
    void aVariableIsInItsRangeOrAProblem(String range, String value, boolean allowed) {
        var policy = Policies.policy(
                Policies.SMALL + "variables: {v: " + range.replace(';', ',') + "}\n", java.util.Set.of("dev"));
        var node = YamlReader.read("environment.yaml", ("v: " + value).getBytes(StandardCharsets.UTF_8), new Problems())
                .flatMap(Node::asMapping)
                .flatMap(root -> root.get("v"))
                .flatMap(Node::asScalar)
                .orElseThrow();

        var problems = policy.variables().check(Map.of("v", node, "other", node));

        assertThat(problems).hasSize(allowed ? 0 : 1);
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.code()).hasToString("CAS-POLICY-020");
            assertThat(problem.place()).contains(node.at());
        });
        assertThat(policy.variables().check(Map.of("other", node)))
                .as("one that is not there")
                .isEmpty();
    }
}
