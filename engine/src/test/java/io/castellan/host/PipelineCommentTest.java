package io.castellan.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.host.PipelineComment.Put;
import io.castellan.model.Digest;
import io.castellan.model.Target;
import io.castellan.resource.Pause;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipelineCommentTest {
    private static final String HEAD = "6dcb09b5b57875f334f61aebed695e2e4193db5e";

    private final FakeGitHub github = new FakeGitHub("token", "example-ci");
    private final long number = github.opened("admin", "orders", HEAD);

    @AfterEach
    void stop() {
        github.close();
    }

    private static String nothing(String text) {
        return SubmissionComment.of(HostKind.GITHUB, text, "", new Submission(HEAD, List.of()));
    }

    private static String body(String text, char digest) {
        return SubmissionComment.of(
                HostKind.GITHUB,
                text,
                "",
                new Submission(
                        HEAD,
                        List.of(new Submission.Part(
                                new Target("dev", "c"),
                                Optional.empty(),
                                List.of(new Digest(
                                        "sha256:" + String.valueOf(digest).repeat(64))),
                                new TreeMap<>()))));
    }

    private Put put(String reporter, String body, Pause pause) {
        var host = Hosts.open(
                new HostSettings(
                        HostKind.GITHUB, "example/state", URI.create(github.url()), "TOKEN", Optional.of(reporter)),
                name -> "token",
                Clock.systemUTC(),
                wait -> {});
        return new PipelineComment(host, pause).put(host.of(HEAD).get(0), body);
    }

    private Put put(String body) {
        return put("example-ci", body, wait -> {});
    }

    @Test
    void thereIsOneCommentAndItIsReplacedWhenItSubmitsSomethingElse() {
        assertThat(put(body("first", '1'))).isEqualTo(Put.NEW);
        assertThat(put(body("second", '2'))).isEqualTo(Put.REPLACED);

        assertThat(github.bodies()).containsExactly(body("second", '2'));
    }

    @Test
    void oneThatSubmitsTheSameStaysSoThatItsReviewsGoOnCounting() {
        put(body("12 MB", '1'));

        assertThat(put(body("13 MB", '1'))).isEqualTo(Put.UNCHANGED);
        assertThat(github.bodies()).containsExactly(body("12 MB", '1'));
    }

    @Test
    void oneThatSubmitsNothingIsReplacedByAnotherText() {
        put(nothing("no change"));

        assertThat(put(nothing("no change"))).isEqualTo(Put.UNCHANGED);
        assertThat(put(nothing("refused"))).isEqualTo(Put.REPLACED);
        assertThat(github.bodies()).containsExactly(nothing("refused"));
    }

    @Test
    void oneThatSomebodyEditedIsReplaced() {
        put(body("first", '1'));
        github.edit("first", "harmless");

        assertThat(put(body("first", '1'))).isEqualTo(Put.REPLACED);
        assertThat(github.bodies()).containsExactly(body("first", '1'));
    }

    @Test
    void whatOthersWroteStaysAlsoWhereItLooksLikeThePipelines() {
        github.said(number, "admin", body("mine", '3'));
        github.said(number, "admin", "hello");

        put(body("first", '1'));
        put(body("second", '2'));

        assertThat(github.bodies()).containsExactly(body("mine", '3'), "hello", body("second", '2'));
    }

    @Test
    void oneThatIsEditedAtOnceIsTakenBack() {
        var failure = catchThrowableOfType(
                Failure.class, () -> put("example-ci", body("first", '1'), wait -> github.edit("first", "harmless")));

        assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(failure).hasMessageContaining("CAS-HOST-011");
        assertThat(github.bodies()).isEmpty();
    }

    @Test
    void anAccountThatIsNotTheReporterSaysNothing() {
        var failure = catchThrowableOfType(Failure.class, () -> put("somebody", body("first", '1'), wait -> {}));

        assertThat(failure).hasMessageContaining("CAS-HOST-010").hasMessageContaining("'example-ci'");
        assertThat(github.bodies()).isEmpty();
    }
}
