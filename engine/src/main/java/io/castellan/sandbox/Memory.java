package io.castellan.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** How much memory new processes may take. */
@FunctionalInterface
interface Memory {
    /** In bytes; empty where the platform does not say. */
    OptionalLong available();

    /** Linux: what the kernel calls available, or what is left of the container's limit where that is less. */
    static Memory ofMachine() {
        return () -> ofMachine(Path.of("/proc/meminfo"), Path.of("/sys/fs/cgroup"));
    }

    static OptionalLong ofMachine(Path meminfo, Path cgroup) {
        return LongStream.concat(
                        field(meminfo, "MemAvailable:").stream().map(kilobytes -> kilobytes * 1024),
                        leftInGroup(cgroup).stream())
                .min();
    }

    private static OptionalLong leftInGroup(Path cgroup) {
        var limit = number(cgroup.resolve("memory.max"));
        var used = number(cgroup.resolve("memory.current"));
        if (limit.isEmpty() || used.isEmpty()) {
            return OptionalLong.empty();
        }
        var reclaimable = field(cgroup.resolve("memory.stat"), "inactive_file").orElse(0);
        return OptionalLong.of(limit.getAsLong() - used.getAsLong() + reclaimable);
    }

    private static OptionalLong field(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.map(line -> line.split("\\s+"))
                    .filter(fields -> fields.length > 1 && fields[0].equals(name))
                    .mapToLong(fields -> Long.parseLong(fields[1]))
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong number(Path file) {
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
