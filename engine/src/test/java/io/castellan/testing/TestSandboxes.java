package io.castellan.testing;

import io.castellan.sandbox.JarSource;
import io.castellan.sandbox.Progress;
import io.castellan.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Folders of test sandboxes in the build folder, named after the JVM they belong to. The first use removes those of JVMs that
 * are gone: brokers outlive a killed test run otherwise.
 */
public final class TestSandboxes {
    private static final Path ALL = Path.of("target", "sandboxes").toAbsolutePath();
    private static final Pattern NAME = Pattern.compile("(\\d+)-.*");
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestSandboxes() {}

    /** A folder that does not exist yet. */
    public static synchronized Path home(String name) {
        if (COUNT.get() == 0) {
            removeLeftBehind();
        }
        return ALL.resolve(ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + "-" + name);
    }

    private static void removeLeftBehind() {
        if (!Files.isDirectory(ALL)) {
            return;
        }
        try (var folders = Files.list(ALL)) {
            folders.filter(Files::isDirectory)
                    .filter(TestSandboxes::ownerIsGone)
                    .forEach(home -> Sandbox.in(home, JarSource.locked(), Progress.SILENT)
                            .wipe());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean ownerIsGone(Path home) {
        var name = NAME.matcher(home.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }
}
