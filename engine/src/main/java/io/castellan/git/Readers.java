package io.castellan.git;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/**
 * Readers of a repository's objects. A reader remembers what it unpacked, and most objects are kept as differences to others: commits that
 * are looked at one after another have most of these in common. So readers are lent, and kept until the repository is closed. Thread-safe.
 */
final class Readers implements AutoCloseable {
    private final Repository git;
    private final Deque<ObjectReader> idle = new ConcurrentLinkedDeque<>();

    Readers(Repository git) {
        this.git = git;
    }

    /** A reader for one thread, which comes back when it is closed. */
    Lent lend() {
        var known = idle.poll();
        return new Lent(known == null ? git.newObjectReader() : known, idle);
    }

    record Lent(ObjectReader reader, Deque<ObjectReader> home) implements AutoCloseable {
        @Override
        public void close() {
            home.push(reader);
        }
    }

    @Override
    public void close() {
        for (var reader = idle.poll(); reader != null; reader = idle.poll()) {
            reader.close();
        }
    }
}
