package io.castellan.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.access.PolicyReader;
import io.castellan.access.PolicyVersion;
import io.castellan.diagnostics.Problems;
import io.castellan.host.HostApproval;
import io.castellan.host.ReviewedExample;
import io.castellan.json.SchemaValidator;
import io.castellan.model.Approval;
import io.castellan.model.Digest;
import io.castellan.model.Target;
import io.castellan.model.Warrant.Counted;
import io.castellan.signature.AllowedSigners;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReviewAuditTest {
    private static final Target DEV = new Target("dev", "cluster");
    private static final Digest ONE = new Digest("sha256:" + "1".repeat(64));
    private static final Digest TWO = new Digest("sha256:" + "2".repeat(64));
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final String POLICY = """
            apiVersion: castellan/v1
            pipeline: [dev]
            people:
              admin: {emails: [admin@example.org]}
              reviewer: {accounts: [github:reviewer]}
              second: {keys: [key/second]}
            host: {kind: github, repository: example/state, token: TOKEN, reporter: example-ci}
            access:
              dev: {write: [admin], approve: [reviewer, second], execute: [admin], separate: []}
            """;

    private static ReviewAudit under(String policy) {
        var problems = new Problems();
        var read = new PolicyReader(new SchemaValidator()::validate)
                .read("castellan.yaml", policy.getBytes(StandardCharsets.UTF_8), Set.of("dev"), problems);
        return new ReviewAudit(List.of(new PolicyVersion(
                "77aa",
                read.orElseThrow(() -> new AssertionError(problems.sorted())),
                AllowedSigners.read("allowed_signers", new byte[0], new Problems()))));
    }

    private static HostApproval review() {
        return ReviewedExample.approval("example-ci", "reviewer", DEV, ONE, TEN);
    }

    private static Counted counted(Approval approval, String facts, String source) {
        return new Counted(new Approval.Signed(approval, facts), "reviewer", source);
    }

    private static String refused(String policy, Counted counted) {
        var verdict = under(policy).of(counted);
        assertThat(verdict.account()).isEmpty();
        return verdict.why();
    }

    @Test
    void factsThatMakeTheApprovalAreOfTheAccount() {
        var review = review();

        assertThat(under(POLICY)
                        .of(counted(review.approval(), review.facts(), "github"))
                        .account())
                .contains("github:reviewer");
    }

    @Test
    void factsOfAnotherApprovalAreFound() {
        var other = ReviewedExample.approval("example-ci", "reviewer", DEV, TWO, TEN);

        assertThat(refused(POLICY, counted(other.approval(), review().facts(), "github")))
                .contains("make another approval");
        assertThat(refused(POLICY, counted(review().approval(), review().facts(), "gitlab")))
                .contains("make another approval");
    }

    @Test
    void alteredFactsAreFound() {
        var review = review();

        assertThat(refused(
                        POLICY, counted(review.approval(), review.facts().replace("APPROVED", "DISMISSED"), "github")))
                .contains("dismissed");
        assertThat(refused(POLICY, counted(review.approval(), "-----BEGIN SSH SIGNATURE-----", "github")))
                .contains("cannot be read");
    }

    @Test
    void aHostRepositoryOrReporterThatThePolicyDoesNotNameIsFound() {
        var counted = counted(review().approval(), review().facts(), "github");

        for (var policy : List.of(
                POLICY.replace("example-ci", "other-ci"),
                POLICY.replace("example/state", "example/other"),
                POLICY.replace("kind: github", "kind: gitea"),
                POLICY.replace(", reporter: example-ci", ""),
                POLICY.replace("token: TOKEN", "token: TOKEN, url: 'https://git.example.org/api/v3'"))) {
            assertThat(refused(policy, counted)).contains("names another host");
        }
    }
}
