package io.castellan.signature;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** The key of a signature that was verified. There is no other way to come by one. */
public final class ProvenKey {
    private final SshPublicKey key;
    private final Optional<SshCertificate> certificate;

    ProvenKey(SshPublicKey key, Optional<SshCertificate> certificate) {
        this.key = requireNonNull(key, "key");
        this.certificate = requireNonNull(certificate, "certificate");
    }

    public SshPublicKey key() {
        return key;
    }

    /** With which the signature was made; empty where it was made with the key alone. */
    public Optional<SshCertificate> certificate() {
        return certificate;
    }

    @Override
    public String toString() {
        return certificate.map(SshCertificate::toString).orElse(key.toString());
    }
}
