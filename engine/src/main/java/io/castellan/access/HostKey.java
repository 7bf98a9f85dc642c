package io.castellan.access;

import io.castellan.signature.Signer;
import java.util.Optional;

/**
 * The key of a host, which {@code allowed_signers} lists as {@code host/NAME}. It is of a class of its own: whatever else the line names,
 * it is never a person's, and never says who wrote something. What it says is that an account of that host said something.
 *
 * @param name as listed, for example {@code host/jenkins:ci}
 */
public record HostKey(String name) {
    /** What the principals of such keys begin with. */
    public static final String PREFIX = "host/";

    private static final String JENKINS = "jenkins:";
    private static final String LOCAL = "local";

    /** The key, if it is one of a host. Only names that are written out make one: no pattern does. */
    static Optional<HostKey> of(Signer signer) {
        return signer.principals().stream()
                .filter(name -> name.startsWith(PREFIX))
                .findFirst()
                .map(HostKey::new);
    }

    /**
     * Whether it vouches for an account: {@code host/jenkins:ci} for {@code jenkins:ci:…}, {@code host/gitea} for {@code gitea:…}. Accounts of
     * machines ({@code local:…}) are nobody's to vouch for.
     */
    static boolean vouches(Signer signer, Identity account) {
        return principalFor(account).filter(signer.principals()::contains).isPresent();
    }

    /** The name of the key that vouches for an account; empty for what is none, and where no key can. */
    static Optional<String> principalFor(Identity account) {
        if (account.kind() != Identity.Kind.ACCOUNT) {
            return Optional.empty();
        }
        var text = account.text();
        int from = text.startsWith(JENKINS) ? JENKINS.length() : 0;
        return Optional.of(text.substring(0, text.indexOf(':', from)))
                .filter(host -> !host.equals(LOCAL))
                .map(host -> PREFIX + host);
    }
}
