package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fetches locked jars into the local Maven repository. A jar gets its name there only after its checksum was found right,
 * in one move, so that a killed download leaves nothing that looks like a jar.
 */
final class JarDownload {
    private static final int AT_ONCE = 4;
    private static final int ATTEMPTS = 3;
    private static final int EVERY = 10;
    private static final int OK = 200;
    private static final Set<Integer> TRANSIENT = Set.of(408, 429, 500, 502, 503, 504);
    private static final Duration BEFORE_AGAIN = Duration.ofMillis(500);
    private static final long MEGABYTE = 1_000_000;
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration WHOLE_JAR = Duration.ofMinutes(5);

    static {
        // The JDK does not send a proxy's password before TLS unless told to; Maven does, and its settings are what
        // counts.
        if (System.getProperty("jdk.http.auth.tunneling.disabledSchemes") == null) {
            System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        }
    }

    private final MavenSettings settings;
    private final String kafkaVersion;
    private final Progress progress;
    private final HttpClient client;

    private JarDownload(MavenSettings settings, String kafkaVersion, Progress progress, HttpClient client) {
        this.settings = settings;
        this.kafkaVersion = kafkaVersion;
        this.progress = progress;
        this.client = client;
    }

    static JarDownload into(MavenSettings settings, String kafkaVersion, Progress progress) {
        var client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .proxy(settings.proxySelector());
        settings.authenticator().ifPresent(client::authenticator);
        return new JarDownload(
                requireNonNull(settings, "settings"),
                requireNonNull(kafkaVersion, "kafkaVersion"),
                requireNonNull(progress, "progress"),
                client.build());
    }

    /** @throws Failure naming every jar that could not be had */
    void fetch(List<JarLock.Jar> jars) {
        var repository = settings.repository();
        if (settings.offline()) {
            throw new Failure(
                    ExitCode.UNREACHABLE,
                    notFetched(jars.size() + " jars of Kafka " + kafkaVersion + " are not in "
                            + settings.localRepository() + " and the Maven settings say offline"));
        }
        progress.say("fetching " + jars.size() + " jars ("
                + jars.stream().mapToLong(JarLock.Jar::size).sum() / MEGABYTE + " MB) of Kafka " + kafkaVersion
                + " from "
                + repository);
        var done = new AtomicInteger();
        var executor = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var problems = outcome(executor.invokeAll(jars.stream()
                    .map(jar -> (Callable<List<Problem>>) () -> {
                        var problem = fetchOne(jar, repository);
                        report(done.incrementAndGet(), jars.size());
                        return problem;
                    })
                    .toList()));
            if (!problems.isEmpty()) {
                var corrupt =
                        problems.stream().anyMatch(problem -> problem.code().equals(SandboxCodes.JAR_CORRUPT));
                throw new Failure(corrupt ? ExitCode.REFUSED : ExitCode.UNREACHABLE, problems);
            }
        } catch (InterruptedException e) {
            throw Waiting.interrupted(e);
        } finally {
            executor.shutdownNow();
        }
    }

    private synchronized void report(int done, int all) {
        if (done % EVERY == 0 || done == all) {
            progress.say("fetched " + done + " of " + all + " jars");
        }
    }

    private static List<Problem> outcome(List<Future<List<Problem>>> fetched) throws InterruptedException {
        var problems = new ArrayList<Problem>();
        for (var one : fetched) {
            try {
                problems.addAll(one.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("download ended unexpectedly", e.getCause());
            }
        }
        return List.copyOf(problems);
    }

    private List<Problem> fetchOne(JarLock.Jar jar, URI repository) throws InterruptedException {
        var from = repository.resolve(jar.path());
        var target = settings.localRepository().resolve(jar.path());
        var why = "";
        for (var attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return transfer(jar, from, target);
            } catch (Unanswered e) {
                return List.of(notFetched(from + " answered " + e.getMessage()));
            } catch (IOException e) {
                Thread.sleep(BEFORE_AGAIN.toMillis());
                why = e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
            }
        }
        return List.of(notFetched(from + " could not be read (" + why + "), tried " + ATTEMPTS + " times"));
    }

    private List<Problem> transfer(JarLock.Jar jar, URI from, Path target) throws IOException, InterruptedException {
        Files.createDirectories(target.resolveSibling(".").normalize());
        var part = target.resolveSibling(jar.fileName() + "." + UUID.randomUUID() + ".part");
        try {
            if ("file".equals(from.getScheme())) {
                Files.copy(Path.of(from), part, StandardCopyOption.REPLACE_EXISTING);
            } else {
                read(from, part);
            }
            var mismatch = LockedJars.mismatch(jar, part);
            if (mismatch.isPresent()) {
                return List.of(LockedJars.corrupt(jar, from.toString(), mismatch.get())
                        .withHint(
                                "the repository, or something on the way to it, changes jars: fetch from another one"));
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return List.of();
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void read(URI from, Path part) throws IOException, InterruptedException {
        var answer = client.send(HttpRequest.newBuilder(from).timeout(WHOLE_JAR).build(), BodyHandlers.ofFile(part));
        var status = answer.statusCode();
        if (status != OK) {
            throw TRANSIENT.contains(status) ? new IOException("HTTP " + status) : new Unanswered("HTTP " + status);
        }
    }

    private Problem notFetched(String message) {
        var caveats = settings.caveats().isEmpty() ? "" : " (" + String.join("; ", settings.caveats()) + ")";
        return Problem.error(SandboxCodes.JAR_NOT_FETCHED, message + caveats)
                .withHint("check the network, and mirrors, proxies and servers in " + settings.file()
                        + "; without a network use --jars DIR");
    }

    /** The repository answered, and asking again would not help. */
    private static final class Unanswered extends IOException {
        private static final long serialVersionUID = 1L;

        Unanswered(String message) {
            super(message);
        }
    }
}
