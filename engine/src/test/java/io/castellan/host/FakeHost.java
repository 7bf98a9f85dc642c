package io.castellan.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on this machine that answers what it was told to, and keeps what it was asked. */
final class FakeHost implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Deque<Answered>> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    record Asked(String method, String path, Optional<String> authorization, String body) {}

    record Answered(int status, Map<String, String> headers, String body) {}

    FakeHost() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    HostSettings settings(HostKind kind) {
        return new HostSettings(kind, "example/state", URI.create(url()), "TOKEN", Optional.of("example-ci"));
    }

    /** @param request method and path with query, as {@code GET /repos} */
    FakeHost when(String request, String body) {
        return when(request, 200, Map.of(), body);
    }

    /** Several answers to one request are given in turn, the last of them for ever. */
    FakeHost when(String request, int status, Map<String, String> headers, String body) {
        answers.computeIfAbsent(request, key -> new ArrayDeque<>()).add(new Answered(status, headers, body));
        return this;
    }

    List<Asked> asked() {
        return asked;
    }

    List<String> lines() {
        return asked.stream().map(one -> one.method() + " " + one.path()).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            var queue = answers.get(request);
            var answer = queue == null
                    ? new Answered(404, Map.of(), "{\"message\": \"Not Found\"}")
                    : queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
            answer.headers().forEach(exchange.getResponseHeaders()::add);
            var body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
