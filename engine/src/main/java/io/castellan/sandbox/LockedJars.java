package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Takes the jars that a lock names from the local Maven repository, and fetches into it what is missing. */
record LockedJars(MavenSettings settings) implements JarSource {
    private static final int CHUNK = 1 << 16;

    LockedJars {
        requireNonNull(settings, "settings");
    }

    @Override
    public List<Path> classPath(String kafkaVersion, Progress progress) {
        var lock = JarLock.of(kafkaVersion);
        var missing = lock.jars().stream()
                .filter(jar -> !Files.isRegularFile(file(jar)))
                .toList();
        if (!missing.isEmpty()) {
            JarDownload.into(settings, kafkaVersion, progress).fetch(missing);
        }
        var corrupt = lock.jars().parallelStream()
                .map(jar -> mismatch(jar, file(jar))
                        .map(found -> corrupt(jar, file(jar).toString(), found)
                                .withHint("delete the file, it is fetched again")))
                .flatMap(Optional::stream)
                .toList();
        if (!corrupt.isEmpty()) {
            throw new Failure(ExitCode.REFUSED, corrupt);
        }
        return lock.jars().stream().map(this::file).toList();
    }

    private Path file(JarLock.Jar jar) {
        return settings.localRepository().resolve(jar.path());
    }

    static Problem corrupt(JarLock.Jar jar, String where, String found) {
        return Problem.error(
                SandboxCodes.JAR_CORRUPT,
                where + " is not the locked jar: expected " + jar.size() + " bytes with SHA-256 " + jar.sha256()
                        + ", found " + found);
    }

    /** What the file is instead, if it is not the locked jar. */
    static Optional<String> mismatch(JarLock.Jar jar, Path file) {
        try {
            var size = Files.size(file);
            if (size != jar.size()) {
                return Optional.of(size + " bytes");
            }
            var sha256 = sha256(file);
            return sha256.equals(jar.sha256()) ? Optional.empty() : Optional.of("SHA-256 " + sha256);
        } catch (IOException e) {
            return Optional.of("an unreadable file (" + e.getMessage() + ")");
        }
    }

    private static String sha256(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = ByteBuffer.allocate(CHUNK);
            while (channel.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
