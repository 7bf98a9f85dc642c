package io.castellan.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallsTest {
    private static final String SECRET = "s3cr3t-token-of-the-pipeline";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
    private static final Calls.Limits LIMITS =
            new Calls.Limits(Duration.ofSeconds(5), 4, Duration.ofSeconds(30), Duration.ofMinutes(2));

    private final FakeHost fake = new FakeHost();
    private final List<Duration> waited = new ArrayList<>();

    @AfterEach
    void stop() {
        fake.close();
    }

    private Calls calls(HostKind kind, Calls.Limits limits) {
        var settings = fake.settings(kind);
        return new Calls(settings, Token.of(settings, name -> SECRET), limits, CLOCK, waited::add);
    }

    private Calls calls() {
        return calls(HostKind.GITHUB, LIMITS);
    }

    private Failure refused(String path) {
        var failure = catchThrowableOfType(Failure.class, () -> calls().get(path));
        assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(failure.toString()).doesNotContain(SECRET);
        return failure;
    }

    private static String code(Failure failure) {
        return failure.problems().get(0).code().toString();
    }

    @Test
    void readsEveryPageOfAList() {
        fake.when(
                        "GET /x",
                        200,
                        Map.of(
                                "Link",
                                "<" + fake.url() + "/x?page=2>; rel=\"next\", <" + fake.url()
                                        + "/x?page=9>; rel=\"last\""),
                        "[1]")
                .when("GET /x?page=2", 200, Map.of("Link", "<" + fake.url() + "/x>; rel=\"first\""), "[2, 3]");

        assertThat(calls().list("/x")).hasSize(3);
    }

    @Test
    void readsEveryPageOfAListWhoseAnswerNamesTheNext() {
        fake.when("GET /x", "{\"values\": [1], \"next\": \"" + fake.url() + "/x?page=2\"}")
                .when("GET /x?page=2", "{\"values\": [2]}");

        assertThat(calls(HostKind.BITBUCKET, LIMITS).list("/x")).hasSize(2);
    }

    @Test
    void aNextPageElsewhereIsNotAskedForWithTheToken() {
        try (var other = new FakeHost()) {
            fake.when("GET /x", 200, Map.of("Link", "<" + other.url() + "/x>; rel=\"next\""), "[1]");

            var failure = catchThrowableOfType(Failure.class, () -> calls().list("/x"));

            assertThat(code(failure)).isEqualTo("CAS-HOST-005");
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void aRedirectElsewhereIsNotFollowed() {
        try (var other = new FakeHost()) {
            fake.when("GET /x", 302, Map.of("Location", other.url() + "/x"), "");

            assertThat(code(refused("/x"))).isEqualTo("CAS-HOST-005");
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void anotherNameOrSchemeIsElsewhereAlsoAtTheSamePort() {
        for (var address :
                List.of(fake.url().replace("127.0.0.1", "localhost"), fake.url().replace("http:", "https:"))) {
            fake.when("GET /from/" + address.length(), 302, Map.of("Location", address + "/x"), "");

            assertThat(code(refused("/from/" + address.length()))).isEqualTo("CAS-HOST-005");
        }
        assertThat(fake.lines()).noneMatch("GET /x"::equals);
    }

    @Test
    void whatChangesSomethingIsNotRedirected() {
        fake.when("POST /x", 307, Map.of("Location", "/y"), "").when("GET /y", "{}");

        var failure = catchThrowableOfType(Failure.class, () -> calls().post("/x", out -> out.put("a", "b")));

        assertThat(code(failure)).isEqualTo("CAS-HOST-005");
        assertThat(fake.asked()).hasSize(1);
    }

    @Test
    void aListOfMorePagesThanAnyHasIsLeft() {
        for (int page = 0; page < 110; page++) {
            fake.when("GET /x", 200, Map.of("Link", "<" + fake.url() + "/x>; rel=\"next\""), "[1]");
        }
        fake.when("GET /x", "[]");

        var failure = catchThrowableOfType(Failure.class, () -> calls().list("/x"));

        assertThat(code(failure)).isEqualTo("CAS-HOST-006");
        assertThat(fake.asked()).hasSize(100);
    }

    @Test
    void anAnswerLargerThanAnyThatMakesSenseIsNotRead() {
        fake.when("GET /x", "\"" + "x".repeat(16 * 1024 * 1024) + "\"");

        assertThat(refused("/x")).hasMessageContaining("CAS-HOST-001").hasMessageContaining("more than 16777216 bytes");
    }

    @Test
    void aRedirectAtTheSameHostIsFollowedButNotForEver() {
        fake.when("GET /x", 301, Map.of("Location", "/y"), "")
                .when("GET /y", "{\"a\": \"b\"}")
                .when("GET /loop", 301, Map.of("Location", "/loop"), "");

        assertThat(calls().get("/x").text("a")).contains("b");
        assertThat(code(refused("/loop"))).isEqualTo("CAS-HOST-005");
    }

    @ParameterizedTest
    @CsvSource({
        "429, Retry-After, 7, PT7S",
        "503, Retry-After, 'Sun, 22 Nov 2026 10:00:09 GMT', PT9S",
        "500, X, y, PT1S"
    })
    void asksABusyHostAgainWhenItWants(int status, String header, String value, Duration expected) {
        fake.when("GET /x", status, Map.of(header, value), "").when("GET /x", "{\"a\": \"b\"}");

        assertThat(calls().get("/x").text("a")).contains("b");
        assertThat(waited).containsExactly(expected);
    }

    @Test
    void waitsForTheLimitOfAnHourOnlyIfItEndsSoon() {
        var soon = CLOCK.instant().plusSeconds(12).getEpochSecond();
        var late = CLOCK.instant().plusSeconds(1200).getEpochSecond();
        fake.when("GET /x", 403, Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "" + soon), "{}")
                .when("GET /x", "{}")
                .when("GET /y", 403, Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "" + late), "{}");

        calls().get("/x");

        assertThat(code(refused("/y"))).isEqualTo("CAS-HOST-007");
        assertThat(waited).containsExactly(Duration.ofSeconds(12));
    }

    @Test
    void aHostThatWantsAVeryLongPauseIsNotWaitedFor() {
        fake.when("GET /x", 503, Map.of("Retry-After", "31"), "").when("GET /x", "{}");

        assertThat(code(refused("/x"))).isEqualTo("CAS-HOST-007");
        assertThat(waited).isEmpty();
        assertThat(fake.asked()).hasSize(1);
    }

    @Test
    void givesUpAfterSomeAttempts() {
        fake.when("GET /x", 503, Map.of(), "");

        assertThat(code(refused("/x"))).isEqualTo("CAS-HOST-007");
        assertThat(fake.asked()).hasSize(4);
    }

    @Test
    void whatChangesSomethingIsNotSentTwiceToAHostThatBrokeOverIt() {
        fake.when("POST /x", 502, Map.of(), "");

        var failure = catchThrowableOfType(Failure.class, () -> calls().post("/x", out -> out.put("a", "b")));

        assertThat(code(failure)).isEqualTo("CAS-HOST-001");
        assertThat(fake.asked()).hasSize(1);
    }

    @Test
    void whatChangesSomethingIsSentAgainToAHostThatDidNotTakeIt() {
        fake.when("POST /x", 429, Map.of("Retry-After", "3"), "").when("POST /x", "{\"a\": \"b\"}");

        assertThat(calls().post("/x", out -> out.put("a", "b")).text("a")).contains("b");
        assertThat(waited).containsExactly(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource({"401, 002", "403, 002", "404, 004", "422, 008", "418, 001"})
    void eachRefusalHasItsCode(int status, String number) {
        fake.when(
                "GET /x",
                status,
                Map.of(),
                "{\"message\": \"Validation Failed\", \"errors\": [{\"message\": \"exists\"}]}");

        assertThat(code(refused("/x"))).isEqualTo("CAS-HOST-" + number);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 422})
    void whatIsNotThereToBeSeenIsNoFailureWhereItIsLookedFor(int status) {
        fake.when("GET /x", status, Map.of(), "{\"message\": \"No commit found for SHA\"}");

        assertThat(calls().find("/x")).isEmpty();
        assertThat(calls().findList("/x")).isEmpty();
    }

    @Test
    void aPageForPeopleIsNotUnderstood() {
        fake.when("GET /x", "<html>Sign in</html>");

        assertThat(code(refused("/x"))).isEqualTo("CAS-HOST-006");
    }

    @Test
    void aHostThatIsNotThereIsOutOfReach() {
        fake.close();

        assertThat(code(refused("/x"))).isEqualTo("CAS-HOST-001");
    }

    @Test
    void aHostThatNeverAnswersIsLeftAtTheDeadline() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var settings = new HostSettings(
                    HostKind.GITEA,
                    "a/b",
                    URI.create("http://127.0.0.1:" + silent.getLocalPort()),
                    "TOKEN",
                    Optional.empty());
            var calls = new Calls(
                    settings,
                    Token.of(settings, name -> SECRET),
                    new Calls.Limits(Duration.ofMillis(300), 1, Duration.ZERO, Duration.ofMinutes(2)),
                    CLOCK,
                    waited::add);

            assertThat(code(catchThrowableOfType(Failure.class, () -> calls.get("/x"))))
                    .isEqualTo("CAS-HOST-001");
        }
    }

    @ParameterizedTest
    @EnumSource(HostKind.class)
    void theTokenIsInTheHeaderAndInNothingElse(HostKind kind) {
        fake.when("GET /x", "{}");
        var calls = calls(kind, LIMITS);

        calls.get("/x");

        assertThat(fake.asked().get(0).authorization())
                .contains((kind == HostKind.GITEA ? "token " : "Bearer ") + SECRET);
        assertThat(fake.asked().get(0).path()).doesNotContain(SECRET);
        assertThat(Token.of(fake.settings(kind), name -> SECRET).toString()).doesNotContain(SECRET);
        assertThat(calls.settings().toString()).doesNotContain(SECRET);
    }

    @Test
    void whereThereIsNoTokenNobodyIsAsked() {
        for (var value : new String[] {"", " ", "two\nlines"}) {
            var failure =
                    catchThrowableOfType(Failure.class, () -> Token.of(fake.settings(HostKind.GITHUB), name -> value));
            assertThat(code(failure)).isEqualTo("CAS-HOST-003");
        }
        assertThat(fake.asked()).isEmpty();
    }

    @Test
    void allThatIsAskedTogetherHasItsTime() {
        fake.when("GET /x", "{}");
        var times = new ArrayList<>(
                List.of(CLOCK.instant(), CLOCK.instant(), CLOCK.instant().plusSeconds(121)));
        var clock = new Clock() {
            @Override
            public Instant instant() {
                return times.remove(0);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        var settings = fake.settings(HostKind.GITHUB);
        var calls = new Calls(settings, Token.of(settings, name -> SECRET), LIMITS, clock, waited::add);

        calls.get("/x");

        assertThat(code(catchThrowableOfType(Failure.class, () -> calls.get("/x"))))
                .isEqualTo("CAS-HOST-001");
        assertThat(fake.asked()).hasSize(1);
    }
}
