package io.castellan.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientConfigRulesTest {
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";

    private static List<Problem> check(String name, String value) {
        return ClientConfigRules.check(Map.of(name, value), property -> new Place("environment.yaml", 7, 3));
    }

    private static List<String> codes(String name, String value) {
        return check(name, value).stream()
                .map(problem -> problem.code().toString())
                .toList();
    }

    @Test
    void allowsWhatAnAdministratorsClientNeeds() {
        var config = Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config", SCRAM + " required username=\"castellan\" password=\"${env:PASSWORD}\";",
                "ssl.truststore.location", "/etc/kafka/trust.p12",
                "ssl.truststore.password", "${env:TRUST}",
                "ssl.enabled.protocols", "TLSv1.3,TLSv1.2",
                "request.timeout.ms", "20000");

        assertThat(ClientConfigRules.check(config, Place::whole)).isEmpty();
    }

    @Test
    void allowsAWholeValueThatIsAReference() {
        assertThat(check("sasl.jaas.config", "${env:PROD_JAAS}")).isEmpty();
        assertThat(check("ssl.truststore.location", "${env:TRUSTSTORE}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "interceptor.classes",
                "metric.reporters.more",
                "config.providers",
                "config.providers.file.class",
                "security.providers",
                "ssl.provider",
                "ssl.engine.factory.class",
                "sasl.login.class",
                "sasl.login.callback.handler.class",
                "sasl.client.callback.handler.class",
                "sasl.oauthbearer.jwt.retriever.class",
                "sasl.oauthbearer.token.endpoint.url",
                "sasl.oauthbearer.jwks.endpoint.url",
                "partition.assignment.strategy",
                "key.deserializer",
                "ssl.secure.random.implementation"
            })
    void refusesWhatCouldRunCodeOrFetch(String name) {
        assertThat(check(name, "anything")).isNotEmpty().allMatch(Problem::isError);
    }

    @Test
    void refusesOneByOneWithItsPlace() {
        var problems = ClientConfigRules.check(
                Map.of("interceptor.classes", "evil.Code", "sasl.mechanism", "PLAIN", "client.id", "x"),
                property -> new Place("environment.yaml", property.length(), 1));

        assertThat(problems)
                .extracting(problem ->
                        problem.code() + " " + problem.place().orElseThrow().line())
                .containsExactly("CAS-CLIENT-003 9", "CAS-CLIENT-002 19");
    }

    @Test
    void offersTheNearestAllowedName() {
        assertThat(check("ssl.trustore.location", "/x")).singleElement().satisfies(problem -> {
            assertThat(problem.code().toString()).isEqualTo("CAS-CLIENT-001");
            assertThat(problem.hint()).isEqualTo("did you mean 'ssl.truststore.location'?");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "ssl.truststore.location, file:/etc/passwd",
        "ssl.truststore.location, http://evil.example/trust",
        "ssl.keystore.location, FILE:///x",
        "security.protocol, TLS",
        "sasl.mechanism, OAUTHBEARER",
        "ssl.protocol, SSLv3",
        "ssl.enabled.protocols, 'TLSv1.3,SSLv3'",
        "request.timeout.ms, 1e3",
        "request.timeout.ms, 999999999999",
        "default.api.timeout.ms, -1"
    })
    void refusesValuesThatAreNotValid(String name, String value) {
        assertThat(codes(name, value)).containsExactly("CAS-CLIENT-004");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.sun.security.auth.module.JndiLoginModule required user.provider.url=\"ldap://evil/x\";",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;",
                "\"evil.Module\" required;",
                "/* " + SCRAM + " */ evil.Module required;",
                SCRAM + "x required;"
            })
    void refusesLoginModulesThatAreNotListed(String jaas) {
        assertThat(codes("sasl.jaas.config", jaas)).containsExactly("CAS-CLIENT-006");
    }

    @Test
    void refusesASecondLoginEntryBehindAnAllowedOne() {
        assertThat(codes("sasl.jaas.config", SCRAM + " required; evil.Module required;"))
                .containsExactly("CAS-CLIENT-005");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SCRAM + " required username=\"castellan\" password=\"hunter2-hunter2\";",
                SCRAM + " required password=hunter2-hunter2;",
                SCRAM + " required password=\"${env:A}hunter2-hunter2\";",
            })
    void refusesASecretInClearAndDoesNotRepeatIt(String jaas) {
        assertThat(check("sasl.jaas.config", jaas)).singleElement().satisfies(problem -> {
            assertThat(problem.code().toString()).isEqualTo("CAS-CLIENT-007");
            assertThat(problem.toString()).doesNotContain("hunter2");
        });
        assertThat(check("ssl.key.password", "hunter2-hunter2")).singleElement().satisfies(problem -> {
            assertThat(problem.code().toString()).isEqualTo("CAS-CLIENT-007");
            assertThat(problem.toString()).doesNotContain("hunter2");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hunter2-hunter2",
                SCRAM,
                SCRAM + " required password=\"hunter2-hunter2\"",
                SCRAM + " maybe password=\"hunter2-hunter2\";",
                SCRAM + " required password \"hunter2-hunter2\";",
            })
    void refusesWhatIsNoLoginEntryAndDoesNotRepeatIt(String jaas) {
        assertThat(check("sasl.jaas.config", jaas)).singleElement().satisfies(problem -> {
            assertThat(problem.code().toString()).isEqualTo("CAS-CLIENT-005");
            assertThat(problem.toString()).doesNotContain("hunter2");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"${file:/etc/passwd:root}", "${vault:secret}", "${env:}", "${env:A", "${env:A}${file:/x}"})
    void refusesReferencesOfOtherForms(String value) {
        assertThat(codes("ssl.truststore.password", value)).containsExactly("CAS-CLIENT-008");
    }
}
