package io.castellan.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * What is running, as the build wrote it down.
 *
 * @param castellan our version
 * @param kafka the version of the Kafka client library
 */
record Version(String castellan, String kafka) {
    static Version read() {
        var properties = new Properties();
        try (var in = Objects.requireNonNull(Version.class.getResourceAsStream("version.properties"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Version(properties.getProperty("castellan", "?"), properties.getProperty("kafka", "?"));
    }

    /** The line that {@code --version} prints. */
    @Override
    public String toString() {
        return "castellan " + castellan + " (Kafka clients " + kafka + ", Java " + System.getProperty("java.version")
                + ")";
    }
}
