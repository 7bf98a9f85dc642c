package io.castellan.host;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * How a host protects a branch.
 *
 * @param branch its name
 * @param isProtected whether any rule of the host is about it
 * @param forcePushes whether anybody may rewrite it
 * @param deletion whether anybody may delete it
 * @param directPushes whether somebody may push to it without a pull request
 * @param pushesRestricted whether only accounts that somebody named may push to it
 * @param approvals how many reviews the host wants before it merges; empty where it does not tell
 * @param staleReviewsEnd whether a review ends when commits are added
 * @param codeOwners whether the owners of the files must be among the reviewers
 * @param signedCommits whether commits must be signed
 * @param bypass whether somebody, for example an administrator, is above these rules
 */
public record Protection(
        String branch,
        Answer isProtected,
        Answer forcePushes,
        Answer deletion,
        Answer directPushes,
        Answer pushesRestricted,
        OptionalInt approvals,
        Answer staleReviewsEnd,
        Answer codeOwners,
        Answer signedCommits,
        Answer bypass) {
    public Protection {
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(isProtected, "isProtected");
        Objects.requireNonNull(forcePushes, "forcePushes");
        Objects.requireNonNull(deletion, "deletion");
        Objects.requireNonNull(directPushes, "directPushes");
        Objects.requireNonNull(pushesRestricted, "pushesRestricted");
        Objects.requireNonNull(approvals, "approvals");
        Objects.requireNonNull(staleReviewsEnd, "staleReviewsEnd");
        Objects.requireNonNull(codeOwners, "codeOwners");
        Objects.requireNonNull(signedCommits, "signedCommits");
        Objects.requireNonNull(bypass, "bypass");
    }

    /** A branch of which no rule speaks. */
    static Protection none(String branch) {
        return new Protection(
                branch,
                Answer.NO,
                Answer.YES,
                Answer.YES,
                Answer.YES,
                Answer.NO,
                OptionalInt.of(0),
                Answer.NO,
                Answer.NO,
                Answer.NO,
                Answer.YES);
    }

    /** A branch whose rules the token may not see. */
    static Protection unseen(String branch, Answer isProtected) {
        return new Protection(
                branch,
                isProtected,
                Answer.UNKNOWN,
                Answer.UNKNOWN,
                Answer.UNKNOWN,
                Answer.UNKNOWN,
                OptionalInt.empty(),
                Answer.UNKNOWN,
                Answer.UNKNOWN,
                Answer.UNKNOWN,
                Answer.UNKNOWN);
    }
}
