package io.castellan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.testing.TestSandboxes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Brokers are found again, and nothing else is taken for one. */
class SandboxProcessesIT {
    private final List<String> said = new ArrayList<>();
    private final Path home = TestSandboxes.home("processes");
    private final Sandbox sandbox = Sandbox.in(home, JarSource.locked(), said::add);

    /** Brings a sandbox up and stays until it is killed. */
    static final class Launcher {
        private Launcher() {}

        public static void main(String[] args) throws InterruptedException {
            Sandbox.in(Path.of(args[0]), JarSource.locked(), Progress.SILENT).up(SandboxSpec.of("processes"));
            System.out.println("up");
            System.out.flush();
            Thread.currentThread().join();
        }
    }

    @AfterEach
    void wipe() {
        sandbox.wipe();
    }

    @Test
    void brokersOutliveTheirLauncherAndAreFoundByAnotherCommand() throws Exception {
        // given a sandbox that another process brought up
        var launcher = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Launcher.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = new BufferedReader(new InputStreamReader(launcher.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.lines().anyMatch("up"::equals)).isTrue();
        }
        var pid = sandbox.status().orElseThrow().node(1).pid().orElseThrow();

        // when
        launcher.destroyForcibly().waitFor();

        // then the broker has a session of its own, which no terminal ends
        assertThat(sandbox.status().orElseThrow().allRunning()).isTrue();
        assertThat(sessionOf(pid)).isEqualTo(pid);
        assertThat(Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/0"))).isEqualTo(Path.of("/dev/null"));
        var mark = ProcessMark.of(pid).orElseThrow();
        sandbox.down();
        assertThat(mark.life()).isEqualTo(ProcessMark.Life.GONE);
    }

    @Test
    void anotherProcessWithTheSameIdIsLeftAlone() throws Exception {
        // given a sandbox whose node died, and whose process id now belongs to somebody else
        var other = new ProcessBuilder("sleep", "600").start();
        try {
            var folder = new SandboxFolder(home);
            folder.create();
            folder.createNode(1);
            var node = new NodeSpot(1, "4.4.0", Optional.empty(), 20001, 20002);
            folder.writeState(new SandboxState("processes", "4.4.0", "5L6g3nShT-eMCtK--X86sw", 192, List.of(node)));
            var mark = ProcessMark.of(other.pid()).orElseThrow();
            folder.writeProcess(
                    1, new StartedProcess(new ProcessMark(mark.pid(), mark.started() + "0"), 0, Optional.empty()));

            // then
            assertThat(sandbox.status().orElseThrow().node(1).state()).isEqualTo(NodeState.DIED);
            sandbox.killNode(1);
            sandbox.freezeNode(1);
            sandbox.down();
            assertThat(mark.life()).isEqualTo(ProcessMark.Life.ALIVE);
            assertThat(sandbox.status().orElseThrow().node(1).state()).isEqualTo(NodeState.STOPPED);
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void aProcessIsAliveSuspendedOrGone() throws Exception {
        // given
        var process = new ProcessBuilder("sleep", "600").start();
        var mark = ProcessMark.of(process.pid()).orElseThrow();
        assertThat(mark.life()).isEqualTo(ProcessMark.Life.ALIVE);

        // when
        mark.suspend();
        assertThat(mark.life()).isEqualTo(ProcessMark.Life.SUSPENDED);
        mark.resume();
        assertThat(mark.life()).isEqualTo(ProcessMark.Life.ALIVE);
        mark.kill();
        process.waitFor();

        // then
        assertThat(mark.life()).isEqualTo(ProcessMark.Life.GONE);
        assertThat(ProcessMark.of(process.pid())).isEmpty();
    }

    private static long sessionOf(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3]);
    }
}
