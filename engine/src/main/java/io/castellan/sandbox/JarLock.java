package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The jars of one Kafka version with their checksums, shipped as {@code kafka-<version>.lock}. */
record JarLock(String kafkaVersion, List<Jar> jars) {
    /** The versions that have a lock, newest first. */
    static final List<String> VERSIONS = List.of("4.4.0", "4.3.1", "4.2.1", "4.1.2", "4.0.2", "3.9.2");

    private static final int FIELDS = 3;

    JarLock {
        requireNonNull(kafkaVersion, "kafkaVersion");
        jars = List.copyOf(jars);
    }

    /**
     * @param sha256 64 lower-case hexadecimal digits
     * @param size in bytes
     * @param path within a Maven repository, with slashes
     */
    record Jar(String sha256, long size, String path) {
        Jar {
            requireNonNull(sha256, "sha256");
            requireNonNull(path, "path");
        }

        String fileName() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        private static Jar parse(String line) {
            var fields = line.split(" ", FIELDS);
            return new Jar(fields[0], Long.parseLong(fields[1]), fields[2]);
        }
    }

    static JarLock of(String kafkaVersion) {
        if (!VERSIONS.contains(kafkaVersion)) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                                    SandboxCodes.VERSION_NOT_LOCKED,
                                    "Kafka " + kafkaVersion + " has no locked jars; locked are "
                                            + String.join(", ", VERSIONS))
                            .withHint("declare one of these, or give the jars with --jars DIR"));
        }
        var resource = "kafka-" + kafkaVersion + ".lock";
        try (var lines = requireNonNull(JarLock.class.getResourceAsStream(resource), resource)) {
            return new JarLock(
                    kafkaVersion,
                    new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(Jar::parse)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
