package io.castellan.host;

import io.castellan.model.Digest;
import io.castellan.model.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A pull request at {@code example/state} that somebody approved after the pipeline's comment. */
public final class ReviewedExample {
    private static final String HEAD = "6dcb09b5b57875f334f61aebed695e2e4193db5e";

    private ReviewedExample() {}

    /** The approval that it is. */
    public static HostApproval approval(String reporter, String account, Target target, Digest change, Instant at) {
        return approval(reporter, account, target, Optional.empty(), change, at);
    }

    /** The same, given when the ledger stood at a commit. */
    public static HostApproval approval(
            String reporter, String account, Target target, Optional<String> head, Digest change, Instant at) {
        var commented = at.minusSeconds(60);
        var body = SubmissionComment.of(
                HostKind.GITHUB,
                "# What it would change",
                "",
                new Submission(HEAD, List.of(new Submission.Part(target, head, List.of(change), new TreeMap<>()))));
        var reviewed = new Reviewed(
                HostKind.GITHUB,
                "https://api.github.com",
                "example/state",
                reporter,
                new PullRequest(42, "admin-account", HEAD, "https://host/42"),
                List.of(new Comment("1", reporter, body, commented, commented, "https://host/1")),
                List.of(new Review(
                        "2",
                        account,
                        Review.State.APPROVED,
                        Optional.of(HEAD),
                        Optional.of(at),
                        "",
                        "https://host/2")));
        return new ReviewRules(reviewed, note -> {})
                .approvals(target.environment())
                .get(0);
    }
}
