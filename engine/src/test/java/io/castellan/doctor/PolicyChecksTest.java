package io.castellan.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.access.NeededKeys;
import io.castellan.diagnostics.Problems;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyChecksTest {
    private static List<String> said(String text) {
        return said(text, Texts.SIGNERS);
    }

    private static List<String> said(String text, List<String> signers) {
        var policy = Texts.policy(text);
        var keys = new NeededKeys(policy, Texts.signers(signers, new Problems()), Texts.NOW);
        return Texts.said(new PolicyChecks(policy, keys, Set.of("PROD_JAAS")::contains).check(List.of("prod")));
    }

    @Test
    void whereEverythingIsInPlaceAllIsWell() {
        assertThat(said(Texts.POLICY))
                .containsExactly("OK prod: whoever may write a change, it can be approved and applied");
    }

    @Test
    void anAuthorOfWhomTooFewApproversAreLeftIsNamed() {
        assertThat(said(Texts.POLICY.replace("write: [kafka-admins]", "write: [kafka-admins, auditor]")))
                .containsExactly(
                        "WARNING CAS-DOCTOR-002 prod: what auditor writes can get at most 1 approval, and these"
                                + " need more: destructive 2, irreversible 2, environmentOnly 2, control 2");
    }

    @Test
    void anAuthorWhoIsTheOnlyOneToExecuteIsNamed() {
        assertThat(said(Texts.POLICY
                        .replace("write: [kafka-admins]", "write: [kafka-admins, deployer]")
                        .replace("[jenkins:ci:deployer]", "[jenkins:ci:deployer], emails: [deployer@example.org]")))
                .containsExactly("WARNING CAS-DOCTOR-002 prod: what deployer writes can be applied by nobody else");
    }

    @Test
    void whereNobodyCouldApproveAnywayOnlyTheKeysAreBlamed() {
        assertThat(said(
                        Texts.POLICY.replace("write: [kafka-admins]", "write: [kafka-admins, auditor]"),
                        List.of("key/reviewer " + Texts.KEY)))
                .noneMatch(line -> line.contains("CAS-DOCTOR-002"));
    }

    @Test
    void whoExecutesNeedsAnAccount() {
        assertThat(said(Texts.POLICY.replace("accounts: [jenkins:ci:deployer]", "emails: [deployer@example.org]")))
                .containsExactly(
                        "PROBLEM CAS-DOCTOR-004 prod: nobody can apply: none of those who may (deployer) has an"
                                + " account");
        assertThat(said(Texts.POLICY
                        .replace("accounts: [jenkins:ci:deployer]", "emails: [deployer@example.org]")
                        .replace("execute: [developers]", "execute: [developers, reviewer]")))
                .contains("WARNING CAS-DOCTOR-003 prod: deployer may execute there, and has no account to be known by");
        assertThat(said(Texts.POLICY
                        .replace("accounts: [jenkins:ci:deployer]", "emails: [deployer@example.org]")
                        .replace("execute: [developers]", "execute: [system:timer, developers]")))
                .noneMatch(line -> line.contains("CAS-DOCTOR-004"));
    }

    @Test
    void whoWritesNeedsAnAddress() {
        assertThat(said(Texts.POLICY.replace("emails: [admin@example.org], ", "")))
                .containsExactly(
                        "WARNING CAS-DOCTOR-005 prod: admin may write there, and no commit can be told to be of"
                                + " that person");
    }

    @Test
    void whereEverybodyMayAnAddressAndAnAccountAreNotAskedFor() {
        assertThat(said(Texts.POLICY
                        .replace("write: [kafka-admins]", "write: [everyone]")
                        .replace("execute: [developers]", "execute: [everyone]\n    separate: []")))
                .noneMatch(line -> line.contains("CAS-DOCTOR-003") || line.contains("CAS-DOCTOR-005"));
    }

    @Test
    void aGlassThatNobodyCanBreakIsAProblem() {
        assertThat(said(Texts.POLICY.replace(", accounts: [github:reviewer]", "")))
                .containsExactly("PROBLEM CAS-DOCTOR-006 prod: in an emergency nobody can break the glass: nobody in"
                        + " on-call has an account");
    }

    @Test
    void aGlassThatNobodyElseCanSignOffIsAProblemAlsoWhereReviewsCount() {
        var reviews = "host: {kind: github, repository: example/state, token: TOKEN, reporter: example-ci}\n";
        var one = List.of("key/reviewer " + Texts.KEY);

        assertThat(said(Texts.POLICY + reviews, one))
                .containsExactly(
                        "PROBLEM CAS-DOCTOR-007 prod: when reviewer breaks the glass, nobody else can sign it off");
        assertThat(said(Texts.POLICY + reviews, List.of("key/auditor " + Texts.SECOND)))
                .as("by the auditor")
                .noneMatch(line -> line.contains("CAS-DOCTOR-007"));
    }

    @Test
    void secretsThatAreNotSetHereAreNotChecked() {
        assertThat(said(Texts.POLICY.replace("[PROD_JAAS]", "[PROD_JAAS, OTHER]")))
                .containsExactly(
                        "OK prod: whoever may write a change, it can be approved and applied",
                        "NOT_CHECKED CAS-DOCTOR-008 whether these secrets are set where apply runs: OTHER (prod); here"
                                + " they are not");
    }
}
