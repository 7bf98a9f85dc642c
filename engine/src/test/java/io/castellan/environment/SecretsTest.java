package io.castellan.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.diagnostics.Failure;
import io.castellan.model.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private static final String PASSWORD = "q7\"R/x\\+vB==&Kd9#m 2";

    private final Secrets secrets = new Secrets(Map.of("PROD_PASSWORD", PASSWORD));

    @Test
    void aReferenceIsFilledInOnlyWhenAskedFor() {
        var text = new SecretText("password=\"${env:PROD_PASSWORD}\";");

        assertThat(text.toString()).doesNotContain(PASSWORD);
        assertThat(text.resolve(secrets::resolve)).isEqualTo("password=\"" + PASSWORD + "\";");
    }

    @Test
    void aSecretThatIsNotSetNamesItsVariable() {
        assertThatThrownBy(() -> secrets.resolve(new Value.SecretRef("env:OTHER")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("${env:OTHER}")
                .hasMessageContaining("CAS-ENV-005");
    }

    @Test
    void aResolvedSecretIsTakenOutOfTextInEveryForm() {
        secrets.resolve(new Value.SecretRef("env:PROD_PASSWORD"));
        var bytes = PASSWORD.getBytes(StandardCharsets.UTF_8);
        var forms = new String[] {
            PASSWORD,
            Base64.getEncoder().encodeToString(bytes),
            URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8),
            PASSWORD.replace("\\", "\\\\").replace("\"", "\\\"")
        };
        for (var form : forms) {
            assertThat(secrets.redact("before " + form + " after")).isEqualTo("before (secret) after");
        }
    }

    @Test
    void textWithoutSecretsStaysAsItIs() {
        secrets.resolve(new Value.SecretRef("env:PROD_PASSWORD"));
        assertThat(secrets.redact("nothing here")).isEqualTo("nothing here");
    }

    @Test
    void thePasswordInALoginEntryIsASecretOfItsOwn() {
        var login = new Secrets(Map.of("JAAS", "Module required username=\"agent\" password=\"a\\\"b\\\\c/d+e\";"));
        login.resolve(new Value.SecretRef("env:JAAS"));

        assertThat(login.redact("agent failed with a\"b\\c/d+e")).isEqualTo("agent failed with (secret)");
        assertThat(login.redact("password=\"a\\\"b\\\\c/d+e\"")).isEqualTo("password=\"(secret)\"");
    }
}
