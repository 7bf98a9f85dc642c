package io.castellan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.testing.TestSandboxes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Where the brokers' jars come from. */
class SandboxJarsIT {
    @SuppressWarnings("unused") // read by the parameterised test
    private static final List<String> VERSIONS = JarLock.VERSIONS;

    private final List<String> said = new ArrayList<>();
    private final Path home = TestSandboxes.home("jars");

    @TempDir
    private Path folder;

    @AfterEach
    void wipe() {
        Sandbox.in(home, JarSource.locked(), Progress.SILENT).wipe();
    }

    @Test
    void aChangedJarIsRefusedBeforeAnythingIsMade() throws IOException {
        // given a local repository in which one byte of one jar differs
        var settings = MavenSettings.ofUser();
        var locked = JarSource.locked().classPath("4.4.0", said::add);
        for (var jar : locked) {
            copy(jar, folder.resolve(settings.localRepository().relativize(jar)));
        }
        var changed = folder.resolve(settings.localRepository().relativize(locked.get(7)));
        var bytes = Files.readAllBytes(changed);
        bytes[bytes.length / 2] ^= 1;
        Files.write(changed, bytes);

        // then
        var jars = new LockedJars(settings.withLocalRepository(folder));
        assertThatThrownBy(() -> Sandbox.in(home, jars, said::add).up(SandboxSpec.of("jars")))
                .hasMessageContaining("CAS-SANDBOX-002")
                .hasMessageContaining(changed.toString())
                .hasMessageContaining("SHA-256");
        assertThat(home).doesNotExist();
    }

    @Test
    void whatIsInTheLocalRepositoryNeedsNoNetwork() {
        // given
        JarSource.locked().classPath("4.4.0", Progress.SILENT);
        var cached = MavenSettings.ofUser().localRepository();
        var nowhere = URI.create("http://repository.invalid/");
        var offline = new MavenSettings(
                Path.of("settings.xml"), cached, true, nowhere, Optional.empty(), Optional.empty(), List.of());

        // then
        assertThat(new LockedJars(offline).classPath("4.4.0", said::add)).hasSize(44);
        assertThat(said).isEmpty();
    }

    @Test
    void aFolderOfJarsIsEnough() throws IOException {
        // given a folder with the same name in every run, so that its class-data archive is written once
        var libs = Path.of("target", "jar-folder").toAbsolutePath();
        for (var jar : JarSource.locked().classPath("4.4.0", Progress.SILENT)) {
            copy(jar, libs.resolve(jar.getFileName()));
        }

        // when
        var sandbox = Sandbox.in(home, JarSource.folder(libs), said::add);
        var status = sandbox.up(SandboxSpec.of("jars"));

        // then
        assertThat(status.allRunning()).isTrue();
        assertThat(said).anyMatch(line -> line.startsWith("using 44 unchecked jars from " + libs));
        assertThat(commandLine(status))
                .contains(libs.resolve("kafka_2.13-4.4.0.jar").toString());
    }

    @ParameterizedTest
    @Tag("qualify")
    @FieldSource("VERSIONS")
    void everyLockedVersionServes(String version) {
        var sandbox = Sandbox.in(home, JarSource.locked(), said::add);

        var status = sandbox.up(SandboxSpec.of("jars").withKafkaVersion(version));

        assertThat(status.node(1).kafkaVersion()).isEqualTo(version);
        assertThat(status.allRunning()).isTrue();
        assertThat(sandbox.log(1)).content().contains("Kafka version: " + version);
    }

    private static void copy(Path jar, Path target) throws IOException {
        Files.createDirectories(target.resolveSibling(".").normalize());
        Files.copy(jar, target, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String commandLine(SandboxStatus status) throws IOException {
        return Files.readString(
                Path.of("/proc", String.valueOf(status.node(1).pid().orElseThrow()), "cmdline"));
    }
}
