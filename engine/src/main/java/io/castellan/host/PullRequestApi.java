package io.castellan.host;

import static io.castellan.host.Told.part;

import io.castellan.host.Review.State;
import io.castellan.json.JsonAnswer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Pull requests, comments and reviews as GitHub's API has them, and Gitea's, which follows it. */
final class PullRequestApi {
    private final Calls calls;
    private final Told told;
    private final String repository;

    PullRequestApi(Calls calls) {
        this.calls = calls;
        this.told = new Told(calls.settings());
        this.repository = "/repos/" + calls.settings().repository();
    }

    /** The path of the repository, which the paths of all that is in it begin with. */
    String repository() {
        return repository;
    }

    PullRequest open(Draft draft) {
        return request(calls.post(
                repository + "/pulls",
                out -> out.put("title", draft.title())
                        .put("head", draft.branch())
                        .put("base", draft.into())
                        .put("body", draft.body())));
    }

    PullRequest request(JsonAnswer answer) {
        return new PullRequest(
                told.whole(answer, "number"),
                login(answer),
                told.commit(answer.at("head"), "sha"),
                answer.text("html_url").orElse(""));
    }

    /** Whose it is; empty where the account is gone. */
    private static String login(JsonAnswer answer) {
        return answer.at("user").text("login").orElse("");
    }

    /** @param query how many to a page, with its question mark; empty where the host gives all at once */
    List<Comment> comments(PullRequest request, String query) {
        return calls.list(comments(request) + query).stream().map(this::comment).toList();
    }

    private String comments(PullRequest request) {
        return repository + "/issues/" + request.number() + "/comments";
    }

    private Comment comment(JsonAnswer answer) {
        return new Comment(
                Long.toString(told.whole(answer, "id")),
                login(answer),
                answer.text("body").orElse(""),
                told.time(answer, "created_at"),
                told.time(answer, "updated_at"),
                answer.text("html_url").orElse(""));
    }

    Comment say(PullRequest request, String body) {
        return comment(calls.post(comments(request), out -> out.put("body", body)));
    }

    void delete(Comment comment) {
        calls.delete(repository + "/issues/comments/" + part(comment.id()));
    }

    /**
     * The reviews that decide something.
     *
     * @param query how many to a page, with its question mark
     * @param state what a review decides, in the host's own words; empty where it is nothing
     */
    List<Review> reviews(PullRequest request, String query, Function<JsonAnswer, Optional<State>> state) {
        return calls.list(repository + "/pulls/" + request.number() + "/reviews" + query).stream()
                .flatMap(answer -> review(answer, state))
                .toList();
    }

    private Stream<Review> review(JsonAnswer answer, Function<JsonAnswer, Optional<State>> state) {
        return state
                .apply(answer)
                .map(decided -> new Review(
                        Long.toString(told.whole(answer, "id")),
                        login(answer),
                        decided,
                        told.maybeCommit(answer, "commit_id"),
                        told.maybeTime(answer, "submitted_at"),
                        answer.text("body").orElse(""),
                        answer.text("html_url").orElse("")))
                .stream();
    }
}
