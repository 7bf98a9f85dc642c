package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.signature.AllowedSigners;
import io.castellan.signature.SoftwareKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NeededKeysTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String KEY = SoftwareKey.of("ssh-ed25519").line();
    private static final String OTHER = SoftwareKey.of("ssh-ed25519").line();
    private static final String THIRD = SoftwareKey.of("ssh-ed25519").line();
    private static final String BOTH = Policies.SMALL.replace(
            "apr: {emails: [apr@example.org]}", "apr: {emails: [apr@example.org], keys: [key/apr]}");

    private static NeededKeys keys(String policy, String... lines) {
        var problems = new Problems();
        var signers = AllowedSigners.read(
                NeededKeys.FILE, String.join("\n", lines).getBytes(StandardCharsets.UTF_8), problems);
        return new NeededKeys(Policies.policy(policy, Set.of("dev")), signers, NOW);
    }

    private static List<String> said(String policy, String... lines) {
        return keys(policy, lines).check(Set.of("dev")).stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void withAKeyForEverybodyThereIsNothingToSay() {
        assertThat(said(BOTH, "key/apr " + KEY, "key/rev " + OTHER)).isEmpty();
    }

    @Test
    void anApproverWithoutAKeyInThePolicyIsNamedAndWhatCannotBeApprovedThen() {
        assertThat(said(Policies.SMALL, "key/rev " + OTHER))
                .containsExactly(
                        "allowed_signers: error CAS-POLICY-024: with the keys that count now a change in 'dev' can get at"
                                + " most 1 approval, and these need more: destructive 2, irreversible 2, environmentOnly 2,"
                                + " control 2 — give those who may approve keys, or ask for fewer approvals",
                        "allowed_signers: warning CAS-POLICY-023: 'apr' may approve in dev, and cannot sign that now: no"
                                + " 'keys' in castellan.yaml — add a line with a key that counts now for"
                                + " 'castellan-approval', or take them off the list");
    }

    @Test
    void whereOthersAreEnoughItIsAWarningOnly() {
        var one = BOTH + "    approvals: {destructive: 1, irreversible: 1, environmentOnly: 1, control: 1}\n";

        assertThat(keys(one, "key/rev " + OTHER).check(Set.of("dev")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(PolicyCodes.NO_VALID_KEY);
                    assertThat(problem.isError()).isFalse();
                    assertThat(problem.message()).contains("'apr'", "allowed_signers has no line for key/apr");
                });
    }

    @Test
    void aKeyThatIsRevokedNotYetValidOrForAnotherPurposeIsNone() {
        assertThat(said(BOTH, "key/apr valid-before=\"20261121Z\" " + KEY, "key/rev " + OTHER))
                .anyMatch(line -> line.contains("'apr'") && line.contains("counted until 2026-11-21"));
        assertThat(said(BOTH, "key/apr valid-after=\"20261123Z\" " + KEY, "key/rev " + OTHER))
                .anyMatch(line -> line.contains("'apr'") && line.contains("counts from 2026-11-23"));
        assertThat(said(BOTH, "key/apr namespaces=\"git\" " + KEY, "key/rev " + OTHER))
                .anyMatch(line -> line.contains("'apr'") && line.contains("not listed for 'castellan-approval'"));
    }

    @Test
    void anotherLineOfTheSameNameIsEnough() {
        assertThat(said(BOTH, "key/apr valid-before=\"20261121Z\" " + KEY, "key/apr " + THIRD, "key/rev " + OTHER))
                .isEmpty();
    }

    @Test
    void signedCommitsNeedAWriterWithAKeyForGit() {
        var policy = BOTH + "    signed: {commits: required}\n";

        assertThat(said(policy, "key/apr " + KEY, "key/rev " + OTHER, "key/adm namespaces=\"file\" " + THIRD))
                .anyMatch(line -> line.contains("error CAS-POLICY-024: commits for 'dev' must be signed"))
                .anyMatch(line -> line.contains("warning CAS-POLICY-023: 'adm' may write by signed commits"));
        assertThat(said(policy, "key/apr " + KEY, "key/rev " + OTHER, "key/adm " + THIRD))
                .isEmpty();
    }

    @Test
    void aSignedLedgerNeedsOneOfItsKeys() {
        var policy = BOTH + "    signed: {ledger: required, keys: [key/ci, key/next]}\n";
        var approvers = List.of("key/apr " + KEY, "key/rev " + OTHER);

        assertThat(said(policy, approvers.get(0), approvers.get(1)))
                .anyMatch(line -> line.contains("CAS-POLICY-024: the ledger of 'dev' must be signed"));
        assertThat(said(policy, approvers.get(0), approvers.get(1), "key/ci " + THIRD))
                .singleElement()
                .asString()
                .contains("warning CAS-POLICY-023: 'key/next' is to sign the ledger in dev");
    }

    @Test
    void aReviewStandsForAKeyButNotForTheControlSet() {
        var reviews = BOTH.replace("emails: [apr@example.org]", "accounts: [github:apr]")
                        .replace("rev: {", "rev: {accounts: [github:rev], ")
                + "host: {kind: github, repository: example/state, token: TOKEN, reporter: example-ci}\n";

        assertThat(said(reviews, "key/rev " + OTHER))
                .containsExactly(
                        "allowed_signers: error CAS-POLICY-024: a new version of the control set of 'dev' needs 2"
                                + " signed approvals, and 1 can be given with the keys that count now; reviews and keys of hosts do not"
                                + " count for it"
                                + " — give those who may approve keys");
        assertThat(said(reviews, "key/rev " + OTHER, "key/apr " + KEY)).isEmpty();
        assertThat(said(reviews.replace(", reporter: example-ci", ""), "key/rev " + OTHER))
                .as("without a reporter no review counts")
                .anyMatch(line -> line.contains("CAS-POLICY-023: 'apr' may approve"));
    }

    @Test
    void theKeyOfAHostStandsForThoseOfItsAccountsButNotForTheControlSet() {
        var accounts = BOTH.replace("emails: [apr@example.org]", "accounts: [jenkins:ci:apr]");

        assertThat(said(accounts, "key/rev " + OTHER, "host/jenkins:ci " + THIRD))
                .singleElement()
                .satisfies(said -> assertThat(said).contains("CAS-POLICY-024", "a new version of the control set"));
        for (var other : List.of("host/jenkins:other", "host/jenkins", "host/jenkins:ci namespaces=\"git\"")) {
            assertThat(said(accounts, "key/rev " + OTHER, other + " " + THIRD))
                    .as(other)
                    .anyMatch(line -> line.contains("CAS-POLICY-023: 'apr' may approve"));
        }
    }

    @Test
    void aKeyThatSpeaksForTwoPersonsIsNobodys() {
        assertThat(said(BOTH, "key/* " + KEY))
                .singleElement()
                .asString()
                .contains("allowed_signers:1:1: error CAS-POLICY-025", "speaks for adm and apr and rev");
        assertThat(said(BOTH, "key/apr " + KEY, "key/rev " + KEY))
                .anyMatch(line -> line.contains("CAS-POLICY-025") && line.contains("apr and rev"));
        assertThat(said(BOTH, "key/apr,host/jenkins:ci " + KEY, "key/rev " + OTHER))
                .as("the key of a host is no person's")
                .anyMatch(line -> line.contains("CAS-POLICY-025") && line.contains("apr and host/jenkins:ci"));
        assertThat(said(BOTH, "host/jenkins:ci,host/gitea " + THIRD, "key/apr " + KEY, "key/rev " + OTHER))
                .as("of several hosts it may be")
                .isEmpty();
    }

    @Test
    void whoseLastKeyEndsIsToldAndWhoHasAnotherIsNot() {
        var keys = keys(
                BOTH,
                "key/apr valid-before=\"20261201Z\" " + KEY,
                "key/rev valid-before=\"20261201Z\" " + OTHER,
                "key/rev " + THIRD);

        assertThat(keys.endingBy(Instant.parse("2026-12-22T10:00:00Z"), Set.of("dev")))
                .singleElement()
                .satisfies(ending -> {
                    assertThat(ending.who()).isEqualTo("apr");
                    assertThat(ending.until()).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
                });
        assertThat(keys.endingBy(Instant.parse("2026-11-30T10:00:00Z"), Set.of("dev")))
                .isEmpty();
    }
}
