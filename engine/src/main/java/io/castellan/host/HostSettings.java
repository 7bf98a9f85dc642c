package io.castellan.host;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where the repository is hosted, as the policy says. Holds no token, only the name of the environment variable with it.
 *
 * @param repository {@code owner/name}, with GitLab also with groups in between
 * @param url of the API, https unless it is this machine; without a slash at its end
 * @param token the environment variable that holds the token
 * @param reporter the account whose comments are the pipeline's; without it no review counts as an approval
 */
public record HostSettings(HostKind kind, String repository, URI url, String token, Optional<String> reporter) {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    public HostSettings {
        Objects.requireNonNull(kind, "kind");
        if (!kind.isRepository(repository)) {
            throw new IllegalArgumentException("repository: " + repository);
        }
        if (!isSafe(url)) {
            throw new IllegalArgumentException("url: " + url);
        }
        url = URI.create(url.toString().replaceAll("/+$", ""));
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(reporter, "reporter");
    }

    /** Whether a token may be sent there: https, or this machine; and nothing in it but host, port and path. */
    public static boolean isSafe(URI url) {
        return url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && ("https".equalsIgnoreCase(url.getScheme())
                        || "http".equalsIgnoreCase(url.getScheme()) && THIS_MACHINE.contains(url.getHost()));
    }
}
