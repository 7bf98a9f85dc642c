package io.castellan.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The page of rules names tests that exist, for every rule. */
class RulesTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (R[0-9]+) \\|[^|]*\\|(.*)\\|$");

    @Test
    void everyRuleNamesTestsAndEveryTestThatIsNamedExists() throws IOException, ClassNotFoundException {
        var rules = new TreeSet<String>();
        var rows = ROW.matcher(Files.readString(Path.of("..", "docs", "rules.md")))
                .results()
                .toList();
        for (var row : rows) {
            rules.add(row.group(1));
            NamedTests.assertThatAllExist(row.group(1), row.group(2));
        }
        assertThat(rules)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(0, 13)
                        .mapToObj(number -> "R" + number)
                        .toList());
    }
}
