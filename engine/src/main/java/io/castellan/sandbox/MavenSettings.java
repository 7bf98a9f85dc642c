package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import java.net.Authenticator;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the user's Maven settings say about fetching from Maven Central.
 *
 * @param file where they come from, for messages
 * @param localRepository folder that holds the jars
 * @param repository Maven Central or its mirror, ends with a slash
 * @param credentials for the repository's server
 * @param proxy on the way to the repository
 * @param caveats what could not be honoured, each a clause for a message
 */
record MavenSettings(
        Path file,
        Path localRepository,
        boolean offline,
        URI repository,
        Optional<MavenSettings.Credentials> credentials,
        Optional<MavenSettings.Proxy> proxy,
        List<String> caveats) {
    static final URI CENTRAL = URI.create("https://repo.maven.apache.org/maven2/");

    MavenSettings {
        requireNonNull(file, "file");
        requireNonNull(localRepository, "localRepository");
        requireNonNull(repository, "repository");
        requireNonNull(credentials, "credentials");
        requireNonNull(proxy, "proxy");
        caveats = List.copyOf(caveats);
    }

    record Credentials(String username, String password) {
        Credentials {
            requireNonNull(username, "username");
            requireNonNull(password, "password");
        }

        @Override
        public String toString() {
            return "Credentials[hidden]";
        }
    }

    record Proxy(String host, int port, Optional<Credentials> credentials) {
        Proxy {
            requireNonNull(host, "host");
            requireNonNull(credentials, "credentials");
        }
    }

    /** {@code ~/.m2/settings.xml}, and the system property {@code maven.repo.local} where it is set. */
    static MavenSettings ofUser() {
        var maven = Path.of(System.getProperty("user.home"), ".m2");
        var settings = MavenSettingsFile.read(maven.resolve("settings.xml"), System.getenv(), System.getProperties());
        var local = System.getProperty("maven.repo.local");
        return local == null
                ? settings
                : settings.withLocalRepository(Path.of(local).toAbsolutePath());
    }

    MavenSettings withLocalRepository(Path folder) {
        return new MavenSettings(file, folder, offline, repository, credentials, proxy, caveats);
    }

    ProxySelector proxySelector() {
        return ProxySelector.of(proxy.map(via -> new java.net.InetSocketAddress(via.host(), via.port()))
                .orElse(null));
    }

    Optional<Authenticator> authenticator() {
        var proxyCredentials = proxy.flatMap(Proxy::credentials);
        if (credentials.isEmpty() && proxyCredentials.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MavenAuthenticator(credentials, proxyCredentials));
    }

    /** What {@code mirrorOf} patterns are matched against: Maven Central is an external repository of the id "central". */
    static boolean mirrorsCentral(String mirrorOf) {
        var patterns = List.of(mirrorOf.split(","));
        return patterns.stream().noneMatch(pattern -> pattern.strip().equals("!central"))
                && patterns.stream().map(String::strip).anyMatch(List.of("*", "external:*", "central")::contains);
    }
}
