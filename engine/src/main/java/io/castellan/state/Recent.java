package io.castellan.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is known of the folders that were read last. Two of them: state is compared with where it comes from. Thread-safe. */
final class Recent<T> {
    private static final int FOLDERS = 2;

    private final Map<String, T> known = new LinkedHashMap<>();

    synchronized Optional<T> of(String folder) {
        return Optional.ofNullable(known.get(folder));
    }

    /** @param what nothing to forget it */
    synchronized void put(String folder, Optional<T> what) {
        known.remove(folder);
        what.ifPresent(one -> known.put(folder, one));
        if (known.size() > FOLDERS) {
            known.remove(known.keySet().iterator().next());
        }
    }
}
