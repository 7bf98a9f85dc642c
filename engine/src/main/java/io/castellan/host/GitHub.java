package io.castellan.host;

import static io.castellan.host.Told.part;

import io.castellan.host.Review.State;
import io.castellan.json.JsonAnswer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** GitHub, also GitHub Enterprise Server. */
final class GitHub implements Host {
    private final Calls calls;
    private final Told told;
    private final String repository;
    private final String owner;

    GitHub(Calls calls) {
        this.calls = calls;
        this.told = new Told(calls.settings());
        this.repository = "/repos/" + calls.settings().repository();
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
                .map(this::request)
                .findFirst();
    }

    @Override
    public PullRequest open(Draft draft) {
        return request(calls.post(
                repository + "/pulls",
                out -> out.put("title", draft.title())
                        .put("head", draft.branch())
                        .put("base", draft.into())
                        .put("body", draft.body())));
    }

    @Override
    public List<PullRequest> of(String commit) {
        return calls
                .findList(repository + "/commits/" + part(commit) + "/pulls?per_page=100")
                .orElse(List.of())
                .stream()
                .map(this::request)
                .toList();
    }

    private PullRequest request(JsonAnswer answer) {
        return new PullRequest(
                told.whole(answer, "number"),
                answer.at("user").text("login").orElse(""),
                told.commit(answer.at("head"), "sha"),
                answer.text("html_url").orElse(""));
    }

    @Override
    public List<Comment> comments(PullRequest request) {
        return calls.list(repository + "/issues/" + request.number() + "/comments?per_page=100").stream()
                .map(this::comment)
                .toList();
    }

    private Comment comment(JsonAnswer answer) {
        return new Comment(
                Long.toString(told.whole(answer, "id")),
                answer.at("user").text("login").orElse(""),
                answer.text("body").orElse(""),
                told.time(answer, "created_at"),
                told.time(answer, "updated_at"),
                answer.text("html_url").orElse(""));
    }

    @Override
    public Comment say(PullRequest request, String body) {
        return comment(
                calls.post(repository + "/issues/" + request.number() + "/comments", out -> out.put("body", body)));
    }

    @Override
    public void delete(PullRequest request, Comment comment) {
        calls.delete(repository + "/issues/comments/" + part(comment.id()));
    }

    @Override
    public List<Review> reviews(PullRequest request) {
        return calls.list(repository + "/pulls/" + request.number() + "/reviews?per_page=100").stream()
                .flatMap(this::review)
                .toList();
    }

    private Stream<Review> review(JsonAnswer answer) {
        return state(answer.text("state").orElse(""))
                .map(state -> new Review(
                        Long.toString(told.whole(answer, "id")),
                        answer.at("user").text("login").orElse(""),
                        state,
                        told.maybeCommit(answer, "commit_id"),
                        told.maybeTime(answer, "submitted_at"),
                        answer.text("body").orElse(""),
                        answer.text("html_url").orElse("")))
                .stream();
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
