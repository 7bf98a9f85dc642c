package io.castellan.host;

import io.castellan.diagnostics.Failure;
import io.castellan.json.JsonAnswer;
import io.castellan.json.JsonWriter;
import io.castellan.resource.Pause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Requests to one host: with a deadline each, patience where the host asks for it, all pages of a list, and the token for nobody else.
 * A request that changes something is sent again only where the host said that it did not take it.
 */
final class Calls {
    private static final int MOST_PAGES = 100;
    private static final int MOST_REDIRECTS = 3;

    private final HttpClient client;
    private final HostSettings settings;
    private final Token token;
    private final Limits limits;
    private final Clock clock;
    private final Pause pause;
    private final Troubles troubles;
    private final Instant end;

    /**
     * How long to wait.
     *
     * @param deadline of one request with its answer
     * @param attempts at most, of which each but the last is followed by a pause
     * @param longestPause where the host asks for more, it is not waited for
     * @param together of all requests: what was not begun by then is not asked any more
     */
    record Limits(Duration deadline, int attempts, Duration longestPause, Duration together) {
        static final Limits DEFAULT =
                new Limits(Duration.ofSeconds(20), 4, Duration.ofSeconds(30), Duration.ofMinutes(2));
    }

    Calls(HostSettings settings, Token token, Limits limits, Clock clock, Pause pause) {
        this.client = HttpClient.newBuilder()
                .connectTimeout(limits.deadline())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.settings = settings;
        this.token = token;
        this.limits = limits;
        this.clock = clock;
        this.pause = pause;
        this.troubles = new Troubles(settings);
        this.end = clock.instant().plus(limits.together());
    }

    HostSettings settings() {
        return settings;
    }

    /** @param path below the address of the API, with its query, begins with a slash */
    JsonAnswer get(String path) {
        return reply(request("GET", path, Optional.empty())).content();
    }

    /** The same; empty where there is no such thing, or the token may not see it. */
    Optional<JsonAnswer> find(String path) {
        var response = send(request("GET", path, Optional.empty()));
        return troubles.isUnseen(response.statusCode())
                ? Optional.empty()
                : Optional.of(read(response).content());
    }

    /** All items of a list that comes in pages, each page a list itself or with its items under {@code values}. */
    List<JsonAnswer> list(String path) {
        return list(reply(request("GET", path, Optional.empty())), path);
    }

    /** The same; empty where there is no such list, or the token may not see it. */
    Optional<List<JsonAnswer>> findList(String path) {
        var response = send(request("GET", path, Optional.empty()));
        return troubles.isUnseen(response.statusCode()) ? Optional.empty() : Optional.of(list(read(response), path));
    }

    private List<JsonAnswer> list(Reply first, String path) {
        var all = new ArrayList<JsonAnswer>();
        var page = first;
        for (int pages = 1; ; pages++) {
            var values =
                    page.content().isList() ? page.content() : page.content().at("values");
            if (!values.isList()) {
                throw troubles.notUnderstood(path, "is no list");
            }
            all.addAll(values.items());
            if (page.next().isEmpty()) {
                return all;
            }
            if (pages == MOST_PAGES) {
                throw troubles.notUnderstood(path, "has more than " + MOST_PAGES + " pages");
            }
            page = reply(request("GET", here(page.next().get()), Optional.empty()));
        }
    }

    JsonAnswer post(String path, Consumer<JsonWriter> body) {
        return reply(request("POST", path, Optional.of(JsonWriter.write(body)))).content();
    }

    void delete(String path) {
        reply(request("DELETE", path, Optional.empty()));
    }

    private HttpRequest request(String method, String path, Optional<byte[]> body) {
        return request(method, URI.create(settings.url() + path), body);
    }

    private HttpRequest request(String method, URI uri, Optional<byte[]> body) {
        var request = HttpRequest.newBuilder(uri)
                .timeout(limits.deadline())
                .header("Authorization", token.authorization())
                .header("Accept", "application/json")
                .header("User-Agent", "castellan")
                .method(method, body.map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody));
        if (settings.kind() == HostKind.GITHUB) {
            request.setHeader("Accept", "application/vnd.github+json").header("X-GitHub-Api-Version", "2022-11-28");
        }
        body.ifPresent(content -> request.header("Content-Type", "application/json"));
        return request.build();
    }

    private Reply reply(HttpRequest request) {
        return read(send(request));
    }

    private Reply read(HttpResponse<byte[]> response) {
        var path = response.uri().getPath();
        if (response.statusCode() / 100 != 2) {
            throw troubles.refused(path, response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
        }
        JsonAnswer content;
        try {
            content = JsonAnswer.parse(path, response.body());
        } catch (Failure e) {
            throw troubles.notUnderstood(path, "is no JSON");
        }
        return new Reply(
                content,
                response.headers().allValues("Link").stream()
                        .flatMap(link -> Links.next(link).stream())
                        .findFirst()
                        .or(() -> content.text("next")));
    }

    /** Again, as long as the host is busy; what it leads to elsewhere at the same host is followed. */
    private HttpResponse<byte[]> send(HttpRequest request) {
        var asked = request;
        int redirects = 0;
        for (int attempt = 1; ; attempt++) {
            var response = once(asked);
            var path = asked.uri().getPath();
            if (response.statusCode() / 100 == 3) {
                if (!asked.method().equals("GET") || redirects++ == MOST_REDIRECTS) {
                    throw troubles.elsewhere(path, "another address");
                }
                var location = response.headers().firstValue("Location").orElse("");
                asked = request(
                        "GET",
                        here(asked.uri()
                                .resolve(troubles.address(path, location))
                                .toString()),
                        Optional.empty());
                attempt--;
                continue;
            }
            var wait = Patience.asked(response, clock, attempt, asked.method());
            if (wait.isEmpty()) {
                return response;
            }
            if (attempt >= limits.attempts() || wait.get().compareTo(limits.longestPause()) > 0) {
                throw troubles.busy(path, response.statusCode(), wait.get());
            }
            pause.sleep(wait.get());
        }
    }

    private URI here(String address) {
        var uri = troubles.address(settings.url().getPath(), address);
        var home = settings.url();
        boolean same = home.getScheme().equalsIgnoreCase(uri.getScheme())
                && home.getHost().equalsIgnoreCase(uri.getHost())
                && home.getPort() == uri.getPort();
        if (!same) {
            throw troubles.elsewhere(home.getPath(), String.valueOf(uri.getHost()));
        }
        return uri;
    }

    private HttpResponse<byte[]> once(HttpRequest request) {
        if (clock.instant().isAfter(end)) {
            throw troubles.unreachable(
                    "took longer than " + limits.together().toSeconds() + " s for all that it was asked",
                    new TimeoutException());
        }
        var sent = client.sendAsync(request, LimitedBody.handler());
        try {
            return sent.get(limits.deadline().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw troubles.unreachable(
                    "did not answer within " + limits.deadline().toSeconds() + " s", e);
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw troubles.unreachable("was not waited for any longer", e);
        } catch (ExecutionException e) {
            var cause = e.getCause() instanceof IOException io ? io : e;
            throw troubles.unreachable("cannot be reached: " + Troubles.reason(cause), cause);
        }
    }
}
