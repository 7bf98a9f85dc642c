package io.castellan.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.castellan.json.JsonAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** GitHub with one repository, {@code example/state}, as its public documentation describes it: it keeps pull requests, comments and reviews. */
public final class FakeGitHub implements AutoCloseable {
    private static final Pattern COMMITS = Pattern.compile("/repos/example/state/commits/([0-9a-f]+)/pulls");
    private static final Pattern COMMENTS = Pattern.compile("/repos/example/state/issues/(\\d+)/comments");
    private static final Pattern COMMENT = Pattern.compile("/repos/example/state/issues/comments/(\\d+)");
    private static final Pattern REVIEWS = Pattern.compile("/repos/example/state/pulls/(\\d+)/reviews");

    private final HttpServer server;
    private final String token;
    private final String account;
    private final List<Pull> pulls = new ArrayList<>();
    private final Map<Long, Said> comments = new LinkedHashMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    private Instant now = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
    private long ids = 100;
    private boolean broken;
    private int asked;

    /** Something in a pull request that the token's account, or somebody else, wrote. */
    public static final class Said {
        final long pull;
        final String author;
        public final String body;
        final Instant at;
        final Instant edited;

        Said(long pull, String author, String body, Instant at, Instant edited) {
            this.pull = pull;
            this.author = author;
            this.body = body;
            this.at = at;
            this.edited = edited;
        }
    }

    private static final class Pull {
        final long number;
        final String author;
        final String branch;
        final String title;
        String head;
        Optional<String> merged = Optional.empty();

        Pull(long number, String author, String branch, String title, String head) {
            this.number = number;
            this.author = author;
            this.branch = branch;
            this.title = title;
            this.head = head;
        }
    }

    private record Decision(long pull, long id, String account, String state, String commit, Instant at) {}

    /** @param account that the token is of */
    public FakeGitHub(String token, String account) {
        this.token = token;
        this.account = account;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Instant tick() {
        now = now.plusSeconds(10);
        return now;
    }

    /** Somebody opens a pull request. */
    public synchronized long opened(String author, String branch, String head) {
        pulls.add(new Pull(pulls.size() + 1L, author, branch, "", head));
        return pulls.size();
    }

    /** The newest pull request of a branch. */
    public synchronized long number(String branch) {
        return pulls.stream()
                .filter(pull -> pull.branch.equals(branch))
                .mapToLong(pull -> pull.number)
                .max()
                .orElseThrow();
    }

    public synchronized void pushed(long number, String head) {
        pull(number).head = head;
    }

    public synchronized void merged(long number, String commit) {
        pull(number).merged = Optional.of(commit);
    }

    /** Somebody decides in the web page, which shows the newest commit. */
    public synchronized void reviewed(long number, String reviewer, String state) {
        decisions.add(new Decision(number, ++ids, reviewer, state, pull(number).head, tick()));
    }

    public synchronized void dismissed(String reviewer) {
        decisions.replaceAll(one -> one.account().equals(reviewer)
                ? new Decision(one.pull(), one.id(), one.account(), "DISMISSED", one.commit(), one.at())
                : one);
    }

    public synchronized void said(long number, String author, String body) {
        var at = tick();
        comments.put(++ids, new Said(number, author, body, at, at));
    }

    /** Somebody with the right to edits every comment of the pipeline. */
    public synchronized void edit(String from, String to) {
        var at = tick();
        comments.replaceAll((id, one) -> new Said(one.pull, one.author, one.body.replace(from, to), one.at, at));
    }

    public synchronized List<String> bodies() {
        return comments.values().stream().map(one -> one.body).toList();
    }

    public synchronized List<String> titles() {
        return pulls.stream().map(one -> one.title).toList();
    }

    /** How often it was asked for anything. */
    public synchronized int asked() {
        return asked;
    }

    /** From now on it answers nothing of use. */
    public synchronized void breakDown() {
        broken = true;
    }

    private Pull pull(long number) {
        return pulls.get((int) number - 1);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked++;
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (broken) {
                send(exchange, 401, "{\"message\": \"Bad credentials\"}");
            } else if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, "{\"message\": \"Bad credentials\"}");
            } else {
                route(exchange, body);
            }
        }
    }

    private void route(HttpExchange exchange, String body) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var query = String.valueOf(exchange.getRequestURI().getQuery());
        var method = exchange.getRequestMethod();
        var commits = COMMITS.matcher(path);
        var said = COMMENTS.matcher(path);
        var one = COMMENT.matcher(path);
        var reviews = REVIEWS.matcher(path);
        if (path.equals("/repos/example/state/pulls") && method.equals("GET")) {
            list(
                    exchange,
                    pulls.stream()
                            .filter(pull ->
                                    pull.merged.isEmpty() && query.contains("head=example:" + pull.branch + "&"))
                            .map(FakeGitHub::json)
                            .toList());
        } else if (path.equals("/repos/example/state/pulls")) {
            var asked = JsonAnswer.parse("request", body.getBytes(StandardCharsets.UTF_8));
            var pull = new Pull(
                    pulls.size() + 1L,
                    account,
                    asked.text("head").orElseThrow(),
                    asked.text("title").orElseThrow(),
                    "0".repeat(40));
            pulls.add(pull);
            send(exchange, 201, json(pull));
        } else if (commits.matches()) {
            list(
                    exchange,
                    pulls.stream()
                            .filter(pull -> pull.head.equals(commits.group(1))
                                    || pull.merged.equals(Optional.of(commits.group(1))))
                            .map(FakeGitHub::json)
                            .toList());
        } else if (said.matches() && method.equals("POST")) {
            said(
                    Long.parseLong(said.group(1)),
                    account,
                    JsonAnswer.parse("request", body.getBytes(StandardCharsets.UTF_8))
                            .text("body")
                            .orElseThrow());
            send(exchange, 201, json(ids, comments.get(ids)));
        } else if (said.matches()) {
            list(
                    exchange,
                    comments.entrySet().stream()
                            .filter(entry -> entry.getValue().pull == Long.parseLong(said.group(1)))
                            .map(entry -> json(entry.getKey(), entry.getValue()))
                            .toList());
        } else if (one.matches() && method.equals("DELETE")) {
            comments.remove(Long.parseLong(one.group(1)));
            send(exchange, 204, "");
        } else if (reviews.matches()) {
            list(
                    exchange,
                    decisions.stream()
                            .filter(decision -> decision.pull() == Long.parseLong(reviews.group(1)))
                            .map(FakeGitHub::json)
                            .toList());
        } else {
            send(exchange, 404, "{\"message\": \"Not Found\"}");
        }
    }

    private static String json(Pull pull) {
        return "{\"number\": " + pull.number + ", \"html_url\": \"https://host/example/state/pull/" + pull.number
                + "\", \"user\": {\"login\": \"" + pull.author + "\"}, \"head\": {\"ref\": \"" + pull.branch
                + "\", \"sha\": \"" + pull.head + "\"}, \"base\": {\"ref\": \"main\"}}";
    }

    private static String json(long id, Said said) {
        return "{\"id\": " + id + ", \"html_url\": \"https://host/" + id + "\", \"user\": {\"login\": \"" + said.author
                + "\"}, \"created_at\": \"" + said.at + "\", \"updated_at\": \"" + said.edited + "\", \"body\": "
                + quoted(said.body) + "}";
    }

    private static String json(Decision decision) {
        return "{\"id\": " + decision.id() + ", \"user\": {\"login\": \"" + decision.account() + "\"}, \"state\": \""
                + decision.state() + "\", \"body\": \"looked at it\", \"commit_id\": \"" + decision.commit()
                + "\", \"submitted_at\": \"" + decision.at() + "\", \"html_url\": \"https://host/" + decision.id()
                + "\"}";
    }

    private static String quoted(String text) {
        return text.chars()
                .mapToObj(sign -> sign < ' ' || sign > '~' || sign == '"' || sign == '\\'
                        ? String.format("\\u%04x", sign)
                        : Character.toString(sign))
                .collect(Collectors.joining("", "\"", "\""));
    }

    private static void list(HttpExchange exchange, List<String> items) throws IOException {
        send(exchange, 200, "[" + String.join(", ", items) + "]");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
