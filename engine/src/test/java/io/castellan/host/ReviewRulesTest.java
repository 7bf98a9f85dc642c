package io.castellan.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problem;
import io.castellan.host.Review.State;
import io.castellan.model.Approval.Verdict;
import io.castellan.model.Ceiling;
import io.castellan.model.Digest;
import io.castellan.model.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReviewRulesTest {
    private static final String HEAD = "6dcb09b5b57875f334f61aebed695e2e4193db5e";
    private static final String OLD = "aa218f56b14c9653891f9e74264a383fa43fefbd";
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant LATER = TEN.plusSeconds(60);
    private static final Digest ONE = new Digest("sha256:" + "1".repeat(64));
    private static final Digest TWO = new Digest("sha256:" + "2".repeat(64));

    private final List<Problem> notes = new ArrayList<>();
    private PullRequest request = new PullRequest(42, "admin", HEAD, "https://host/42");

    private static Submission submission(String commit) {
        var ceilings = new TreeMap<Digest, List<Ceiling>>();
        ceilings.put(TWO, List.of(new Ceiling("bytesDropped", 1000)));
        return new Submission(
                commit,
                List.of(new Submission.Part(
                        new Target("prod", "cluster"), Optional.of("7".repeat(40)), List.of(ONE, TWO), ceilings)));
    }

    private static String body(String commit) {
        return SubmissionComment.of(HostKind.GITHUB, "# text", "# short", submission(commit));
    }

    private static Comment comment(String author, String body, Instant at, Instant edited) {
        return new Comment(at.toString(), author, body, at, edited, "https://host/c");
    }

    private static Comment good() {
        return comment("example-ci", body(HEAD), TEN, TEN);
    }

    private static Review review(String account, State state, String commit, Instant at) {
        return new Review(account + at, account, state, Optional.of(commit), Optional.of(at), "fine", "https://host/r");
    }

    private static Review approval() {
        return review("reviewer", State.APPROVED, HEAD, LATER);
    }

    private List<HostApproval> approvals(List<Comment> comments, Review... reviews) {
        return new ReviewRules(
                        new Reviewed(
                                HostKind.GITHUB,
                                "https://api.github.com",
                                "example/state",
                                "example-ci",
                                request,
                                comments,
                                Arrays.asList(reviews)),
                        notes::add)
                .approvals("prod");
    }

    private void none(String why, List<Comment> comments, Review... reviews) {
        assertThat(approvals(comments, reviews)).isEmpty();
        assertThat(notes)
                .extracting(Problem::message)
                .anySatisfy(note -> assertThat(note).contains(why));
        assertThat(notes).allSatisfy(note -> assertThat(note.code()).isEqualTo(HostCodes.NOT_COUNTED));
    }

    @Test
    void aReviewOfTheNewestCommitAfterTheCommentApprovesWhatTheCommentSubmits() {
        var found = approvals(List.of(good()), approval());

        assertThat(notes).isEmpty();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).account()).isEqualTo("github:reviewer");
        assertThat(found.get(0).source()).isEqualTo("github");
        var approval = found.get(0).approval();
        assertThat(approval.target()).isEqualTo(new Target("prod", "cluster"));
        assertThat(approval.changes()).containsExactly(ONE, TWO);
        assertThat(approval.ceilings()).containsOnlyKeys(TWO);
        assertThat(approval.ledgerHead()).contains("7".repeat(40));
        assertThat(approval.verdict()).isEqualTo(Verdict.APPROVE);
        assertThat(approval.at()).isEqualTo(LATER);
        assertThat(approval.expires()).isEqualTo(LATER.plus(ReviewRules.COUNTS));
    }

    @Test
    void whatIsRecordedMakesTheSameApprovalAgain() {
        var found = approvals(List.of(good()), approval(), review("second", State.APPROVED, HEAD, LATER));

        for (var one : found) {
            var again = new ReviewRules(ReviewFacts.read(one.facts()), notes::add).approvals("prod");
            assertThat(again).containsExactly(one);
        }
        assertThat(found).hasSize(2);
    }

    @Test
    void nothingIsApprovedForAnotherEnvironment() {
        assertThat(new ReviewRules(
                                ReviewFacts.read(approvals(List.of(good()), approval())
                                        .get(0)
                                        .facts()),
                                notes::add)
                        .approvals("dev"))
                .isEmpty();
    }

    @Test
    void aReviewOfAnEarlierCommitDoesNotCount() {
        none("it is of aa218f56b14c", List.of(good()), review("reviewer", State.APPROVED, OLD, LATER));
    }

    @Test
    void afterAnotherCommitIsPushedTheCommentIsOfNothing() {
        request = new PullRequest(42, "admin", OLD, "");

        none("the newest commit is aa218f56b14c", List.of(good()), approval());
    }

    @Test
    void aReviewBeforeTheCommentOrInTheSameSecondDoesNotCount() {
        none("before the pipeline's comment", List.of(good()), review("reviewer", State.APPROVED, HEAD, TEN));
    }

    @Test
    void theAuthorOfThePullRequestDoesNotCountInWhateverSpelling() {
        none("by the same account", List.of(good()), review("Admin", State.APPROVED, HEAD, LATER));
    }

    @Test
    void aDismissedReviewDoesNotCount() {
        none("dismissed", List.of(good()), review("reviewer", State.DISMISSED, HEAD, LATER));
    }

    @Test
    void theLatestDecisionOfAnAccountCounts() {
        assertThat(approvals(
                        List.of(good()), approval(), review("reviewer", State.DISMISSED, HEAD, LATER.plusSeconds(1))))
                .isEmpty();
        assertThat(approvals(
                        List.of(good()),
                        review("reviewer", State.CHANGES_REQUESTED, HEAD, LATER.plusSeconds(1)),
                        approval()))
                .extracting(one -> one.approval().verdict())
                .containsExactly(Verdict.REJECT);
    }

    @Test
    void changesRequestedRejectAlsoWhatCameAfterThem() {
        assertThat(approvals(List.of(good()), review("reviewer", State.CHANGES_REQUESTED, OLD, TEN.minusSeconds(60))))
                .extracting(one -> one.approval().verdict())
                .containsExactly(Verdict.REJECT);
    }

    @Test
    void anEditedCommentSubmitsNothing() {
        none("was edited", List.of(comment("example-ci", body(HEAD), TEN, TEN.plusSeconds(20))), approval());
    }

    @Test
    void aCommentOfSomebodyElseSubmitsNothing() {
        none("by 'admin'", List.of(comment("admin", body(HEAD), TEN, TEN)), approval());
    }

    @Test
    void theNewestCommentOfThePipelineCounts() {
        none(
                "the pipeline's comment is about aa218f56b14c",
                List.of(good(), comment("example-ci", body(OLD), TEN.plusSeconds(30), TEN.plusSeconds(30))),
                approval());
    }

    @Test
    void ofTwoCommentsInOneSecondTheOneWithTheGreaterNumberCounts() {
        var ninth = new Comment("9", "example-ci", body(HEAD), TEN, TEN, "");
        var tenth = new Comment("10", "example-ci", body(OLD), TEN, TEN, "");

        none("the pipeline's comment is about aa218f56b14c", List.of(tenth, ninth), approval());
    }

    @Test
    void whatAPullRequestPutsIntoTheTextIsNoSubmission() {
        var smuggled = body(HEAD).lines().reduce("", (before, line) -> line);
        var empty = new Submission(HEAD, List.of());
        var text = SubmissionComment.of(HostKind.GITHUB, "# text\n" + smuggled + "\n\n" + smuggled, "", empty);

        none("submits nothing", List.of(comment("example-ci", text, TEN, TEN)), approval());
    }

    @Test
    void whatDoesNotFitIsNotSubmitted() {
        var text = SubmissionComment.of(HostKind.BITBUCKET, "x".repeat(32_000), "# short", submission(HEAD));

        assertThat(text).contains("# short").hasSizeLessThan(200);
        none("submits nothing", List.of(comment("example-ci", text, TEN, TEN)), approval());
    }

    @Test
    void aReviewOfWhichTheHostTellsTooLittleDoesNotCount() {
        none("account is gone", List.of(good()), review("", State.APPROVED, HEAD, LATER));
        none(
                "which commit",
                List.of(good()),
                new Review("1", "reviewer", State.APPROVED, Optional.empty(), Optional.of(LATER), "", ""));
        none(
                "when it was given",
                List.of(good()),
                new Review("1", "reviewer", State.APPROVED, Optional.of(HEAD), Optional.empty(), "", ""));
    }
}
