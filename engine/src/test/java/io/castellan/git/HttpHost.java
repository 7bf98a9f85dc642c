package io.castellan.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** Git over HTTP as real servers have it: the program {@code git http-backend} behind a small server on this machine. */
public final class HttpHost implements AutoCloseable {
    private final Path root;
    private final Optional<String> authorization;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /**
     * @param root the folder whose repositories are served
     * @param account {@code user:password} that is asked for; empty for none
     */
    public HttpHost(Path root, Optional<String> account) throws IOException {
        this.root = root;
        this.authorization = account.map(
                text -> "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url(String repository) {
        return "http://127.0.0.1:" + port() + "/" + repository;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (authorization.isPresent()
                    && !authorization.get().equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"test\"");
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            run(exchange);
        }
    }

    private void run(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var body = headers.getFirst("Content-Encoding") == null
                ? exchange.getRequestBody()
                : new GZIPInputStream(exchange.getRequestBody());
        var content = body.readAllBytes();
        var builder = new ProcessBuilder("git", "http-backend").redirectError(ProcessBuilder.Redirect.DISCARD);
        var variables = builder.environment();
        variables.put("GIT_PROJECT_ROOT", root.toString());
        variables.put("GIT_HTTP_EXPORT_ALL", "1");
        variables.put("REMOTE_USER", "somebody");
        variables.put("REMOTE_ADDR", "127.0.0.1");
        variables.put("REQUEST_METHOD", exchange.getRequestMethod());
        variables.put("PATH_INFO", exchange.getRequestURI().getPath());
        variables.put(
                "QUERY_STRING",
                Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""));
        variables.put(
                "CONTENT_TYPE",
                Optional.ofNullable(headers.getFirst("Content-Type")).orElse(""));
        variables.put("CONTENT_LENGTH", Integer.toString(content.length));
        Optional.ofNullable(headers.getFirst("Git-Protocol"))
                .ifPresent(version -> variables.put("GIT_PROTOCOL", version));
        var process = builder.start();
        threads.execute(() -> {
            try (var in = process.getOutputStream()) {
                in.write(content);
            } catch (IOException e) {
                // it has answered without reading everything
            }
        });
        try (var out = process.getInputStream()) {
            int status = 200;
            for (var line = line(out); !line.isEmpty(); line = line(out)) {
                var colon = line.indexOf(':');
                var name = line.substring(0, colon);
                var value = line.substring(colon + 1).strip();
                if (name.toLowerCase(Locale.ROOT).equals("status")) {
                    status = Integer.parseInt(value.substring(0, 3));
                } else {
                    exchange.getResponseHeaders().add(name, value);
                }
            }
            exchange.sendResponseHeaders(status, 0);
            out.transferTo(exchange.getResponseBody());
        }
    }

    private static String line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                bytes.write(b);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
