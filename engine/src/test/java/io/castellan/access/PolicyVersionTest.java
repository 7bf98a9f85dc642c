package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Approval.Signed;
import io.castellan.model.RiskClass;
import io.castellan.signature.AllowedSigners;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which approvals are by whom; real keys are in the tests of signatures. */
class PolicyVersionTest extends JudgedCase {
    private final List<Problem> notes = new ArrayList<>();

    private List<Vote> votes(int forged) {
        var version = new PolicyVersion(
                "4b1c", Policies.smallPolicy(), AllowedSigners.read("allowed_signers", new byte[0], new Problems()));
        var approvals = IntStream.range(0, forged)
                .mapToObj(i -> new Signed(approval(change("topic-" + i, RiskClass.SAFE)), "forged " + i))
                .toList();
        return version.votes(approvals, NOW, notes::add);
    }

    @Test
    void oneApprovalWhoseSignatureIsBadIsToldInFull() {
        assertThat(votes(1)).isEmpty();

        assertThat(notes)
                .singleElement()
                .satisfies(note -> assertThat(note.message()).startsWith("an approval does not count: "));
    }

    @Test
    void manyWhoseSignaturesAreBadAreOneNote() {
        assertThat(votes(1000)).isEmpty();

        assertThat(notes).singleElement().satisfies(note -> {
            assertThat(note.code()).isEqualTo(AuthorityCodes.NOT_COUNTED);
            assertThat(note.isError()).isFalse();
            assertThat(note.message())
                    .startsWith("1000 approvals do not count: ")
                    .endsWith("; and 997 more")
                    .hasSizeLessThan(1000);
        });
    }
}
