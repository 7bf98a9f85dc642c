package io.castellan.resource.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {
    private static final Path DOCUMENTED = Path.of("../docs/reference/settings.md");
    private static final Path MADE = Path.of("target/settings.md");

    @Test
    void theReferenceSaysWhatTheTablesSay() throws IOException {
        Files.createDirectories(MADE.getParent());
        Files.writeString(MADE, SettingsReference.render());

        assertThat(Files.mismatch(DOCUMENTED, MADE))
                .as(
                        "first different byte; if the tables are right: cp engine/target/settings.md docs/reference/settings.md")
                .isEqualTo(-1);
    }
}
