package io.castellan.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    void ofAWarningThatManyPlacesShareAFewAreShownAndTheOthersCountedAndEveryErrorIsShown() {
        var advice = new Code("TOPIC", 10);
        var mistake = new Code("TOPIC", 1);
        var problems = IntStream.rangeClosed(1, 1000)
                .boxed()
                .flatMap(line -> Stream.of(
                        Problem.warning(advice, new Place("imported.yaml", line, 3), "one replica"),
                        Problem.error(mistake, new Place("imported.yaml", line, 5), "no such topic")))
                .toList();

        var text = text(problems, Style.PLAIN);

        assertThat(text.lines().filter(line -> line.contains("warning CAS-TOPIC-010")))
                .hasSize(5);
        assertThat(text.lines().filter(line -> line.contains("error CAS-TOPIC-001")))
                .hasSize(1000);
        assertThat(text).contains("… and 995 more of CAS-TOPIC-010; all are in --format json or sarif\n");
        assertThat(text).contains("1,000 errors, 1,000 warnings.");
    }

    @Test
    void noProblemIsNoText() {
        assertThat(text(List.of(), Style.COLOURED)).isEmpty();
    }
}
