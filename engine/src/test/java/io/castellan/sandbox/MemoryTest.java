package io.castellan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
    @TempDir
    private Path folder;

    @Test
    void theKernelsEstimateCounts() throws IOException {
        assertThat(Memory.ofMachine(meminfo(2000), folder)).hasValue(2000 * 1024);
    }

    @Test
    void aContainersLimitCountsWhereItIsNearer() throws IOException {
        // given 1000 bytes of which 700 are used, 200 of them by files that can be dropped
        Files.writeString(folder.resolve("memory.max"), "1000\n");
        Files.writeString(folder.resolve("memory.current"), "700\n");
        Files.writeString(folder.resolve("memory.stat"), "anon 500\ninactive_file 200\n");

        assertThat(Memory.ofMachine(meminfo(2000), folder)).hasValue(500);
    }

    @Test
    void aContainerWithoutALimitDoesNotCount() throws IOException {
        Files.writeString(folder.resolve("memory.max"), "max\n");
        Files.writeString(folder.resolve("memory.current"), "700\n");

        assertThat(Memory.ofMachine(meminfo(1), folder)).hasValue(1024);
    }

    @Test
    void aPlatformThatDoesNotSayIsUnknown() {
        assertThat(Memory.ofMachine(folder.resolve("none"), folder)).isEmpty();
    }

    private Path meminfo(long kilobytes) throws IOException {
        return Files.writeString(
                folder.resolve("meminfo"), "MemTotal: 9999999 kB\nMemAvailable:   " + kilobytes + " kB\n");
    }
}
