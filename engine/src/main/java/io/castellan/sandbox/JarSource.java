package io.castellan.sandbox;

import io.castellan.diagnostics.Failure;
import java.nio.file.Path;
import java.util.List;

/** Where a broker's jars come from. */
public interface JarSource {
    /**
     * The whole class path of a broker of this version, logging included. May download.
     *
     * @throws Failure when the jars cannot be had or are not what they should be
     */
    List<Path> classPath(String kafkaVersion, Progress progress);

    /**
     * The versions with a lock file, from the local Maven repository or else from Maven Central or the mirror that the
     * user's Maven settings name; each jar is checked against the lock's SHA-256 at every call.
     */
    static JarSource locked() {
        return new LockedJars(MavenSettings.ofUser());
    }

    /**
     * The jars of one folder, for example {@code libs} of a Kafka distribution, of any version. Not checked: the folder is
     * the user's own word.
     */
    static JarSource folder(Path folder) {
        return new JarFolder(folder);
    }
}
