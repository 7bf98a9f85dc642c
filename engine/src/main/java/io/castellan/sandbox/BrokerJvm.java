package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Command lines of the broker's programs: small heap, quick start. */
final class BrokerJvm {
    /** What one node needs beside its heap: classes, code, threads, buffers. */
    static final int OFF_HEAP_MEGABYTES = 96;

    private static final List<String> QUICK =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss256k", "-Djava.awt.headless=true");
    /** Set for the user's own Java programs, not for the brokers: a debug port, say, can be bound only once. */
    private static final List<String> FOREIGN =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

    private final Path java;
    private final List<Path> classPath;
    private final ClassArchive archive;

    BrokerJvm(Path javaHome, List<Path> classPath, ClassArchive archive) {
        this.java = javaHome.resolve("bin").resolve("java");
        this.classPath = List.copyOf(classPath);
        this.archive = requireNonNull(archive, "archive");
    }

    /** Runs a Kafka program to its end; its arguments go through a file of its own, where {@code ps} does not show them. */
    List<String> programArguments(String main, List<String> arguments) {
        var all = new ArrayList<String>(QUICK);
        all.add("-Xmx128m");
        all.addAll(archive.useOptions());
        all.addAll(List.of("-cp", joined(), main));
        all.addAll(arguments);
        return all.stream().map(BrokerJvm::quoted).toList();
    }

    ClassArchive archive() {
        return archive;
    }

    Path java() {
        return java;
    }

    /**
     * A broker in a session of its own, so that neither a closed terminal nor its Ctrl-C reaches it.
     *
     * @param archiveOptions read or write a class-data archive
     */
    List<String> server(SandboxFolder folder, int node, int heapMegabytes, List<String> archiveOptions) {
        var command = new ArrayList<>(ownSession());
        command.add(java.toString());
        command.addAll(QUICK);
        command.addAll(List.of("-Xms48m", "-Xmx" + heapMegabytes + "m", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(archiveOptions);
        command.add("-Djava.io.tmpdir=" + folder.temporary(node));
        command.add("-Dlog4j2.configurationFile=" + BrokerLogging.log4j2(folder));
        command.add("-Dlog4j.configuration=" + BrokerLogging.reload4j(folder).toUri());
        command.addAll(List.of(
                "-cp", joined(), "kafka.Kafka", folder.serverProperties(node).toString()));
        return List.copyOf(command);
    }

    static void withoutForeignOptions(ProcessBuilder builder) {
        FOREIGN.forEach(builder.environment()::remove);
    }

    private String joined() {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Linux has setsid; elsewhere the signals that a terminal sends are ignored, which Java programs inherit. */
    private static List<String> ownSession() {
        var setsid = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "setsid"))
                .filter(Files::isExecutable)
                .findFirst();
        return setsid.map(program -> List.of(program.toString()))
                .orElse(List.of("/bin/sh", "-c", "trap '' HUP INT; exec \"$@\"", "sh"));
    }

    /** As the {@code java} launcher reads argument files. */
    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static long size(Path log) {
        try {
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            throw SandboxFolder.unusable(log, e);
        }
    }
}
