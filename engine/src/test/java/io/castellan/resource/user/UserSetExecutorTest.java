package io.castellan.resource.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.model.Phase;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.Value;
import io.castellan.resource.Attempt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.Test;

/** What is sent for a user, and what is left of the password in memory. */
class UserSetExecutorTest {
    private final char[] secret = "geheim ü".toCharArray();
    private final List<UserScramCredentialUpsertion> sent = new ArrayList<>();

    private static Step step(String user) {
        return Step.batched(
                new StepId(UserPlanner.SET, UserRoom.KEY.id(user)),
                Phase.CONFIGURATION,
                Value.entries(Map.of(
                        "password",
                        new Value.SecretRef("env:P"),
                        "mechanisms",
                        Value.entries(
                                Map.of("SCRAM-SHA-256", Value.whole(8192), "SCRAM-SHA-512", Value.whole(4096))))));
    }

    private void note(Iterable<UserScramCredentialAlteration> alterations) {
        for (var one : alterations) {
            sent.add((UserScramCredentialUpsertion) one);
            assertThat(((UserScramCredentialUpsertion) one).password())
                    .isEqualTo("geheim ü".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void everyMechanismOfAUserGetsThePasswordAndItIsWipedAfterwards() {
        var attempts = UserSetExecutor.send(List.of(step("a")), reference -> secret, alterations -> {
            note(alterations);
            return Map.of();
        });

        assertThat(sent)
                .extracting(one ->
                        one.user() + " " + one.credentialInfo().mechanism().mechanismName() + " "
                                + one.credentialInfo().iterations())
                .containsExactly("a SCRAM-SHA-256 8192", "a SCRAM-SHA-512 4096");
        assertWiped();
        assertThat(attempts.get(step("a").id()).status())
                .as("no answer is told as that")
                .isEqualTo(Attempt.Status.UNANSWERED);
    }

    @Test
    void itIsWipedAlsoWhereSendingFails() {
        assertThatThrownBy(() -> UserSetExecutor.send(List.of(step("a")), reference -> secret, alterations -> {
                    note(alterations);
                    throw new IllegalStateException("gone");
                }))
                .hasMessage("gone");
        assertWiped();
    }

    private void assertWiped() {
        assertThat(secret).containsOnly('\0');
        assertThat(sent)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.password()).containsOnly((byte) 0));
    }
}
