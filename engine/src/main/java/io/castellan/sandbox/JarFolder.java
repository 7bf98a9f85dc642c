package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Takes all jars of one folder. */
record JarFolder(Path folder) implements JarSource {
    private static final Pattern SERVER = Pattern.compile("kafka_2\\.\\d+-(\\d[0-9A-Za-z.-]*?)\\.jar");
    private static final Pattern CLASSIFIED = Pattern.compile(".*-(sources|javadoc|scaladoc|test|test-sources)\\.jar");
    private static final Pattern LOGGING =
            Pattern.compile("(log4j-slf4j|slf4j-reload4j|logback-classic|slf4j-simple).*");

    JarFolder {
        requireNonNull(folder, "folder");
    }

    @Override
    public List<Path> classPath(String kafkaVersion, Progress progress) {
        var jars = jars();
        var found = serverVersion(jars)
                .orElseThrow(() -> unfit(
                        "holds no kafka_2.13-" + kafkaVersion + ".jar",
                        "name a folder with all jars of a" + " broker, for example 'libs' of a Kafka distribution"));
        if (!found.equals(kafkaVersion)) {
            throw unfit(
                    "holds Kafka " + found + ", the sandbox is declared with " + kafkaVersion,
                    "declare 'version: " + found + "' or name another folder");
        }
        if (jars.stream().noneMatch(jar -> LOGGING.matcher(name(jar)).matches())) {
            progress.say("no SLF4J binding among the jars in " + folder + ": the brokers' logs will be nearly empty");
        }
        progress.say("using " + jars.size() + " unchecked jars from " + folder);
        return jars;
    }

    private List<Path> jars() {
        try (var files = Files.list(folder)) {
            return files.filter(file -> name(file).endsWith(".jar"))
                    .filter(file -> !CLASSIFIED.matcher(name(file)).matches())
                    .map(Path::toAbsolutePath)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unfit("cannot be listed: " + e.getMessage(), "name a readable folder of jars");
        }
    }

    private static Optional<String> serverVersion(List<Path> jars) {
        return jars.stream()
                .map(jar -> SERVER.matcher(name(jar)))
                .filter(java.util.regex.Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    private static String name(Path jar) {
        return jar.getFileName().toString();
    }

    private Failure unfit(String why, String hint) {
        return new Failure(
                ExitCode.INPUT,
                Problem.error(SandboxCodes.JAR_FOLDER_UNFIT, "the jar folder " + folder + " " + why)
                        .withHint(hint));
    }
}
