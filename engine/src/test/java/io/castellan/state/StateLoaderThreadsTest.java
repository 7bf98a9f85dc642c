package io.castellan.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problems;
import io.castellan.model.Origin;
import io.castellan.model.SourceFiles;
import io.castellan.resource.Registry;
import io.castellan.resource.Room;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who reads the files: others beside the caller, or the caller alone. */
class StateLoaderThreadsTest {
    private static final int FILES = 16;

    private final Set<Thread> readers = ConcurrentHashMap.newKeySet();

    private void load(int processors, boolean busy, CountDownLatch second) {
        var files = new TreeMap<String, byte[]>();
        files.put("environments/dev/environment.yaml", bytes("""
                apiVersion: castellan/v1
                environment: dev
                cluster: {sandbox: {brokers: 1}}
                """));
        for (int i = 0; i < FILES; i++) {
            files.put("environments/dev/" + i + ".yaml", bytes("x-nothing: " + i));
        }
        var loader = new StateLoader(
                new Registry(List.of(new Room(List.of(), List.of(), List.of(), List.of()))),
                (schema, node, found) -> {
                    if (node.at().file().endsWith("environment.yaml")) {
                        return;
                    }
                    if (readers.add(Thread.currentThread())) {
                        second.countDown();
                    }
                    await(second);
                },
                processors);
        loader.load(
                "environments/dev",
                new SourceFiles(files, Origin.folder()),
                Instant.parse("2026-11-21T10:00:00Z"),
                new Problems(),
                environment -> busy);
    }

    private static void await(CountDownLatch second) {
        try {
            second.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void severalFilesAreReadAtATime() {
        load(2, false, new CountDownLatch(2));

        assertThat(readers).hasSizeGreaterThan(1);
    }

    @Test
    void ofTwoProcessorsOneIsLeftToAClusterThatIsBeingRead() {
        load(2, true, new CountDownLatch(1));

        assertThat(readers).containsExactly(Thread.currentThread());
    }

    @Test
    void ofMoreThanTwoProcessorsAllRead() {
        load(3, true, new CountDownLatch(2));

        assertThat(readers).hasSizeGreaterThan(1);
    }
}
