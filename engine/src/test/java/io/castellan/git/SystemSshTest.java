package io.castellan.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SystemSshTest {
    private static List<String> command(Map<String, String> programs, String address, boolean version) {
        var settings = new RemoteSettings(Duration.ofSeconds(1), programs, new Random(1), line -> {});
        return new SystemSsh(settings, new Patience(Duration.ofSeconds(1), new Random(1)))
                .command(RemoteAddress.parse(address).uri(), "git-upload-pack '/state'", version);
    }

    @Test
    void isTheUsersSshAsGitStartsIt() {
        assertThat(command(Map.of(), "git@git.example.org:state", false))
                .containsExactly("ssh", "git@git.example.org", "git-upload-pack '/state'");
        assertThat(command(Map.of(), "ssh://git.example.org:2222/state", true))
                .containsExactly(
                        "ssh",
                        "-o",
                        "SendEnv=GIT_PROTOCOL",
                        "-p",
                        "2222",
                        "git.example.org",
                        "git-upload-pack '/state'");
    }

    @Test
    void anotherProgramIsTakenAsGitTakesIt() {
        assertThat(command(Map.of("GIT_SSH", "/opt/my ssh"), "host:state", false))
                .first()
                .isEqualTo("/opt/my ssh");
        assertThat(command(Map.of("GIT_SSH", "x", "GIT_SSH_COMMAND", "ssh -i 'a key'"), "host:state", false))
                .startsWith("sh", "-c", "ssh -i 'a key' \"$@\"", "ssh");
    }
}
