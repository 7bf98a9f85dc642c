package io.castellan.audit;

import io.castellan.access.PolicyVersion;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.host.HostApproval;
import io.castellan.host.HostSettings;
import io.castellan.host.ReviewFacts;
import io.castellan.host.ReviewRules;
import io.castellan.host.Reviewed;
import io.castellan.model.Warrant.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges an approval by review again: whether the facts that are recorded with it make it, and are of the host that the policy named. That
 * the host said so, nothing here can prove.
 *
 * @param asked the versions of the policy that could name the host
 */
record ReviewAudit(List<PolicyVersion> asked) {
    /**
     * The account whose review it was, or why it is none.
     *
     * @param where address of the pull request; empty where it is none
     */
    record Verdict(Optional<String> account, String where, String why) {
        static Verdict not(String why) {
            return new Verdict(Optional.empty(), "", why);
        }
    }

    Verdict of(Counted counted) {
        Reviewed reviewed;
        try {
            reviewed = ReviewFacts.read(counted.signed().signature());
        } catch (Failure e) {
            return Verdict.not(
                    "its facts cannot be read: " + e.problems().get(0).message());
        }
        if (asked.stream()
                .flatMap(version -> version.policy().host().stream())
                .noneMatch(host -> isOf(reviewed, host))) {
            return Verdict.not("the policy names another host, repository or reporter");
        }
        var approval = counted.signed().approval();
        var unsaid = new ArrayList<Problem>();
        var made = new ReviewRules(reviewed, unsaid::add)
                .approvals(approval.target().environment());
        return made.stream()
                .filter(one -> one.approval().equals(approval) && one.source().equals(counted.source()))
                .map(HostApproval::account)
                .findFirst()
                .map(account ->
                        new Verdict(Optional.of(account), reviewed.request().url(), ""))
                .orElseGet(() -> Verdict.not(
                        unsaid.isEmpty()
                                ? "its facts make another approval"
                                : unsaid.get(0).message()));
    }

    private static boolean isOf(Reviewed reviewed, HostSettings host) {
        return host.kind() == reviewed.kind()
                && host.url().toString().equals(reviewed.url())
                && host.repository().equals(reviewed.repository())
                && host.reporter().equals(Optional.of(reviewed.reporter()));
    }
}
