package io.castellan.host;

import static io.castellan.host.Told.part;

import io.castellan.host.Review.State;
import io.castellan.json.JsonAnswer;
import java.util.List;
import java.util.Optional;

/** GitHub, also GitHub Enterprise Server. */
final class GitHub implements Host {
    private final Calls calls;
    private final PullRequestApi api;
    private final String repository;
    private final String owner;

    GitHub(Calls calls) {
        this.calls = calls;
        this.api = new PullRequestApi(calls);
        this.repository = api.repository();
        this.owner = calls.settings().repository().replaceFirst("/.*", "");
    }

    @Override
    public HostSettings settings() {
        return calls.settings();
    }

    @Override
    public Optional<PullRequest> opened(String branch, String into) {
        return calls
                .list(repository + "/pulls?state=open&head=" + part(owner + ":" + branch) + "&base=" + part(into)
                        + "&per_page=100")
                .stream()
                .filter(one -> one.at("head").text("ref").equals(Optional.of(branch)))
                .map(api::request)
                .findFirst();
    }

    @Override
    public PullRequest open(Draft draft) {
        return api.open(draft);
    }

    @Override
    public List<PullRequest> of(String commit) {
        return calls
                .findList(repository + "/commits/" + part(commit) + "/pulls?per_page=100")
                .orElse(List.of())
                .stream()
                .map(api::request)
                .toList();
    }

    @Override
    public List<Comment> comments(PullRequest request) {
        return api.comments(request, "?per_page=100");
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
        return api.reviews(
                request, "?per_page=100", answer -> state(answer.text("state").orElse("")));
    }

    /** A comment takes back nothing. */
    private static Optional<State> state(String word) {
        return switch (word) {
            case "APPROVED" -> Optional.of(State.APPROVED);
            case "CHANGES_REQUESTED" -> Optional.of(State.CHANGES_REQUESTED);
            case "DISMISSED" -> Optional.of(State.DISMISSED);
            default -> Optional.empty();
        };
    }

    @Override
    public Protection protection(String branch) {
        var known = calls.find(repository + "/branches/" + part(branch));
        var rules = calls.findList(repository + "/rules/branches/" + part(branch) + "?per_page=100");
        var details = known.flatMap(one -> one.truth("protected")).orElse(true)
                ? calls.find(repository + "/branches/" + part(branch) + "/protection")
                : Optional.<JsonAnswer>empty();
        var classic = details.map(one -> GitHubRules.classic(branch, one))
                .orElseGet(() -> known.flatMap(one -> one.truth("protected")).orElse(false)
                        ? Protection.unseen(branch, Answer.YES)
                        : Protection.none(branch));
        var sets = rules.map(all -> GitHubRules.rules(branch, all)).orElse(Protection.unseen(branch, Answer.UNKNOWN));
        return GitHubRules.both(classic, sets);
    }
}
