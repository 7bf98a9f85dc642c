package io.castellan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxFolderTest {
    @TempDir
    private Path parent;

    private SandboxFolder folder;

    @BeforeEach
    void create() {
        folder = new SandboxFolder(parent.resolve(".castellan/sandbox/dev"));
        folder.create();
    }

    @Test
    void secretsAreReadableByTheirOwnerOnly() throws IOException {
        // when
        folder.writeSecrets(new Secrets("one", "two"));

        // then
        assertThat(folder.readSecrets()).contains(new Secrets("one", "two"));
        assertThat(permissions(folder.home().resolve("secrets.properties"))).isEqualTo("rw-------");
        assertThat(permissions(folder.home())).isEqualTo("rwx------");
        assertThat(new Secrets("one", "two").toString()).doesNotContain("one").doesNotContain("two");
    }

    @Test
    void gitDoesNotSeeTheFolder() {
        assertThat(folder.home().resolve(".gitignore")).hasContent("*");
    }

    @Test
    void whatWasBuiltIsReadBack() {
        // given
        var state = new SandboxState(
                "dev",
                "4.4.0",
                "5L6g3nShT-eMCtK--X86sw",
                192,
                List.of(
                        new NodeSpot(1, "4.4.0", Optional.of("a"), 20001, 20002),
                        new NodeSpot(2, "4.3.1", Optional.empty(), 20003, 20004)));

        // when
        folder.writeState(state);

        // then
        assertThat(folder.readState()).contains(state);
    }

    @Test
    void aStartedProcessIsReadBackAndForgotten() {
        // given
        folder.createNode(1);
        var started = new StartedProcess(new ProcessMark(42, "boot/17"), 1000, Optional.of(Path.of("/cache/x.draft")));

        // when
        folder.writeProcess(1, started);

        // then
        assertThat(folder.readProcess(1)).contains(started);
        folder.forgetProcess(1);
        assertThat(folder.readProcess(1)).isEmpty();
    }

    @Test
    void aFormatOfTheFutureIsRefused() throws IOException {
        Files.writeString(folder.home().resolve("sandbox.properties"), "format=castellan/sandbox/v2\n");

        assertThatThrownBy(() -> folder.readState())
                .hasMessageContaining("CAS-SANDBOX-011")
                .hasMessageContaining("castellan/sandbox/v2");
    }

    @Test
    void damagedFilesAreRefusedWithTheirNames() throws IOException {
        folder.createNode(1);
        Files.writeString(folder.home().resolve("sandbox.properties"), "format=castellan/sandbox/v1\nname=dev\n");
        Files.writeString(folder.node(1).resolve("process.properties"), "pid=many\n");

        assertThatThrownBy(() -> folder.readState())
                .hasMessageContaining("sandbox.properties")
                .hasMessageContaining("kafka.version is missing");
        assertThatThrownBy(() -> folder.readProcess(1)).hasMessageContaining("process.properties");
    }

    @Test
    void wipingDoesNotFollowLinks() throws IOException {
        // given a link out of the folder
        var outside = Files.createDirectory(parent.resolve("outside"));
        Files.writeString(outside.resolve("precious"), "");
        Files.createSymbolicLink(folder.home().resolve("link"), outside);

        // when
        folder.wipe();

        // then
        assertThat(folder.home()).doesNotExist();
        assertThat(outside.resolve("precious")).exists();
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
