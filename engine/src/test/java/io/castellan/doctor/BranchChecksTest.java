package io.castellan.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.doctor.BranchChecks.Heads;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BranchChecksTest {
    private static Heads heads(String here, String there, Relation relation) {
        return new Heads(
                Optional.ofNullable(here).map(id -> id.repeat(40)),
                Optional.ofNullable(there).map(id -> id.repeat(40)),
                relation);
    }

    @ParameterizedTest
    @CsvSource({
        "a, a, SAME,      OK",
        " , a, DIFFERENT, OK",
        "a,  , DIFFERENT, WARNING",
        "a, b, BEHIND,    WARNING",
        "a, b, AHEAD,     WARNING",
        "a, b, APART,     WARNING",
        "a, b, DIFFERENT, WARNING"
    })
    void theStateBranchIsTheSameOrItIsTold(String here, String there, Relation relation, Verdict verdict) {
        assertThat(new BranchChecks("origin", true)
                        .state("main", heads(here, there, relation))
                        .verdict())
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        " ,  , DIFFERENT, true,  OK,      0",
        " , a, DIFFERENT, true,  OK,      0",
        "a, a, SAME,      false, OK,      0",
        "a, b, BEHIND,    true,  OK,      0",
        "a, b, BEHIND,    false, WARNING, 19",
        "a, b, AHEAD,     true,  WARNING, 19",
        "a, b, APART,     true,  WARNING, 19",
        "a,  , DIFFERENT, true,  PROBLEM, 18",
        "a,  , DIFFERENT, false, WARNING, 18"
    })
    void aLedgerIsSharedOrItIsTold(
            String here, String there, Relation relation, boolean trusted, Verdict verdict, int code) {
        var finding = new BranchChecks("origin", trusted).ledger("prod", heads(here, there, relation));

        assertThat(finding.verdict()).isEqualTo(verdict);
        assertThat(finding.code().map(found -> found.number()).orElse(0)).isEqualTo(code);
    }
}
