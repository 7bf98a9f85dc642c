package io.castellan.host;

import io.castellan.diagnostics.Failure;
import io.castellan.host.Review.State;
import io.castellan.json.JsonReader;
import io.castellan.json.JsonWriter;
import io.castellan.model.Format;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What an approval by review rests on, as text: so that it can be judged again without the host. */
public final class ReviewFacts {
    private ReviewFacts() {}

    static String write(Reviewed reviewed) {
        var comment = reviewed.comments().get(0);
        var review = reviewed.reviews().get(0);
        return new String(
                JsonWriter.write(out -> out.put("format", Format.HOST_REVIEW_V1.text())
                        .put("host", reviewed.kind().word())
                        .put("url", reviewed.url())
                        .put("repository", reviewed.repository())
                        .put("reporter", reviewed.reporter())
                        .object(
                                "pullRequest",
                                one -> one.put("number", reviewed.request().number())
                                        .put("author", reviewed.request().author())
                                        .put("head", reviewed.request().head())
                                        .put("url", reviewed.request().url()))
                        .object(
                                "comment",
                                one -> one.put("id", comment.id())
                                        .put("author", comment.author())
                                        .put("at", comment.at())
                                        .put("edited", comment.edited())
                                        .put("url", comment.url())
                                        .put("body", comment.body()))
                        .object(
                                "review",
                                one -> one.put("id", review.id())
                                        .put("account", review.account())
                                        .put("state", review.state().name())
                                        .put("commit", review.commit())
                                        .put("at", review.at().orElseThrow())
                                        .put("url", review.url())
                                        .put("body", review.body()))),
                StandardCharsets.UTF_8);
    }

    /**
     * The inverse.
     *
     * @throws Failure INPUT where it is no text of this format
     */
    public static Reviewed read(String text) {
        var in = JsonReader.read("review", text.getBytes(StandardCharsets.UTF_8), Format.HOST_REVIEW_V1)
                .only("format", "host", "url", "repository", "reporter", "pullRequest", "comment", "review");
        var request = in.object("pullRequest").only("number", "author", "head", "url");
        var comment = in.object("comment").only("id", "author", "at", "edited", "url", "body");
        var review = in.object("review").only("id", "account", "state", "commit", "at", "url", "body");
        return new Reviewed(
                in.word("host", HostKind.values(), HostKind::word),
                in.text("url"),
                in.text("repository"),
                in.text("reporter"),
                new PullRequest(
                        request.whole("number"), request.text("author"), request.text("head"), request.text("url")),
                List.of(new Comment(
                        comment.text("id"),
                        comment.text("author"),
                        comment.text("body"),
                        comment.instant("at"),
                        comment.instant("edited"),
                        comment.text("url"))),
                List.of(new Review(
                        review.text("id"),
                        review.text("account"),
                        review.word("state", State.values(), State::name),
                        review.optionalText("commit"),
                        Optional.of(review.instant("at")),
                        review.text("body"),
                        review.text("url"))));
    }
}
