package io.castellan.signature;

import static io.castellan.signature.SoftwareKey.join;
import static io.castellan.signature.SoftwareKey.string;
import static io.castellan.signature.SoftwareKey.uint32;
import static io.castellan.signature.SoftwareKey.uint64;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A certificate before its authority signs it. */
record CertificateDraft(
        SoftwareKey key,
        SoftwareKey authority,
        int kind,
        List<String> principals,
        long validAfter,
        long validBefore,
        List<String> criticalOptions) {
    static CertificateDraft of(SoftwareKey key, SoftwareKey authority) {
        return new CertificateDraft(key, authority, 1, List.of("key/admin"), 0, -1, List.of());
    }

    CertificateDraft ofKind(int other) {
        return new CertificateDraft(key, authority, other, principals, validAfter, validBefore, criticalOptions);
    }

    CertificateDraft forPrincipals(String... names) {
        return new CertificateDraft(key, authority, kind, List.of(names), validAfter, validBefore, criticalOptions);
    }

    CertificateDraft between(Instant after, Instant before) {
        return new CertificateDraft(
                key, authority, kind, principals, after.getEpochSecond(), before.getEpochSecond(), criticalOptions);
    }

    CertificateDraft limitedBy(String option) {
        return new CertificateDraft(key, authority, kind, principals, validAfter, validBefore, List.of(option));
    }

    /** The certificate, signed. */
    byte[] blob() {
        return blob("rsa-sha2-512", SoftwareKey.TOUCHED);
    }

    byte[] blob(String rsaAlgorithm, int flags) {
        var body = body();
        return join(body, string(authority.inner(body, rsaAlgorithm, flags)));
    }

    private byte[] body() {
        var names = new ArrayList<byte[]>();
        principals.forEach(name -> names.add(string(name)));
        var options = new ArrayList<byte[]>();
        criticalOptions.forEach(option -> options.add(join(string(option), string(string("value")))));
        return join(
                string(key.type().replace("@openssh.com", "") + "-cert-v01@openssh.com"),
                string(new byte[32]),
                key.fields(),
                uint64(42),
                uint32(kind),
                string("id of the certificate"),
                string(join(names.toArray(byte[][]::new))),
                uint64(validAfter),
                uint64(validBefore),
                string(join(options.toArray(byte[][]::new))),
                string(join(string("permit-pty"), string(""))),
                string(""),
                string(authority.blob()));
    }
}
