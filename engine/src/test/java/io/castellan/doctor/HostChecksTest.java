package io.castellan.doctor;

import static io.castellan.host.Answer.NO;
import static io.castellan.host.Answer.UNKNOWN;
import static io.castellan.host.Answer.YES;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.git.Denials;
import io.castellan.host.Answer;
import io.castellan.host.HostCodes;
import io.castellan.host.Protection;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class HostChecksTest {
    private Answer isProtected = YES;
    private Answer forced = NO;
    private Answer deletion = NO;
    private Answer direct = NO;
    private Answer restricted = YES;
    private OptionalInt approvals = OptionalInt.of(1);
    private Answer stale = YES;
    private Answer owners = YES;
    private Answer bypass = NO;

    private HostChecks checks() {
        return new HostChecks(branch -> new Protection(
                branch, isProtected, forced, deletion, direct, restricted, approvals, stale, owners, YES, bypass));
    }

    private List<String> state() {
        return Texts.said(checks().state("main"));
    }

    private List<String> ledger() {
        return Texts.said(checks().ledger("castellan/ledger/prod"));
    }

    @Test
    void aBranchThatIsHeldFastIsWell() {
        assertThat(state()).containsExactly("OK main is held fast by the host");

        direct = YES;
        assertThat(ledger()).containsExactly("OK castellan/ledger/prod is held fast by the host");
    }

    @Test
    void aBranchWithoutAnyRuleIsAProblem() {
        isProtected = NO;

        assertThat(state()).singleElement().asString().startsWith("PROBLEM CAS-DOCTOR-031 main: no rule of the host");
    }

    @Test
    void whatCanBeRewrittenOrDeletedIsAProblem() {
        forced = YES;
        deletion = YES;

        assertThat(state())
                .containsExactly(
                        "PROBLEM CAS-DOCTOR-031 main can be rewritten by a forced push",
                        "PROBLEM CAS-DOCTOR-031 main can be deleted");
        assertThat(ledger()).contains("PROBLEM CAS-DOCTOR-031 castellan/ledger/prod can be deleted");
    }

    @Test
    void aStateBranchThatNeedsNoPullRequestIsAProblemAndLittleReviewIsTold() {
        direct = YES;
        approvals = OptionalInt.of(0);
        stale = NO;
        owners = NO;

        assertThat(state())
                .containsExactly(
                        "PROBLEM CAS-DOCTOR-031 main can be pushed to without a pull request",
                        "WARNING CAS-DOCTOR-032 main: the host merges without any review, so only Castellan's approvals"
                                + " stand in between",
                        "WARNING CAS-DOCTOR-032 main: a review still counts at the host when commits are added after it",
                        "WARNING CAS-DOCTOR-032 main: the host does not require the review of the files' owners");
    }

    @Test
    void whoIsAboveTheRulesIsTold() {
        bypass = YES;

        assertThat(state()).singleElement().asString().startsWith("WARNING CAS-DOCTOR-033 main: somebody");
    }

    @Test
    void aLedgerThatEverybodyMayPushToIsTold() {
        direct = YES;
        restricted = NO;

        assertThat(ledger())
                .singleElement()
                .asString()
                .startsWith("WARNING CAS-DOCTOR-032 castellan/ledger/prod: everybody who may push");
    }

    @Test
    void aLedgerThatTakesPullRequestsOnlyIsAProblem() {
        assertThat(ledger())
                .containsExactly(
                        "PROBLEM CAS-DOCTOR-034 castellan/ledger/prod takes pull requests only, so no apply can"
                                + " record there");

        bypass = YES;
        assertThat(ledger()).as("who applies may be the exception").noneMatch(line -> line.contains("CAS-DOCTOR-034"));
    }

    @Test
    void approvalsThatCanBeTakenAwayAreTold() {
        assertThat(Texts.said(checks().approvals("castellan/approvals/prod"))).isEmpty();

        deletion = YES;
        assertThat(Texts.said(checks().approvals("castellan/approvals/prod")))
                .singleElement()
                .asString()
                .startsWith(
                        "WARNING CAS-DOCTOR-032 castellan/approvals/prod: approvals and rejections can be taken away");
    }

    @Test
    void aRepositoryOnADiskThatDeniesNothingIsAProblem() {
        assertThat(Texts.said(HostChecks.onDisk("/srv/kafka.git", new Denials(true, true))))
                .containsExactly("OK /srv/kafka.git lets no branch be rewritten or deleted by a push");
        assertThat(Texts.said(HostChecks.onDisk("/srv/kafka.git", new Denials(false, true))))
                .containsExactly(
                        "PROBLEM CAS-DOCTOR-031 /srv/kafka.git lets branches be rewritten by a forced push, the"
                                + " ledgers, too");
        assertThat(Texts.said(HostChecks.onDisk("/srv/kafka.git", new Denials(true, false))))
                .containsExactly("PROBLEM CAS-DOCTOR-031 /srv/kafka.git lets branches be deleted, the ledgers, too");
    }

    @Test
    void whatTheHostDoesNotTellIsNotTakenForWell() {
        forced = UNKNOWN;
        deletion = UNKNOWN;
        direct = UNKNOWN;
        approvals = OptionalInt.empty();
        stale = UNKNOWN;
        owners = UNKNOWN;
        bypass = UNKNOWN;

        assertThat(state())
                .containsExactly("NOT_CHECKED CAS-DOCTOR-035 main: the host does not tell this token whether it can be"
                        + " rewritten by a forced push, whether it can be deleted, whether somebody is above its rules,"
                        + " whether it can be pushed to without a pull request, how many reviews the host wants");
    }

    @Test
    void aHostThatDoesNotAnswerIsNoAnswer() {
        var checks = new HostChecks(branch -> {
            throw new Failure(ExitCode.UNREACHABLE, Problem.error(HostCodes.UNREACHABLE, "nobody there"));
        });

        assertThat(checks.state("main")).singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.UNANSWERED);
            assertThat(finding.verdict().exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        });
        assertThat(HostChecks.notAsked("main").verdict()).isEqualTo(Verdict.NOT_CHECKED);
    }
}
