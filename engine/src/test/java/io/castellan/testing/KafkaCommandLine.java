package io.castellan.testing;

import io.castellan.sandbox.JarSource;
import io.castellan.sandbox.Progress;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kafka's own commands, {@code kafka-topics}, {@code kafka-acls} and {@code kafka-configs}, run as processes of their own. */
public final class KafkaCommandLine {
    private static final String VERSION = "4.3.1";
    private static final String ACLS = "org/apache/kafka/tools/AclCommand.class";

    private final Map<String, Object> properties;
    private final Path config;
    private final String classPath;

    /** @param folder for the file with the client's properties */
    public KafkaCommandLine(Map<String, Object> properties, Path folder) throws IOException {
        this.properties = Map.copyOf(properties);
        this.config = Files.writeString(
                folder.resolve("client.properties"),
                properties.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
        this.classPath = Stream.concat(
                        Stream.of(tools()), JarSource.locked().classPath(VERSION, Progress.SILENT).stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The jar, from which no class is loaded: the tools' version is not that of our client. */
    private static Path tools() {
        var url = Objects.requireNonNull(KafkaCommandLine.class.getClassLoader().getResource(ACLS))
                .toString();
        return Path.of(URI.create(url.substring("jar:".length(), url.indexOf("!/"))));
    }

    public void topics(String... arguments) {
        run("org.apache.kafka.tools.TopicCommand", arguments);
    }

    public void acls(String... arguments) {
        run("org.apache.kafka.tools.AclCommand", arguments);
    }

    public void configs(String... arguments) {
        run("kafka.admin.ConfigCommand", arguments);
    }

    private void run(String command, String... arguments) {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                classPath,
                command,
                "--bootstrap-server",
                String.valueOf(properties.get("bootstrap.servers")),
                "--command-config",
                config.toString()));
        line.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + " " + List.of(arguments) + ": " + said);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
