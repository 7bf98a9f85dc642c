package io.castellan.git;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Files that were read, by their ids: commits that are read one after another have most of their files in common. Those that were not
 * asked for longest are forgotten first. Nobody alters what is in here. Thread-safe.
 */
final class Contents {
    private static final long MAX_BYTES = 16L * 1024 * 1024;

    private final Map<ObjectId, byte[]> known = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    synchronized Optional<byte[]> of(ObjectId id) {
        return Optional.ofNullable(known.get(id));
    }

    synchronized void put(ObjectId id, byte[] content) {
        if (known.putIfAbsent(id, content) == null) {
            bytes += content.length;
            forget();
        }
    }

    private void forget() {
        for (Iterator<byte[]> oldest = known.values().iterator(); bytes > MAX_BYTES && oldest.hasNext(); ) {
            bytes -= oldest.next().length;
            oldest.remove();
        }
    }
}
