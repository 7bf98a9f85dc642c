package io.castellan.host;

import static io.castellan.host.Told.count;
import static io.castellan.host.Told.part;

import io.castellan.host.Review.State;
import io.castellan.json.JsonAnswer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Gitea, and Forgejo, which speaks the same. */
final class Gitea implements Host {
    private final Calls calls;
    private final PullRequestApi api;
    private final String repository;

    Gitea(Calls calls) {
        this.calls = calls;
        this.api = new PullRequestApi(calls);
        this.repository = api.repository();
    }

    @Override
    public HostSettings settings() {
        return calls.settings();
    }

    @Override
    public Optional<PullRequest> opened(String branch, String into) {
        return open().filter(one -> one.at("head").text("ref").equals(Optional.of(branch))
                        && one.at("base").text("ref").equals(Optional.of(into))
                        && one.at("head").whole("repo_id").equals(one.at("base").whole("repo_id")))
                .map(api::request)
                .findFirst();
    }

    private Stream<JsonAnswer> open() {
        return calls.list(repository + "/pulls?state=open&limit=50").stream();
    }

    @Override
    public PullRequest open(Draft draft) {
        return api.open(draft);
    }

    /** It tells the one that brought a commit, and of those that are open only which is their newest. */
    @Override
    public List<PullRequest> of(String commit) {
        var merged = calls.find(repository + "/commits/" + part(commit) + "/pull");
        return Stream.concat(
                        merged.stream(),
                        merged.isPresent()
                                ? Stream.empty()
                                : open().filter(one ->
                                        one.at("head").text("sha").equals(Optional.of(commit))))
                .map(api::request)
                .toList();
    }

    @Override
    public List<Comment> comments(PullRequest request) {
        return api.comments(request, "");
    }

    @Override
    public Comment say(PullRequest request, String body) {
        return api.say(request, body);
    }

    @Override
    public void delete(PullRequest request, Comment comment) {
        api.delete(comment);
    }

    @Override
    public List<Review> reviews(PullRequest request) {
        return api.reviews(request, "?limit=50", Gitea::state);
    }

    private static Optional<State> state(JsonAnswer answer) {
        var word = answer.text("state").orElse("");
        boolean decides = word.equals("APPROVED") || word.equals("REQUEST_CHANGES");
        if (decides
                && (answer.truth("dismissed").orElse(false)
                        || answer.truth("stale").orElse(false))) {
            return Optional.of(State.DISMISSED);
        }
        return switch (word) {
            case "APPROVED" -> Optional.of(State.APPROVED);
            case "REQUEST_CHANGES" -> Optional.of(State.CHANGES_REQUESTED);
            default -> Optional.empty();
        };
    }

    /** Of several rules the one with exactly this name holds, else the first in their order. */
    @Override
    public Protection protection(String branch) {
        var all = calls.findList(repository + "/branch_protections");
        if (all.isEmpty()) {
            return Protection.unseen(branch, Answer.UNKNOWN);
        }
        return Stream.concat(
                        all.get().stream().filter(rule -> name(rule).equals(branch)),
                        all.get().stream().filter(rule -> Glob.matchesParts(name(rule), branch)))
                .findFirst()
                .map(rule -> protection(branch, rule))
                .orElse(Protection.none(branch));
    }

    private static String name(JsonAnswer rule) {
        return rule.text("rule_name")
                .filter(name -> !name.isEmpty())
                .or(() -> rule.text("branch_name"))
                .orElse("");
    }

    private static Protection protection(String branch, JsonAnswer rule) {
        boolean push = rule.truth("enable_push").orElse(false);
        return new Protection(
                branch,
                Answer.YES,
                Answer.of(rule.truth("enable_force_push").orElse(false)),
                Answer.NO,
                Answer.of(push),
                Answer.of(!push || rule.truth("enable_push_whitelist").orElse(false)),
                OptionalInt.of(count(rule, "required_approvals")),
                Answer.of(rule.truth("dismiss_stale_approvals").orElse(false)),
                Answer.UNKNOWN,
                Answer.of(rule.truth("require_signed_commits").orElse(false)),
                Answer.of(rule.truth("block_admin_merge_override")).not());
    }
}
