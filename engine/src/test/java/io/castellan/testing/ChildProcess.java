package io.castellan.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Another JVM with the classes of this one, whose lines can be waited for and which can be frozen and killed. */
public final class ChildProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;
    private static final int END_SECONDS = 90;

    private final Process process;
    private final Thread reader;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();

    public ChildProcess(Class<?> main, String... arguments) throws IOException {
        this(main, Map.of(), arguments);
    }

    /** @param variables environment variables, beside those of this process */
    public ChildProcess(Class<?> main, Map<String, String> variables, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(variables);
        process = builder.start();
        reader = new Thread(this::read, "child-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (var in = process.inputReader()) {
            in.lines().map(Optional::of).forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add(Optional.of("unreadable " + e.getMessage()));
        }
        lines.add(Optional.empty());
    }

    /** The next line that begins so; what came before is gone. */
    public String await(String start) throws InterruptedException {
        for (var line = next(); line.isPresent(); line = next()) {
            if (line.get().startsWith(start)) {
                return line.get();
            }
        }
        throw new AssertionError("no line begins with '" + start + "' in " + seen);
    }

    private Optional<String> next() throws InterruptedException {
        var line = Optional.ofNullable(lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .flatMap(one -> one);
        line.ifPresent(seen::add);
        return line;
    }

    /** Its exit status, once it ended. */
    public int end() throws InterruptedException {
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end; it said:\n" + text());
        }
        reader.join();
        return process.exitValue();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** All that it said until now. */
    public String text() {
        var more = new ArrayList<Optional<String>>();
        lines.drainTo(more);
        more.forEach(line -> line.ifPresent(seen::add));
        return String.join("\n", seen);
    }

    /** Gives it the line that it waits for. */
    public void go() throws IOException {
        process.outputWriter().append('\n').flush();
    }

    public void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("kill -" + name + " ended with " + status);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
