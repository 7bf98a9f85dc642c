package io.castellan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.diagnostics.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A ledger that somebody altered with the program git. */
class AlteredLedgerIT extends LedgerOfProd {
    @Test
    void whatSomebodyAlteredIsNamed() {
        apply(ledger(), "a");
        apply(ledger(), "b");
        var intent = "events/0000/000002-intent.json";
        var good = git.run("show", BRANCH + ":" + intent);

        rewrite(intent, good.replace("castellan/intent/v1", "castellan/intent/v9"));
        assertThatThrownBy(() -> ledger().entries().get(1))
                .hasMessageContaining("castellan/intent/v9")
                .hasMessageContaining(BRANCH + ":" + intent)
                .hasMessageContaining("CAS-LEDGER-007");
        assertThat(ledger().entries().get(0).isOpen()).isFalse();

        rewrite(intent, good.replace("\"sequence\": 2", "\"sequence\": 1"));
        assertThat(codes(() -> ledger().entries().get(1))).containsExactly(LedgerCodes.CONTRADICTION);

        rewrite(intent, good.replace("\"environment\": \"prod\"", "\"environment\": \"dev\""));
        assertThat(codes(() -> ledger().entries().get(1))).containsExactly(LedgerCodes.CONTRADICTION);

        rewrite(intent, good.replace("topic/b", "topic/a"));
        assertThat(codes(() -> ledger().entries().get(1))).containsExactly(LedgerCodes.CONTRADICTION);
        rewrite(intent, good);
        assertThat(ledger().entries().get(1).isOpen()).isFalse();

        var plan = "events/0000/000002-plan.json";
        var goodPlan = git.run("show", BRANCH + ":" + plan);
        rewrite(plan, goodPlan.replace("\"after\": \"604800000\"", "\"after\": \"1\""));
        assertThatThrownBy(() -> ledger().plan(ledger().entries().get(1))).hasMessageContaining("CAS-JSON-005");
        rewrite(plan, git.run("show", BRANCH + ":events/0000/000001-plan.json"));
        assertThat(codes(() -> ledger().plan(ledger().entries().get(1)))).containsExactly(LedgerCodes.CONTRADICTION);
    }

    @Test
    void whatIsMissingOrUnknownIsNamed() {
        apply(ledger(), "a");
        apply(ledger(), "b");
        var before = git.run("rev-parse", BRANCH);

        rewrite("events/0000/000001-outcome.json", null);
        assertThatThrownBy(() -> ledger().entries())
                .hasMessageContaining("CAS-LEDGER-006")
                .hasMessageContaining("entry 1 lacks its outcome");
        git.run("update-ref", "refs/heads/" + BRANCH, before);

        rewrite("events/0000/000001-plan.json", null);
        assertThat(codes(() -> ledger().entries())).containsExactly(LedgerCodes.GAP);
        git.run("update-ref", "refs/heads/" + BRANCH, before);

        for (var path : List.of(
                "events/0000/000003-approval.json",
                "events/0001/000003-intent.json",
                "events/0000/00003-intent.json",
                "events/9999999999999999999999/9999999999999999999999-intent.json",
                "readme.md")) {
            rewrite(path, "{}");
            assertThat(codes(() -> ledger().entries())).as(path).containsExactly(LedgerCodes.UNKNOWN_FILE);
            git.run("update-ref", "refs/heads/" + BRANCH, before);
        }
        assertThat(ledger().entries()).hasSize(2);
    }

    @Test
    void entriesAreReadWhenTheyAreTaken() {
        for (int i = 0; i < 3; i++) {
            apply(ledger(), "a" + i);
        }
        rewrite("events/0000/000001-intent.json", "not JSON");

        var entries = ledger().entries();

        assertThat(entries).hasSize(3);
        assertThat(entries.get(2).isOpen()).isFalse();
        assertThat(ledger().open()).isEmpty();
        assertThatThrownBy(() -> entries.get(0)).isInstanceOf(Failure.class);
    }
}
