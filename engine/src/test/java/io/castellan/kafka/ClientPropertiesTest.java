package io.castellan.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientPropertiesTest {
    private static final String SECRET = "n7Rk2pQ9vX4sB8wZ1tYc6mLd";
    private static final Map<String, String> CONFIG = Map.of(
            "bootstrap.servers", "b1:9092, b2:9092",
            "security.protocol", "SASL_SSL",
            "sasl.mechanism", "PLAIN",
            "sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"agent\" password=\""
                            + SECRET + "\";",
            "ssl.truststore.password", SECRET + "-trust");

    private final ClientProperties properties = new ClientProperties(CONFIG);

    @Test
    void showsNamesAndNeverValues() {
        assertThat(properties.toString()).contains("sasl.jaas.config").doesNotContain(SECRET, "b1", "SASL_SSL");
    }

    @Test
    void hidesEverySecretInATextThatSomebodyElseWrote() {
        var text = "Invalid value " + CONFIG.get("sasl.jaas.config") + " near '" + SECRET + "' or " + SECRET
                + "-trust for security.protocol SASL_SSL at b1:9092";

        assertThat(properties.hideIn(text)).doesNotContain(SECRET).contains("SASL_SSL at b1:9092");
    }

    @Test
    void tellsTheServersApart() {
        assertThat(properties.bootstrapServers()).containsExactly("b1:9092", "b2:9092");
        assertThat(new ClientProperties(Map.of("bootstrap.servers", List.of("b3:1"))).bootstrapServers())
                .containsExactly("b3:1");
        assertThatThrownBy(() -> new ClientProperties(Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void letsADeclaredValueWinOverAPreferredOneAndAForcedOneOverBoth() {
        assertThat(properties.with(Map.of("sasl.mechanism", "x", "a", "1"), Map.of("security.protocol", "y")))
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry("a", "1")
                .containsEntry("security.protocol", "y");
    }

    @Test
    void derivesTheOwnPrincipalWhereTheConfigurationTellsIt() {
        assertThat(RightsReader.principal(properties)).contains("User:agent");
        assertThat(RightsReader.principal(new ClientProperties(Map.of("bootstrap.servers", "b:1"))))
                .contains("User:ANONYMOUS");
        var tls = new HashMap<>(CONFIG);
        tls.put("security.protocol", "SSL");
        assertThat(RightsReader.principal(new ClientProperties(tls))).isEmpty();
    }
}
