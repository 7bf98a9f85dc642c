package io.castellan.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problem;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTextTest {
    private static String text(List<Problem> problems, Style style) {
        var out = new StringBuilder();
        new ProblemsText(style, SampleProblems.SOURCES).write(problems, out);
        return out.toString();
    }

    @Test
    void problemsReadAsRecorded() throws IOException {
        Golden.check("problems.txt", text(SampleProblems.several(), Style.PLAIN));
    }

    @Test
    void theCaretStandsBelowTheColumnAlsoAfterWideCharacters() {
        var lines = text(SampleProblems.several(), Style.PLAIN).lines().toList();
        var source = lines.stream()
                .filter(line -> line.contains("twelve, owner"))
                .findFirst()
                .orElseThrow();
        var caret = lines.get(lines.indexOf(source) + 1);

        assertThat(caret.indexOf('^')).isEqualTo(Visible.width(source.substring(0, source.indexOf("twelve"))));
    }

    @Test
    void aLineThatMayHoldASecretIsNotShown() {
        assertThat(text(SampleProblems.several(), Style.PLAIN)).doesNotContain("hunter2");
    }

    @Test
    void hostileTextIsShownAndDoesNothing() {
        assertThat(text(SampleProblems.hostile(), Style.PLAIN).codePoints().filter(c -> c != '\n'))
                .noneMatch(c -> Character.getType(c) == Character.CONTROL || Character.getType(c) == Character.FORMAT);
    }

    @Test
    void noProblemIsNoText() {
        assertThat(text(List.of(), Style.COLOURED)).isEmpty();
    }
}
