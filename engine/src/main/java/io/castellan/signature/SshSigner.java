package io.castellan.signature;

import static java.util.Objects.requireNonNull;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Signs with {@code ssh-keygen}: key files, keys of an agent, security keys, certificates. A passphrase or PIN is asked for by
 * {@code ssh-keygen} itself, at the terminal or through {@code SSH_ASKPASS}, and never passes through this process.
 */
public final class SshSigner {
    private static final String PROGRAM = "ssh-keygen";
    /** More than any signature and any complaint needs. */
    private static final int MOST_OUTPUT = 64 * 1024;
    /** What {@code ssh-keygen} says in any case. */
    private static final String NO_NEWS = "Signing data on standard input";
    /** What it asks where there is no terminal, and nobody can answer. */
    private static final Pattern PROMPT = Pattern.compile("^Enter passphrase[^:]*: *");

    private static final String HINT =
            "name a private key that can be unlocked here, or a public key whose private key the agent has";

    private static final int MOST_REASONS = 4;
    /** For how long a line is held back that may be the last word, which the failure repeats. */
    private static final Duration HOLD = Duration.ofMillis(500);
    /** For the streams, after the program has ended. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final String program;
    private final Map<String, String> environment;
    private final Path key;
    private final Duration patience;
    private final Consumer<String> notices;

    /**
     * @param key a private key; or a public key or certificate, whose private key lies beside it or is with the agent
     * @param patience how long a person may take to unlock the key and to touch it
     * @param notices receives what {@code ssh-keygen} says meanwhile, line by line, from another thread: for example that the key
     *     waits to be touched. Why it could not sign is in the failure instead
     */
    public SshSigner(Path key, Duration patience, Consumer<String> notices) {
        this(PROGRAM, Map.of(), key, patience, notices);
    }

    /** @param environment variables that differ from ours */
    SshSigner(String program, Map<String, String> environment, Path key, Duration patience, Consumer<String> notices) {
        this.program = requireNonNull(program, "program");
        this.environment = Map.copyOf(environment);
        this.key = key.toAbsolutePath();
        this.patience = requireNonNull(patience, "patience");
        this.notices = requireNonNull(notices, "notices");
    }

    /**
     * So that nobody reads and answers first for a key that is not there.
     *
     * @throws Failure INPUT where neither the file nor its public half is there
     */
    public void requireKey() {
        if (!Files.isRegularFile(key) && !Files.isRegularFile(Path.of(key + ".pub"))) {
            throw failure(
                    ExitCode.INPUT,
                    SignatureCodes.KEY_UNUSABLE,
                    "cannot sign with the key " + key + ": there is no such file",
                    HINT);
        }
    }

    /**
     * Signs these bytes for a purpose. What is returned has been verified: it is what {@link SshSignature#verify} accepts.
     *
     * @throws Failure INPUT where the key cannot be used or its signatures are not acceptable; UNREACHABLE where
     *     {@code ssh-keygen} is missing, or nothing was signed in time
     */
    public SshSignature sign(byte[] message, String namespace) {
        var armored = run(message, namespace);
        return SshSignature.read(armored)
                .then(signature -> signature.verify(message, namespace).then(proven -> SshSignature.read(armored)))
                .fold(signature -> signature, refusal -> {
                    throw new Failure(
                            ExitCode.INPUT,
                            Problem.error(
                                            SignatureCodes.NOT_ACCEPTABLE,
                                            "what the key " + key + " signs is not accepted: " + refusal.message())
                                    .withHint(refusal.reason().hint()));
                });
    }

    private byte[] run(byte[] message, String namespace) {
        var process = start(namespace);
        try {
            var output = started(() -> read(process.getInputStream()));
            var complaint = started(() -> listen(process));
            started(() -> write(process, message));
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failure(
                        ExitCode.UNREACHABLE,
                        SignatureCodes.NOT_SIGNED_IN_TIME,
                        "the key " + key + " did not sign within " + patience.toSeconds() + " s",
                        "unlock the key, touch it when asked to, or load it into the agent first");
            }
            if (process.exitValue() != 0) {
                throw failure(
                        ExitCode.INPUT,
                        SignatureCodes.KEY_UNUSABLE,
                        "cannot sign with the key " + key + ": " + reason(complaint.join()),
                        HINT);
            }
            return output.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(
                    ExitCode.INTERRUPTED,
                    SignatureCodes.NOT_SIGNED_IN_TIME,
                    "interrupted before anything was signed",
                    "");
        } catch (CompletionException e) {
            throw failure(
                    ExitCode.UNREACHABLE,
                    SignatureCodes.KEY_UNUSABLE,
                    "cannot read what " + program + " wrote",
                    "try the command by hand: " + program + " -Y sign -n " + namespace + " -f " + key);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start(String namespace) {
        var builder = new ProcessBuilder(List.of(program, "-Y", "sign", "-n", namespace, "-f", key.toString()));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.UNREACHABLE,
                    Problem.error(SignatureCodes.NO_SSH_KEYGEN, "cannot start " + program)
                            .withHint("install OpenSSH 8.2 or newer, and have it on the PATH"),
                    e);
        }
    }

    /** In a thread of its own: all three wait for the program. */
    private <T> CompletableFuture<T> started(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> {
                    var thread = new Thread(task, program);
                    thread.setDaemon(true);
                    thread.start();
                })
                .orTimeout(patience.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @return whether everything was read */
    private static boolean write(Process process, byte[] message) {
        try (var input = process.getOutputStream()) {
            input.write(message);
            return true;
        } catch (IOException e) {
            return false; // It ended before; its exit status says more.
        }
    }

    private static byte[] read(InputStream stream) {
        try (stream) {
            return stream.readNBytes(MOST_OUTPUT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Why nothing was signed.
     *
     * @param last the last lines
     * @param untold those of them that were not handed on meanwhile
     */
    private record Complaint(List<String> last, List<String> untold) {
        /** What was handed on is not said twice. */
        String words() {
            return last.isEmpty()
                    ? "it says no reason"
                    : untold.isEmpty() ? "see what " + PROGRAM + " said above" : String.join("; ", untold);
        }
    }

    /** Hands on every line that is not a complaint at its end, as far as that can be told in time. */
    private Complaint listen(Process process) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            var last = new ArrayDeque<String>();
            var told = new HashSet<String>();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var shown = Showable.of(PROMPT.matcher(line).replaceFirst("").strip());
                if (shown.chars().anyMatch(Character::isLetter) && !shown.startsWith(NO_NEWS)) {
                    if (!endsInVain(process)) {
                        notices.accept(shown);
                        told.add(shown);
                    }
                    last.addLast(shown);
                    if (last.size() > MOST_REASONS) {
                        last.removeFirst();
                    }
                }
            }
            return new Complaint(
                    List.copyOf(last),
                    last.stream().filter(line -> !told.contains(line)).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code ssh-keygen} says of a file that is no key that there is no such file: it means the public half beside it. */
    private String reason(Complaint complaint) {
        return Files.isRegularFile(key) && complaint.last().stream().anyMatch(line -> line.contains("load public key"))
                ? "the file is no key that " + PROGRAM + " reads, and no public half lies beside it ("
                        + complaint.words() + ")"
                : complaint.words();
    }

    private static boolean endsInVain(Process process) {
        try {
            return process.waitFor(HOLD.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() != 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Failure failure(ExitCode exitCode, Code code, String message, String hint) {
        return new Failure(exitCode, Problem.error(code, message).withHint(hint));
    }
}
