package io.castellan.cli;

import io.castellan.sandbox.JarSource;
import io.castellan.sandbox.Progress;
import io.castellan.sandbox.Sandbox;
import java.nio.file.Path;

/** Where the sandboxes of a workspace live. */
final class Sandboxes {
    private Sandboxes() {}

    /** The sandbox of an environment, without starting anything. */
    static Sandbox of(Path root, String environment) {
        return of(root, environment, JarSource.locked(), line -> {});
    }

    static Sandbox of(Path root, String environment, JarSource jars, Progress progress) {
        return Sandbox.in(root.resolve(".castellan").resolve("sandbox").resolve(environment), jars, progress);
    }
}
