package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A class-data archive (CDS) of a broker: parsed classes that the JVM maps instead of loading them from jars. It belongs to
 * one JVM build and one class path. The first node that runs without one writes it when it ends; a draft becomes the
 * archive when that node was seen to end well. Everything here is for speed: where it fails, brokers start without.
 */
record ClassArchive(Path file) {
    private static final List<String> QUIET = List.of("-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    private static final String DRAFT = ".draft-";
    private static final int KEY_DIGITS = 16;
    private static final int KEPT = 4;

    ClassArchive {
        requireNonNull(file, "file");
    }

    static ClassArchive in(Path cache, String kafkaVersion, Path javaHome, List<Path> classPath) {
        var key = javaHome + "\n" + System.getProperty("java.vm.name") + "\n" + System.getProperty("java.vm.version")
                + "\n" + classPath.stream().map(ClassArchive::describe).collect(Collectors.joining("\n"));
        return new ClassArchive(cache.resolve("kafka-" + kafkaVersion + "-" + digest(key) + ".jsa"));
    }

    /** Castellan's part of the user's cache folder. */
    static Path cache(Map<String, String> environment) {
        var cache = environment.get("XDG_CACHE_HOME");
        return (cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache))
                .resolve("castellan");
    }

    boolean exists() {
        return Files.isRegularFile(file);
    }

    /** Reads the archive if there is one. */
    List<String> useOptions() {
        return exists() ? with(QUIET, "-XX:SharedArchiveFile=" + file) : List.of();
    }

    /** Makes the process write a draft when it ends. */
    List<String> writeOptions(Path draft) {
        return with(QUIET, "-XX:ArchiveClassesAtExit=" + draft);
    }

    Path draft(long salt) {
        return file.resolveSibling(file.getFileName() + DRAFT + Long.toHexString(salt));
    }

    /** Whether one should be written: there is none, and there is a place for it. */
    boolean wanted() {
        try {
            Files.createDirectories(file.getParent());
            return !exists() && Files.isWritable(file.getParent());
        } catch (IOException e) {
            return false;
        }
    }

    /** The process that wrote the draft ended well. */
    static void adopt(Path draft) {
        var name = draft.getFileName().toString();
        var target = draft.resolveSibling(name.substring(0, name.indexOf(DRAFT)));
        try {
            if (Files.exists(draft)) {
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                removeOldest(requireNonNull(target.getParent()));
            }
        } catch (IOException e) {
            discard(draft);
        }
    }

    static void discard(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            // It stays in the cache folder under a name that nothing reads.
        }
    }

    private static void removeOldest(Path cache) throws IOException {
        try (var files = Files.list(cache)) {
            var archives = files.filter(file -> file.getFileName().toString().matches("kafka-.*\\.jsa"))
                    .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified())
                            .reversed())
                    .toList();
            archives.stream().skip(KEPT).forEach(ClassArchive::discard);
        }
    }

    private static List<String> with(List<String> options, String option) {
        var all = new java.util.ArrayList<>(options);
        all.add(option);
        return List.copyOf(all);
    }

    private static String describe(Path jar) {
        var file = jar.toFile();
        return jar + " " + file.length() + " " + file.lastModified();
    }

    private static String digest(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, KEY_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
