package io.castellan.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.access.NeededKeys;
import io.castellan.diagnostics.Problems;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyChecksTest {
    private static List<String> said(String text, List<String> lines) {
        var policy = Texts.policy(text);
        var unreadable = new Problems();
        var signers = Texts.signers(lines, unreadable);
        return Texts.said(new KeyChecks(policy, signers, new NeededKeys(policy, signers, Texts.NOW))
                .check(List.of("prod"), unreadable.sorted(), Texts.NOW));
    }

    private static List<String> withLine(String line) {
        var lines = new ArrayList<>(Texts.SIGNERS);
        lines.add(line);
        return lines;
    }

    @Test
    void whereEverybodyCanSignAllIsWell() {
        assertThat(said(Texts.POLICY, Texts.SIGNERS))
                .containsExactly("OK everybody whose signature may be asked for has a key that counts now (3 in"
                        + " allowed_signers)");
    }

    @Test
    void whoLacksAKeyAndWhatCannotBeSignedThenIsAProblem() {
        assertThat(said(Texts.POLICY, Texts.SIGNERS.subList(0, 2)))
                .anyMatch(line -> line.startsWith("PROBLEM CAS-POLICY-024") && line.contains("the ledger of 'prod'"))
                .anyMatch(line -> line.startsWith("WARNING CAS-POLICY-023") && line.contains("key/ci"))
                .noneMatch(line -> line.startsWith("OK"));
    }

    @Test
    void aLineThatCannotBeReadIsShown() {
        assertThat(said(Texts.POLICY, withLine("key/admin nothing")))
                .anyMatch(line -> line.startsWith("WARNING CAS-SIGN-014 allowed_signers:4:11"));
    }

    @Test
    void aKeyThatEndsWithinThirtyDaysIsTold() {
        var lines = new ArrayList<>(Texts.SIGNERS);
        lines.set(0, "key/reviewer valid-before=\"20261222Z\" " + Texts.KEY);
        assertThat(said(Texts.POLICY, lines))
                .contains("WARNING CAS-DOCTOR-009 allowed_signers:1:1 the last key of 'reviewer' for"
                        + " 'castellan-approval' counts until 2026-12-22");

        lines.set(0, "key/reviewer valid-before=\"20261223Z\" " + Texts.KEY);
        assertThat(said(Texts.POLICY, lines)).noneMatch(line -> line.contains("CAS-DOCTOR-009"));
    }

    @Test
    void aPrincipalThatNobodyHasIsToldUnlessItHasEndedOrIsAHosts() {
        var stranger = io.castellan.signature.SoftwareKey.of("ssh-ed25519").line();

        assertThat(said(Texts.POLICY, withLine("admin@example.org " + stranger)))
                .contains("WARNING CAS-DOCTOR-010 allowed_signers:4:1 no person and no ledger of the policy has the key"
                        + " admin@example.org");
        assertThat(said(Texts.POLICY, withLine("key/left valid-before=\"20261101Z\" " + stranger)))
                .noneMatch(line -> line.contains("CAS-DOCTOR-010"));
        assertThat(said(Texts.POLICY, withLine("host/github " + stranger)))
                .noneMatch(line -> line.contains("CAS-DOCTOR-010"));
    }

    @Test
    void aPersonsKeyThatSignsTheLedgerIsTold() {
        assertThat(said(Texts.POLICY.replace("[key/ci]", "[key/ci, key/auditor]"), Texts.SIGNERS))
                .contains(
                        "WARNING CAS-DOCTOR-011 key/auditor signs the ledger and is a key of 'auditor', who could then"
                                + " forge entries");
    }

    @Test
    void aKeyThatIsNamedForNothingAndNotListedIsTold() {
        assertThat(said(Texts.POLICY.replace("admin:    {", "admin:    {keys: [key/admin], "), Texts.SIGNERS))
                .contains(
                        "WARNING CAS-DOCTOR-012 castellan.yaml names key/admin, and allowed_signers has no line for it");
    }
}
