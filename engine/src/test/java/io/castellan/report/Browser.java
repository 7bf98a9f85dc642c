package io.castellan.report;

import static org.awaitility.Awaitility.await;

import io.castellan.testing.Tools;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium of this machine, spoken to over its DevTools protocol. */
final class Browser implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final WebSocket socket;
    private final Answers answers = new Answers();
    private final AtomicInteger calls = new AtomicInteger();

    private Browser(Process process, URI page) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, answers)
                .join();
        call("Page.enable", Map.of());
        call("Network.enable", Map.of());
        call("Runtime.enable", Map.of());
        call("Log.enable", Map.of());
    }

    /** @param profile a new folder */
    static Browser start(Path profile) throws IOException {
        var log = profile.resolve("chromium.log");
        var command = new ProcessBuilder(
                        Tools.ofThisMachine().find("chromium").orElseThrow().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        command.environment().put("TMPDIR", profile.toString());
        var process = command.start();
        try {
            var port = profile.resolve("DevToolsActivePort");
            await().atMost(PATIENCE)
                    .until(() -> Files.exists(port) && Files.readAllLines(port).size() > 1);
            return new Browser(process, page(Files.readAllLines(port).get(0)));
        } catch (RuntimeException e) {
            end(process);
            throw e;
        }
    }

    private static URI page(String port) throws IOException {
        try (var in =
                URI.create("http://127.0.0.1:" + port + "/json/list").toURL().openStream()) {
            for (var target : JSON.readTree(in.readAllBytes())) {
                if (target.get("type").asString().equals("page")) {
                    return URI.create(target.get("webSocketDebuggerUrl").asString());
                }
            }
            throw new IllegalStateException("no page");
        }
    }

    /** Opens a file and waits until it is loaded. */
    void open(Path file) {
        answers.requests.clear();
        answers.messages.clear();
        call("Page.navigate", Map.of("url", file.toUri().toString()));
        await().atMost(PATIENCE)
                .until(() -> evaluate("document.readyState === 'complete' && location.href !== 'about:blank'")
                        .asBoolean());
    }

    void size(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    void scheme(String lightOrDark) {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", lightOrDark))));
    }

    void script(boolean on) {
        call("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
    }

    /** The value of an expression in the page, which must be JSON. */
    JsonNode evaluate(String expression) {
        var result =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.toString());
        }
        return result.path("result").path("value");
    }

    /** All that was requested since the page was opened, itself included. */
    List<String> requests() {
        return List.copyOf(answers.requests);
    }

    /** Errors that the page reported, also of its security policy. */
    List<String> messages() {
        return List.copyOf(answers.messages);
    }

    private JsonNode call(String method, Map<String, Object> parameters) {
        int id = calls.incrementAndGet();
        var answer = answers.expect(id);
        socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true);
        var json = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        if (json.has("error")) {
            throw new IllegalStateException(method + ": " + json.get("error"));
        }
        return json.path("result");
    }

    @Override
    public void close() {
        socket.abort();
        end(process);
    }

    private static void end(Process process) {
        var children = process.descendants().toList();
        process.destroyForcibly().onExit().join();
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(child -> child.onExit().join()); // they still write into the profile
    }

    private static final class Answers implements WebSocket.Listener {
        private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
        private final List<String> requests = new CopyOnWriteArrayList<>();
        private final List<String> messages = new CopyOnWriteArrayList<>();
        private final StringBuilder text = new StringBuilder();

        CompletableFuture<JsonNode> expect(int id) {
            return waiting.computeIfAbsent(id, any -> new CompletableFuture<>());
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                message(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void message(JsonNode json) {
            if (json.has("id")) {
                var answer = waiting.remove(json.get("id").asInt());
                if (answer != null) {
                    answer.complete(json);
                }
                return;
            }
            var parameters = json.path("params");
            switch (json.path("method").asString()) {
                case "Network.requestWillBeSent" ->
                    requests.add(parameters.path("request").path("url").asString());
                case "Runtime.exceptionThrown", "Log.entryAdded" -> messages.add(parameters.toString());
                default -> {}
            }
        }
    }
}
