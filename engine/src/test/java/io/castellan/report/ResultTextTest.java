package io.castellan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ResultTextTest {
    private static String text(ApplyResult result) {
        var out = new StringBuilder();
        new ResultText(Style.PLAIN).write(result, out);
        return out.toString();
    }

    @Test
    void aPartialResultSaysWhatIsDoneWhatIsNotAndWhatToDo() throws IOException {
        Golden.check("result-partial.txt", text(SampleResults.partial()));
    }

    @Test
    void aGoodResultIsShort() throws IOException {
        Golden.check("result-applied.txt", text(SampleResults.applied()));
    }

    @Test
    void byWhoseWordItRanIsToldWhereAPolicyAsksForThat() {
        assertThat(text(SampleResults.approved()))
                .contains(", ledger entry 42\nApproved by: reviewer (github), second (ssh)\n");
        assertThat(text(SampleResults.applied())).doesNotContain("Approved");
    }

    @Test
    void nothingToDoIsSaid() {
        assertThat(text(SampleResults.nothing())).endsWith("\nNothing to do.\n");
    }

    @Test
    void kafkasMessageIsShownOnOneLine() {
        assertThat(text(SampleResults.partial())).contains("breaks⟨U+000A⟩the policy of this cluster\n");
    }
}
