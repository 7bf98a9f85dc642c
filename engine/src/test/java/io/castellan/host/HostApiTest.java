package io.castellan.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.castellan.host.Review.State;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each host as its documentation describes its answers: what is asked, and what is understood. */
class HostApiTest {
    private static final String HEAD = "6dcb09b5b57875f334f61aebed695e2e4193db5e";
    private static final String OLD = "aa218f56b14c9653891f9e74264a383fa43fefbd";
    private static final String SQUASHED = "7fd1a60b01f91b314f59955a4e4d4e80d8edf11d";
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2026-11-22T11:00:00Z");
    private static final Instant TWELVE = Instant.parse("2026-11-22T12:00:00Z");

    private final FakeHost fake = new FakeHost();

    @AfterEach
    void stop() {
        fake.close();
    }

    private Host host(HostKind kind) {
        return Hosts.open(fake.settings(kind), name -> "token", Clock.systemUTC(), wait -> {});
    }

    private static PullRequest request(String url) {
        return new PullRequest(42, "admin", HEAD, url);
    }

    private static Comment comment(String body) {
        return new Comment("1", "example-ci", body, TEN, ELEVEN, "https://host/1");
    }

    private static final String GITHUB_PULL =
            "{\"number\": 42, \"state\": \"open\", \"html_url\": \"https://host/42\", \"user\": {\"login\": \"admin\"},"
                    + " \"head\": {\"ref\": \"orders\", \"sha\": \"" + HEAD + "\"}, \"base\": {\"ref\": \"main\"}}";
    private static final String COMMENT =
            "{\"id\": 1, \"body\": \"said\", \"html_url\": \"https://host/1\", \"user\": {\"login\": \"example-ci\"},"
                    + " \"created_at\": \"2026-11-22T10:00:00Z\", \"updated_at\": \"2026-11-22T11:00:00Z\"}";

    @Test
    void gitHubFindsOpensAndTellsPullRequests() {
        fake.when(
                        "GET /repos/example/state/pulls?state=open&head=example%3Aorders&base=main&per_page=100",
                        "[" + GITHUB_PULL + "]")
                .when("GET /repos/example/state/pulls?state=open&head=example%3Aother&base=main&per_page=100", "[]")
                .when("POST /repos/example/state/pulls", 201, Map.of(), GITHUB_PULL)
                .when("GET /repos/example/state/commits/" + SQUASHED + "/pulls?per_page=100", "[" + GITHUB_PULL + "]");
        var github = host(HostKind.GITHUB);

        assertThat(github.opened("orders", "main")).contains(request("https://host/42"));
        assertThat(github.opened("other", "main")).isEmpty();
        assertThat(github.open(new Draft("orders", "main", "Orders", "all of them"))
                        .number())
                .isEqualTo(42);
        assertThat(fake.asked().get(2).body())
                .contains(
                        "\"title\": \"Orders\"",
                        "\"head\": \"orders\"",
                        "\"base\": \"main\"",
                        "\"body\": \"all of them\"");
        assertThat(github.of(SQUASHED)).containsExactly(request("https://host/42"));
        assertThat(github.of(OLD)).isEmpty();
    }

    @Test
    void gitHubTellsCommentsAndReviews() {
        fake.when("GET /repos/example/state/issues/42/comments?per_page=100", "[" + COMMENT + "]")
                .when("POST /repos/example/state/issues/42/comments", 201, Map.of(), COMMENT)
                .when("DELETE /repos/example/state/issues/comments/1", 204, Map.of(), "")
                .when(
                        "GET /repos/example/state/pulls/42/reviews?per_page=100",
                        "[{\"id\": 80, \"user\": {\"login\": \"reviewer\"}, \"body\": \"fine\", \"state\": \"APPROVED\","
                                + " \"html_url\": \"https://host/80\", \"submitted_at\": \"2026-11-22T12:00:00Z\","
                                + " \"commit_id\": \"" + HEAD + "\"},"
                                + " {\"id\": 81, \"user\": {\"login\": \"second\"}, \"body\": \"\", \"state\": \"DISMISSED\","
                                + " \"submitted_at\": \"2026-11-22T12:00:00Z\", \"commit_id\": \"" + OLD + "\"},"
                                + " {\"id\": 82, \"user\": null, \"state\": \"CHANGES_REQUESTED\","
                                + " \"submitted_at\": \"2026-11-22T12:00:00Z\", \"commit_id\": null},"
                                + " {\"id\": 83, \"user\": {\"login\": \"x\"}, \"state\": \"COMMENTED\"},"
                                + " {\"id\": 84, \"user\": {\"login\": \"x\"}, \"state\": \"PENDING\"}]");
        var github = host(HostKind.GITHUB);

        assertThat(github.comments(request(""))).containsExactly(comment("said"));
        assertThat(github.say(request(""), "said")).isEqualTo(comment("said"));
        github.delete(request(""), comment("said"));
        assertThat(fake.lines()).contains("DELETE /repos/example/state/issues/comments/1");
        assertThat(github.reviews(request("")))
                .containsExactly(
                        new Review(
                                "80",
                                "reviewer",
                                State.APPROVED,
                                Optional.of(HEAD),
                                Optional.of(TWELVE),
                                "fine",
                                "https://host/80"),
                        new Review("81", "second", State.DISMISSED, Optional.of(OLD), Optional.of(TWELVE), "", ""),
                        new Review("82", "", State.CHANGES_REQUESTED, Optional.empty(), Optional.of(TWELVE), "", ""));
    }

    private static final String MERGE_REQUEST =
            "{\"iid\": 42, \"web_url\": \"https://host/42\", \"author\": {\"username\": \"admin\"}, \"sha\": \"" + HEAD
                    + "\", \"source_project_id\": 7, \"target_project_id\": 7}";

    @Test
    void gitLabFindsOpensAndTellsMergeRequests() {
        var at = "/projects/example%2Fstate/merge_requests";
        fake.when(
                        "GET " + at + "?state=opened&source_branch=orders&target_branch=main&per_page=100",
                        "[" + MERGE_REQUEST.replace("_project_id\": 7}", "_project_id\": 8}") + ", " + MERGE_REQUEST
                                + "]")
                .when("POST " + at, 201, Map.of(), MERGE_REQUEST)
                .when(
                        "GET /projects/example%2Fstate/repository/commits/" + SQUASHED + "/merge_requests?per_page=100",
                        "[" + MERGE_REQUEST + "]");
        var gitlab = host(HostKind.GITLAB);

        assertThat(gitlab.opened("orders", "main")).contains(request("https://host/42"));
        gitlab.open(new Draft("orders", "main", "Orders", "all"));
        assertThat(fake.asked().get(1).body()).contains("\"source_branch\": \"orders\"", "\"description\": \"all\"");
        assertThat(gitlab.of(SQUASHED)).containsExactly(request("https://host/42"));
    }

    @Test
    void gitLabTellsWhatWasNewestWhenSomebodyApproved() {
        var at = "/projects/example%2Fstate/merge_requests/42";
        fake.when(
                        "GET " + at + "/notes?sort=asc&order_by=created_at&per_page=100",
                        "[{\"id\": 1, \"body\": \"said\", \"system\": false, \"author\": {\"username\": \"example-ci\"},"
                                + " \"created_at\": \"2026-11-22T10:00:00.000Z\", \"updated_at\": \"2026-11-22T11:00:00.000Z\"},"
                                + " {\"id\": 2, \"body\": \"approved this merge request\", \"system\": true,"
                                + " \"author\": {\"username\": \"reviewer\"}, \"created_at\": \"2026-11-22T10:00:00.000Z\","
                                + " \"updated_at\": \"2026-11-22T11:00:00.000Z\"}]")
                .when(
                        "GET " + at + "/versions?per_page=100",
                        "[{\"id\": 9, \"head_commit_sha\": \"" + HEAD
                                + "\", \"created_at\": \"2026-11-22T11:30:00.000Z\"},"
                                + " {\"id\": 8, \"head_commit_sha\": \"" + OLD
                                + "\", \"created_at\": \"2026-11-22T10:00:00.000Z\"}]")
                .when(
                        "GET " + at + "/approvals",
                        "{\"approved_by\": [{\"user\": {\"username\": \"second\"}, \"approved_at\": \"2026-11-22T12:00:00.000Z\"},"
                                + " {\"user\": {\"username\": \"reviewer\"}, \"approved_at\": \"2026-11-22T11:00:00.000Z\"},"
                                + " {\"user\": {\"username\": \"old\"}}]}");
        var gitlab = host(HostKind.GITLAB);

        assertThat(gitlab.comments(request("https://host/42")))
                .extracting(Comment::author, Comment::url, Comment::wasEdited)
                .containsExactly(tuple("example-ci", "https://host/42#note_1", true));
        assertThat(gitlab.reviews(request("")))
                .extracting(Review::account, Review::commit, Review::at)
                .containsExactly(
                        tuple("old", Optional.empty(), Optional.empty()),
                        tuple("reviewer", Optional.of(OLD), Optional.of(ELEVEN)),
                        tuple("second", Optional.of(HEAD), Optional.of(TWELVE)));
    }

    @Test
    void giteaFindsOpensAndTellsPullRequests() {
        var pull = "{\"number\": 42, \"html_url\": \"https://host/42\", \"user\": {\"login\": \"admin\"},"
                + " \"head\": {\"ref\": \"orders\", \"sha\": \"" + HEAD + "\", \"repo_id\": 7},"
                + " \"base\": {\"ref\": \"main\", \"repo_id\": 7}}";
        var ofAFork = pull.replace("42", "43").replace(HEAD, SQUASHED).replaceFirst("\"repo_id\": 7", "\"repo_id\": 8");
        fake.when("GET /repos/example/state/pulls?state=open&limit=50", "[" + ofAFork + ", " + pull + "]")
                .when("POST /repos/example/state/pulls", 201, Map.of(), pull)
                .when("GET /repos/example/state/commits/" + SQUASHED + "/pull", pull)
                .when("GET /repos/example/state/issues/42/comments", "[" + COMMENT + "]")
                .when(
                        "GET /repos/example/state/pulls/42/reviews?limit=50",
                        "[{\"id\": 80, \"user\": {\"login\": \"reviewer\"}, \"state\": \"APPROVED\", \"commit_id\": \""
                                + HEAD
                                + "\", \"submitted_at\": \"2026-11-22T13:00:00+01:00\", \"stale\": false, \"dismissed\": false},"
                                + " {\"id\": 81, \"user\": {\"login\": \"second\"}, \"state\": \"APPROVED\", \"commit_id\": \""
                                + HEAD + "\", \"submitted_at\": \"2026-11-22T12:00:00Z\", \"dismissed\": true},"
                                + " {\"id\": 82, \"user\": {\"login\": \"x\"}, \"state\": \"REQUEST_REVIEW\"},"
                                + " {\"id\": 83, \"user\": {\"login\": \"third\"}, \"state\": \"REQUEST_CHANGES\", \"commit_id\": \""
                                + OLD + "\", \"submitted_at\": \"2026-11-22T12:00:00Z\", \"stale\": true}]");
        var gitea = host(HostKind.GITEA);

        assertThat(gitea.opened("orders", "main")).contains(request("https://host/42"));
        assertThat(gitea.opened("orders", "release")).isEmpty();
        assertThat(gitea.of(SQUASHED)).containsExactly(request("https://host/42"));
        assertThat(gitea.of(HEAD)).containsExactly(request("https://host/42"));
        assertThat(gitea.of(OLD)).isEmpty();
        assertThat(gitea.comments(request(""))).containsExactly(comment("said"));
        assertThat(gitea.reviews(request("")))
                .extracting(
                        Review::account, Review::state, review -> review.at().orElseThrow())
                .containsExactly(
                        tuple("reviewer", State.APPROVED, TWELVE),
                        tuple("second", State.DISMISSED, TWELVE),
                        tuple("third", State.DISMISSED, TWELVE));
    }

    @Test
    void bitbucketTellsWhatWasNewestWhenSomebodyApprovedAndStillDoes() {
        var at = "/repositories/example/state";
        var pull = "{\"id\": 42, \"author\": {\"nickname\": \"a\", \"account_id\": \"557058:admin\"},"
                + " \"links\": {\"html\": {\"href\": \"https://host/42\"}},"
                + " \"source\": {\"commit\": {\"hash\": \"" + HEAD.substring(0, 12)
                + "\"}, \"repository\": {\"full_name\": \"example/state\"}},"
                + " \"destination\": {\"repository\": {\"full_name\": \"example/state\"}},"
                + " \"participants\": [{\"user\": {\"account_id\": \"557058:reviewer\"}, \"approved\": true, \"state\": \"approved\"},"
                + " {\"user\": {\"account_id\": \"557058:second\"}, \"approved\": false, \"state\": null}]}";
        fake.when(
                        "GET " + at
                                + "/pullrequests?pagelen=50&q=state%3D%22OPEN%22%20AND%20source.branch.name%3D%22orders%22"
                                + "%20AND%20destination.branch.name%3D%22main%22",
                        "{\"values\": [" + pull + "]}")
                .when("GET " + at + "/commit/" + HEAD.substring(0, 12), "{\"hash\": \"" + HEAD + "\"}")
                .when("GET " + at + "/commit/" + OLD.substring(0, 12), "{\"hash\": \"" + OLD + "\"}")
                .when("GET " + at + "/commit/" + SQUASHED + "/pullrequests?pagelen=50", "{\"values\": [{\"id\": 42}]}")
                .when("GET " + at + "/pullrequests/42", pull)
                .when(
                        "GET " + at + "/pullrequests/42/comments?pagelen=100&sort=created_on",
                        "{\"values\": [{\"id\": 1, \"content\": {\"raw\": \"said\"}, \"user\": {\"account_id\": \"example-ci\"},"
                                + " \"created_on\": \"2026-11-22T10:00:00.000000+00:00\","
                                + " \"updated_on\": \"2026-11-22T11:00:00.000000+00:00\", \"deleted\": false,"
                                + " \"links\": {\"html\": {\"href\": \"https://host/1\"}}},"
                                + " {\"id\": 2, \"content\": {\"raw\": \"x\"}, \"inline\": {\"path\": \"a\"}},"
                                + " {\"id\": 3, \"deleted\": true}]}")
                .when(
                        "GET " + at + "/pullrequests/42/activity?pagelen=50",
                        "{\"values\": [{\"update\": {\"date\": \"2026-11-22T11:30:00+00:00\", \"source\": {\"commit\": {\"hash\": \""
                                + HEAD.substring(0, 12) + "\"}}}},"
                                + " {\"approval\": {\"date\": \"2026-11-22T11:00:00+00:00\", \"user\": {\"account_id\":"
                                + " \"557058:reviewer\"}}},"
                                + " {\"approval\": {\"date\": \"2026-11-22T11:00:00+00:00\", \"user\": {\"account_id\":"
                                + " \"557058:second\"}}},"
                                + " {\"update\": {\"date\": \"2026-11-22T10:00:00+00:00\", \"source\": {\"commit\": {\"hash\": \""
                                + OLD.substring(0, 12) + "\"}}}}]}");
        var bitbucket = host(HostKind.BITBUCKET);
        var expected = new PullRequest(42, "557058:admin", HEAD, "https://host/42");

        assertThat(bitbucket.opened("orders", "main")).contains(expected);
        assertThat(bitbucket.of(SQUASHED)).containsExactly(expected);
        assertThat(bitbucket.comments(expected)).containsExactly(comment("said"));
        assertThat(bitbucket.reviews(expected))
                .extracting(Review::account, Review::state, Review::commit, Review::at)
                .containsExactly(tuple("557058:reviewer", State.APPROVED, Optional.of(OLD), Optional.of(ELEVEN)));
    }
}
