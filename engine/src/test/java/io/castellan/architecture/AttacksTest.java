package io.castellan.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of attacks names tests that exist, for every attack, and codes that are documented. */
class AttacksTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\|([^|]*)\\|([^|]*)\\|$");
    private static final Pattern CODE = Pattern.compile("CAS-([A-Z]+)-\\d{3}");

    @Test
    void everyAttackNamesTestsThatExistAndCodesThatAreDocumented() throws IOException, ClassNotFoundException {
        var page = Files.readString(DOCS.resolve("attacks.md"));
        var rows = ROW.matcher(page).results().skip(1).toList();

        assertThat(rows).hasSizeGreaterThan(30);
        assertThat(rows)
                .as("each line of the table is read")
                .hasSize(
                        (int) page.lines().filter(line -> line.startsWith("| ")).count() - 1);
        for (var row : rows) {
            NamedTests.assertThatAllExist(row.group(1), row.group(3));
            for (var code : CODE.matcher(row.group(2)).results().toList()) {
                assertThat(DOCS.resolve("errors").resolve(code.group(1).toLowerCase(Locale.ROOT) + ".md"))
                        .as(row.group(1))
                        .content()
                        .contains("## " + code.group());
            }
        }
    }
}
