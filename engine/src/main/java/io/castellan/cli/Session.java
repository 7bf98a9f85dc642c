package io.castellan.cli;

import io.castellan.environment.Secrets;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a command meets of the world, so that tests can hand in their own.
 *
 * @param out results, UTF-8
 * @param err progress and problems, UTF-8
 * @param screen what the two streams end in
 * @param environment the process's environment variables
 * @param directory the directory that relative paths start from, absolute
 * @param secrets resolves secrets; what it resolved is taken out of both streams
 * @param person who can be asked; empty where nobody watches
 */
record Session(
        PrintWriter out,
        PrintWriter err,
        Screen screen,
        Clock clock,
        Map<String, String> environment,
        Path directory,
        Secrets secrets,
        Optional<Question.Person> person) {

    Session {
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(err, "err");
        Objects.requireNonNull(screen, "screen");
        Objects.requireNonNull(clock, "clock");
        environment = Map.copyOf(environment);
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(person, "person");
        out = RedactingWriter.of(out, secrets);
        err = RedactingWriter.of(err, secrets);
    }

    /** Where nobody watches. */
    Session(
            PrintWriter out,
            PrintWriter err,
            Screen screen,
            Clock clock,
            Map<String, String> environment,
            Path directory) {
        this(out, err, screen, clock, environment, directory, new Secrets(environment), Optional.empty());
    }

    static Session ofProcess() {
        var environment = System.getenv();
        var secrets = new Secrets(environment);
        StderrLogging.redactWith(secrets);
        return new Session(
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                Screen.of(System.getProperty(Screen.PROPERTY, ""), environment),
                Clock.systemUTC(),
                environment,
                Path.of("").toAbsolutePath(),
                secrets,
                Question.Person.atTheConsole());
    }

    /** Flushed at every line: output of a killed command is not lost, and both streams keep their order on a terminal. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
