package io.castellan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Real output kept under {@code src/test/resources/report}, so that a reviewer reads what people will read.
 * {@code mvn test -pl engine -Dtest='io.castellan.report.*Test' -Dcastellan.golden=update} writes it anew; read the difference
 * before you commit it.
 */
final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/report");

    private Golden() {}

    static void check(String file, String actual) throws IOException {
        var path = FOLDER.resolve(file);
        if ("update".equals(System.getProperty("castellan.golden"))) {
            Files.createDirectories(FOLDER);
            Files.writeString(path, actual);
        }
        assertThat(actual)
                .as("%s (-Dcastellan.golden=update writes it anew)", path)
                .isEqualTo(Files.readString(path));
    }
}
