package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * What a sandbox takes from the machine it runs on, and how patient it is.
 *
 * @param javaHome the runtime of the brokers
 * @param cache for class-data archives
 * @param ready how long brokers may take until they serve
 * @param stop how long they may take to end before they are killed
 * @param turn how long to wait for another command that works on the same sandbox
 */
record Machine(
        Path javaHome, Path cache, Memory memory, SecureRandom random, Duration ready, Duration stop, Duration turn) {
    Machine {
        requireNonNull(javaHome, "javaHome");
        requireNonNull(cache, "cache");
        requireNonNull(memory, "memory");
        requireNonNull(random, "random");
        requireNonNull(ready, "ready");
        requireNonNull(stop, "stop");
        requireNonNull(turn, "turn");
    }

    static Machine here() {
        return new Machine(
                Path.of(System.getProperty("java.home")),
                ClassArchive.cache(System.getenv()),
                Memory.ofMachine(),
                new SecureRandom(),
                Duration.ofSeconds(90),
                Duration.ofSeconds(20),
                Duration.ofSeconds(120));
    }

    Machine withMemory(Memory other) {
        return new Machine(javaHome, cache, other, random, ready, stop, turn);
    }

    Machine withCache(Path other) {
        return new Machine(javaHome, other, memory, random, ready, stop, turn);
    }
}
