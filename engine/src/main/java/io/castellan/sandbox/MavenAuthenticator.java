package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers the repository's and the proxy's requests for a password, each with its own. */
final class MavenAuthenticator extends Authenticator {
    private final Optional<MavenSettings.Credentials> server;
    private final Optional<MavenSettings.Credentials> proxy;

    MavenAuthenticator(Optional<MavenSettings.Credentials> server, Optional<MavenSettings.Credentials> proxy) {
        this.server = requireNonNull(server, "server");
        this.proxy = requireNonNull(proxy, "proxy");
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
        var credentials = getRequestorType() == RequestorType.PROXY ? proxy : server;
        return credentials
                .map(known -> new PasswordAuthentication(
                        known.username(), known.password().toCharArray()))
                .orElse(null);
    }
}
