package io.castellan.state;

import io.castellan.model.Declared;
import io.castellan.resource.Declarations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What was read of one environment since its environment.yaml is as it is, and no override of it begins or ends. States that are read
 * one after another have most of their files in common, in one version or another; those are neither read nor kept twice. Thread-safe.
 */
final class ReadBefore {
    /** Of the text; what is made of it takes more. */
    private static final long MAX_BYTES = 16L * 1024 * 1024;

    private final EnvironmentRead environment;
    private final Map<String, List<FileRead>> versions = new HashMap<>();
    private long bytes;
    private Map<String, FileRead> last = Map.of();
    private Optional<Declarations> sound = Optional.empty();

    ReadBefore(EnvironmentRead environment) {
        this.environment = environment;
    }

    EnvironmentRead environment() {
        return environment;
    }

    boolean isOf(byte[] content) {
        return Arrays.equals(environment.content(), content);
    }

    synchronized Optional<FileRead> file(String path, byte[] content) {
        for (var version : versions.getOrDefault(path, List.of())) {
            if (Arrays.equals(version.content(), content)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    /**
     * Keeps a state, and the files of those before while there is room.
     *
     * @param sound what all declare, if nothing was wrong with it together
     */
    synchronized void keep(List<FileRead> files, Optional<Declarations> sound) {
        last = files.stream().collect(Collectors.toUnmodifiableMap(FileRead::path, read -> read));
        this.sound = sound;
        files.forEach(this::keep);
        if (bytes > MAX_BYTES) {
            versions.clear();
            bytes = 0;
            files.forEach(this::keep);
        }
    }

    private void keep(FileRead file) {
        if (file(file.path(), file.content()).isEmpty()) {
            versions.computeIfAbsent(file.path(), path -> new ArrayList<>(1)).add(file);
            bytes += file.content().length;
        }
    }

    /**
     * What is declared now, where the files declare the same resources as those of the state before and nothing was wrong with these
     * together: then neither is one declared twice, nor does a review find what it did not find before. Empty where that cannot be told
     * so easily.
     */
    synchronized Optional<Declarations> replaced(List<FileRead> files) {
        if (sound.isEmpty() || last.size() != files.size()) {
            return Optional.empty();
        }
        var others = new ArrayList<Declared<?>>();
        for (var now : files) {
            var then = last.get(now.path());
            if (then == null || then != now && !isAlike(then.found(), now.found())) {
                return Optional.empty();
            }
            if (then != now) {
                now.found().forEach(one -> others.add(one.declared()));
            }
        }
        return sound.map(all -> all.with(others));
    }

    private static boolean isAlike(List<Found> some, List<Found> others) {
        return some.size() == others.size()
                && IntStream.range(0, some.size()).allMatch(i -> some.get(i).isLike(others.get(i)));
    }
}
