package io.castellan.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Messages quote what others wrote: names of files and branches, comments, what a server said. */
class ProblemTextTest {
    private static final Code CODE = new Code("TEST", 1);

    @Test
    void nothingInAMessageIsObeyedByATerminal() {
        var problem = Problem.error(CODE, Place.whole("a\u001b[2J.yaml"), "is \u202egood\u001b]0;x\u0007\r\u009b1A")
                .withHint("see \u001b[8m");

        assertThat(problem.said()).isEqualTo("is ⟨U+202E⟩good⟨U+001B⟩]0;x⟨U+0007⟩⟨U+000D⟩⟨U+009B⟩1A");
        assertThat(problem.toString())
                .isEqualTo("a⟨U+001B⟩[2J.yaml: error CAS-TEST-001: " + problem.said() + " — see ⟨U+001B⟩[8m");
    }

    @Test
    void otherTextStaysAsItIs() {
        var text = "größer 👍\n\tnext line";

        assertThat(Problem.error(CODE, text).said()).isSameAs(text);
    }
}
