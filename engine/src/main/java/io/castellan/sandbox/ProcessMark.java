package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Names one process for good: a process id alone comes again, after a restart of the machine even soon.
 *
 * @param started when the process began, in the finest form that the platform gives; only compared
 */
record ProcessMark(long pid, String started) {
    private static final Path PROC = Path.of("/proc");
    private static final Path BOOT = PROC.resolve("sys/kernel/random/boot_id");
    private static final Duration SIGNALLED = Duration.ofSeconds(5);
    private static final int STATE = 0;
    private static final int START_TICKS = 19;

    ProcessMark {
        requireNonNull(started, "started");
    }

    /** Whether a process is there and what it is doing. */
    enum Life {
        GONE,
        ALIVE,
        SUSPENDED
    }

    /** @return empty if there is no such process any more */
    static Optional<ProcessMark> of(long pid) {
        return started(pid).map(started -> new ProcessMark(pid, started));
    }

    /** Another process that got the same id counts as gone, and so does one that only waits to be buried. */
    Life life() {
        if (started(pid).filter(started::equals).isEmpty()) {
            return Life.GONE;
        }
        return stat(pid)
                .map(stat -> switch (stat[STATE]) {
                    case "Z", "X" -> Life.GONE;
                    case "T" -> Life.SUSPENDED;
                    default -> Life.ALIVE;
                })
                .orElse(Life.ALIVE);
    }

    void terminate() {
        handle().ifPresent(ProcessHandle::destroy);
    }

    void kill() {
        handle().ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Returns when it took effect. */
    void suspend() {
        signal("-STOP");
        Waiting.until(SIGNALLED, () -> life() != Life.ALIVE);
    }

    /** Returns when it took effect. */
    void resume() {
        signal("-CONT");
        Waiting.until(SIGNALLED, () -> life() != Life.SUSPENDED);
    }

    private Optional<ProcessHandle> handle() {
        return life() == Life.GONE ? Optional.empty() : ProcessHandle.of(pid);
    }

    private void signal(String name) {
        if (life() == Life.GONE) {
            return;
        }
        try {
            var kill = new ProcessBuilder("/bin/sh", "-c", "kill " + name + " " + pid).start();
            if (!kill.waitFor(SIGNALLED.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("kill " + name + " " + pid + " did not end");
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw Waiting.interrupted(e);
        }
    }

    private static Optional<String> started(long pid) {
        if (Files.isReadable(BOOT)) {
            return stat(pid).map(stat -> read(BOOT).strip() + "/" + stat[START_TICKS]);
        }
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .map(start -> String.valueOf(start.toEpochMilli()));
    }

    /** The fields of Linux's {@code /proc/PID/stat} behind the program's name, which may hold spaces and brackets. */
    private static Optional<String[]> stat(long pid) {
        try {
            var line = Files.readString(PROC.resolve(pid + "/stat"));
            return Optional.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
