package io.castellan.host;

import static io.castellan.host.Told.count;

import io.castellan.json.JsonAnswer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** GitHub protects a branch by its own settings, and by sets of rules; whatever either forbids is forbidden. */
final class GitHubRules {
    private GitHubRules() {}

    /** The branch's own settings, which only administrators see. */
    static Protection classic(String branch, JsonAnswer answer) {
        var reviews = answer.at("required_pull_request_reviews");
        boolean locked = answer.at("lock_branch").truth("enabled").orElse(false);
        return new Protection(
                branch,
                Answer.YES,
                Answer.of(answer.at("allow_force_pushes").truth("enabled")),
                Answer.of(answer.at("allow_deletions").truth("enabled")),
                Answer.of(!reviews.exists() && !locked),
                Answer.of(answer.at("restrictions").exists() || locked),
                OptionalInt.of(count(reviews, "required_approving_review_count")),
                Answer.of(reviews.truth("dismiss_stale_reviews").orElse(false)),
                Answer.of(reviews.truth("require_code_owner_reviews").orElse(false)),
                Answer.of(answer.at("required_signatures").truth("enabled")),
                Answer.of(!answer.at("enforce_admins").truth("enabled").orElse(false)));
    }

    /** The rules of all sets that are about the branch, as everybody sees them; not who is above them. */
    static Protection rules(String branch, List<JsonAnswer> rules) {
        if (rules.isEmpty()) {
            return Protection.none(branch);
        }
        var requests =
                of(rules, "pull_request").map(rule -> rule.at("parameters")).toList();
        boolean update = has(rules, "update");
        return new Protection(
                branch,
                Answer.YES,
                Answer.of(!has(rules, "non_fast_forward")),
                Answer.of(!has(rules, "deletion")),
                Answer.of(requests.isEmpty() && !update),
                Answer.of(update),
                OptionalInt.of(requests.stream()
                        .mapToInt(parameters -> count(parameters, "required_approving_review_count"))
                        .max()
                        .orElse(0)),
                any(requests, "dismiss_stale_reviews_on_push"),
                any(requests, "require_code_owner_review"),
                Answer.of(has(rules, "required_signatures")),
                Answer.UNKNOWN);
    }

    static Protection both(Protection one, Protection other) {
        return new Protection(
                one.branch(),
                one.isProtected().or(other.isProtected()),
                one.forcePushes().and(other.forcePushes()),
                one.deletion().and(other.deletion()),
                one.directPushes().and(other.directPushes()),
                one.pushesRestricted().or(other.pushesRestricted()),
                one.approvals().isPresent() && other.approvals().isPresent()
                        ? OptionalInt.of(Math.max(
                                one.approvals().getAsInt(), other.approvals().getAsInt()))
                        : OptionalInt.empty(),
                one.staleReviewsEnd().or(other.staleReviewsEnd()),
                one.codeOwners().or(other.codeOwners()),
                one.signedCommits().or(other.signedCommits()),
                one.bypass().and(other.bypass()));
    }

    private static Stream<JsonAnswer> of(List<JsonAnswer> rules, String type) {
        return rules.stream().filter(rule -> rule.text("type").equals(Optional.of(type)));
    }

    private static boolean has(List<JsonAnswer> rules, String type) {
        return of(rules, type).findAny().isPresent();
    }

    private static Answer any(List<JsonAnswer> parameters, String name) {
        return Answer.of(parameters.stream().anyMatch(one -> one.truth(name).orElse(false)));
    }
}
