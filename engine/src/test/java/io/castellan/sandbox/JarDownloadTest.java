package io.castellan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarDownloadTest {
    private static final byte[] CONTENT = "a jar".getBytes(StandardCharsets.UTF_8);
    private static final String PATH = "org/example/a/1/a-1.jar";

    @TempDir
    private Path local;

    private final List<String> said = new ArrayList<>();
    private JarRepository repository;

    @BeforeEach
    void start() throws IOException {
        repository = new JarRepository();
        repository.serve(PATH, CONTENT);
    }

    @AfterEach
    void stop() {
        repository.close();
    }

    @Test
    void whatTheLockNamesLandsInTheLocalRepository() throws Exception {
        // when
        fetch(settings(repository.uri()), jar(PATH, CONTENT));

        // then
        assertThat(local.resolve(PATH)).hasBinaryContent(CONTENT);
        assertThat(said.get(0))
                .startsWith("fetching 1 jars")
                .contains(repository.uri().toString());
        assertThat(said).last().isEqualTo("fetched 1 of 1 jars");
    }

    @Test
    void aJarWithAnotherChecksumIsRefusedAndLeavesNothing() throws Exception {
        // given a repository that serves something of the same size
        repository.serve(PATH, "A JAR".getBytes(StandardCharsets.UTF_8));

        // when
        var failure = catchThrowableOfType(Failure.class, () -> fetch(settings(repository.uri()), jar(PATH, CONTENT)));

        // then
        assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(failure).hasMessageContaining("CAS-SANDBOX-002").hasMessageContaining(PATH);
        assertThat(filesBelow(local)).isEmpty();
    }

    @Test
    void everyMissingJarIsNamed() {
        // when
        var failure = catchThrowableOfType(
                Failure.class,
                () -> fetch(settings(repository.uri()), jar("b/b.jar", CONTENT), jar("c/c.jar", CONTENT)));

        // then asked once each: a 404 does not get better
        assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(failure.problems())
                .hasSize(2)
                .allMatch(problem -> problem.message().endsWith("answered HTTP 404"));
        assertThat(repository.requests()).hasSize(2);
    }

    @Test
    void aRepositoryThatIsBrieflyUnavailableIsAskedAgain() throws Exception {
        // given
        repository.failFirst(2);

        // when
        fetch(settings(repository.uri()), jar(PATH, CONTENT));

        // then
        assertThat(local.resolve(PATH)).hasBinaryContent(CONTENT);
    }

    @Test
    void theServersPasswordIsGivenWhenAskedFor() throws Exception {
        // given
        var basic = Base64.getEncoder().encodeToString("robot:secret".getBytes(StandardCharsets.UTF_8));
        repository.require("Basic " + basic);
        var credentials = Optional.of(new MavenSettings.Credentials("robot", "secret"));

        // when
        fetch(settings(repository.uri(), false, credentials, Optional.empty()), jar(PATH, CONTENT));

        // then
        assertThat(local.resolve(PATH)).hasBinaryContent(CONTENT);
    }

    @Test
    void theProxyIsAskedInsteadOfTheRepository() throws Exception {
        // given a repository that only the proxy can reach
        var address = "http://repository.invalid/maven2/";
        repository.serveAddress(address + PATH, CONTENT);
        var proxy = new MavenSettings.Proxy("127.0.0.1", repository.uri().getPort(), Optional.empty());

        // when
        fetch(settings(URI.create(address), false, Optional.empty(), Optional.of(proxy)), jar(PATH, CONTENT));

        // then
        assertThat(local.resolve(PATH)).hasBinaryContent(CONTENT);
    }

    @Test
    void aFolderCanBeTheMirror(@TempDir Path mirror) throws Exception {
        // given
        Files.createDirectories(mirror.resolve(PATH).getParent());
        Files.write(mirror.resolve(PATH), CONTENT);

        // when
        fetch(settings(mirror.toUri()), jar(PATH, CONTENT));

        // then
        assertThat(local.resolve(PATH)).hasBinaryContent(CONTENT);
    }

    @Test
    void offlineFetchesNothing() {
        assertThatThrownBy(() ->
                        fetch(settings(repository.uri(), true, Optional.empty(), Optional.empty()), jar(PATH, CONTENT)))
                .hasMessageContaining("CAS-SANDBOX-003")
                .hasMessageContaining("offline")
                .hasMessageContaining("--jars DIR");
        assertThat(repository.requests()).isEmpty();
    }

    private void fetch(MavenSettings settings, JarLock.Jar... jars) {
        JarDownload.into(settings, "4.4.0", said::add).fetch(List.of(jars));
    }

    private MavenSettings settings(URI from) {
        return settings(from, false, Optional.empty(), Optional.empty());
    }

    private MavenSettings settings(
            URI from,
            boolean offline,
            Optional<MavenSettings.Credentials> credentials,
            Optional<MavenSettings.Proxy> proxy) {
        return new MavenSettings(Path.of("settings.xml"), local, offline, from, credentials, proxy, List.of());
    }

    private static JarLock.Jar jar(String path, byte[] content) throws Exception {
        var sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        return new JarLock.Jar(sha256, content.length, path);
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
