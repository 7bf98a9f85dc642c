package io.castellan.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TrustFileTest {
    private static final String COMMIT = "4b1c2f0e9d8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c";

    private static Trust parse(String text) {
        return TrustFile.parse("trust.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static Failure failure(Runnable call) {
        var failure = catchThrowableOfType(Failure.class, call::run);
        assertThat(failure).isNotNull();
        assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT);
        return failure;
    }

    @Test
    void saysWhereWhichBranchAndSinceWhen() {
        var trust = parse("""
                apiVersion: castellan/trust/v1
                repository: git@git.example.org:kafka/state.git
                branch: main
                policy: %s
                """.formatted(COMMIT));

        assertThat(trust.repository()).hasToString("git.example.org:kafka/state.git");
        assertThat(trust.branch()).isEqualTo("main");
        assertThat(trust.policy()).isEqualTo(COMMIT);
    }

    @Test
    void everyMistakeIsFoundAtOnceWithItsPlace() {
        var failure = failure(() -> parse("""
                apiVersion: castellan/trust/v2
                repository: https://git.example.org/state
                brunch: main
                policy: 4b1c
                """));

        assertThat(failure.problems()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(failure)
                .hasMessageContaining("trust.yaml:1:")
                .hasMessageContaining("trust.yaml:3:")
                .hasMessageContaining("trust.yaml:4:");
    }

    @Test
    void anAddressThatIsRefusedIsNamedWithItsPlaceAndWithoutItsPassword() {
        var failure = failure(() -> parse("""
                apiVersion: castellan/trust/v1
                repository: https://me:hunter2@git.example.org/state
                branch: main
                policy: %s
                """.formatted(COMMIT)));

        assertThat(failure)
                .hasMessageContaining("trust.yaml:2:13: error CAS-GIT-017")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(failure(() -> TrustFile.read(Path.of("/nowhere/trust.yaml"), "trust.yaml")))
                .hasMessageContaining("CAS-TRUST-001")
                .hasMessageContaining("trust.yaml cannot be read: there is no such file");
    }
}
