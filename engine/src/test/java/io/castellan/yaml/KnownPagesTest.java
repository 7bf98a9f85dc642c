package io.castellan.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problems;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownPagesTest {
    private final KnownPages pages = new KnownPages();
    private final Problems problems = new Problems();

    private Optional<YamlPage> page(String file, String text) {
        return pages.page(file, text.getBytes(StandardCharsets.UTF_8), problems);
    }

    @Test
    void aFileIsReadAgainOnlyWhereItIsAnotherOneOrHasOtherContent() {
        var first = page("a.yaml", "x: 1").orElseThrow();

        assertThat(page("a.yaml", "x: 1")).containsSame(first);
        assertThat(page("b.yaml", "x: 1").orElseThrow().root().at().file()).isEqualTo("b.yaml");
        assertThat(page("a.yaml", "x: 2").orElseThrow().root().get("x").flatMap(node -> node.asScalar()))
                .hasValueSatisfying(two -> assertThat(two.text()).isEqualTo("2"));
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void whatIsWrongWithAFileIsToldEachTime() {
        page("a.yaml", "x: 1\nx: 2");
        var again = new Problems();

        pages.page("a.yaml", "x: 1\nx: 2".getBytes(StandardCharsets.UTF_8), again);

        assertThat(again.sorted()).isNotEmpty().isEqualTo(problems.sorted());
    }
}
