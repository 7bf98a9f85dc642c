package io.castellan.signature;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A key that an authority vouches for: an OpenSSH certificate. That the authority made it has been checked; whether the
 * authority is trusted, and whether the certificate is valid at a certain time, has not.
 *
 * @param key the certified key itself
 * @param authority the key that signed the certificate
 * @param id what the authority calls it
 * @param serial unsigned; 0 where the authority does not number its certificates
 * @param kind 1 for users, 2 for hosts; OpenSSH knows no others
 * @param principals the names that the certificate is for
 * @param validAfter seconds since 1970, unsigned: valid from this second on
 * @param validBefore seconds since 1970, unsigned: no longer valid in this second
 * @param criticalOptions the names of what whoever relies on the certificate must heed
 */
public record SshCertificate(
        SshPublicKey key,
        SshPublicKey authority,
        String id,
        long serial,
        int kind,
        List<String> principals,
        long validAfter,
        long validBefore,
        List<String> criticalOptions) {
    private static final String WHAT = "the certificate";
    private static final int USER = 1;
    /** As many as OpenSSH reads. */
    private static final int MOST_NAMES = 256;

    public SshCertificate {
        requireNonNull(key, "key");
        requireNonNull(authority, "authority");
        requireNonNull(id, "id");
        principals = List.copyOf(principals);
        criticalOptions = List.copyOf(criticalOptions);
    }

    /** @throws NotAccepted where it is malformed, or its authority did not sign it */
    static SshCertificate read(KeyType type, byte[] blob) throws NotAccepted {
        var reader = new WireReader(WHAT, blob);
        reader.text("the type");
        reader.string("the nonce");
        var key = SshPublicKey.fields(type, reader);
        long serial = reader.uint64("the serial number");
        int kind = reader.uint32("the kind");
        var id = reader.text("the key id");
        var principals = names(reader.string("the principals"), false);
        long validAfter = reader.uint64("the begin of validity");
        long validBefore = reader.uint64("the end of validity");
        var criticalOptions = names(reader.string("the critical options"), true);
        names(reader.string("the extensions"), true);
        reader.string("the reserved field");
        var authority = SshPublicKey.read("the certificate's authority", reader.string("the authority"));
        var signed = reader.between(0, reader.position());
        var signature = reader.string("the signature");
        reader.end();
        KeySignature.check("the signature of the certificate", authority, signed, signature);
        return new SshCertificate(
                key, authority, id, serial, kind, principals, validAfter, validBefore, criticalOptions);
    }

    private static List<String> names(byte[] list, boolean withValues) throws NotAccepted {
        var reader = new WireReader(WHAT, list);
        var names = new ArrayList<String>();
        while (reader.hasMore()) {
            names.add(reader.text("a name"));
            if (withValues) {
                reader.string("a value");
            }
            if (names.size() > MOST_NAMES) {
                throw reader.malformed("it lists more than " + MOST_NAMES + " names");
            }
        }
        return names;
    }

    /** @throws NotAccepted unless it is for signing by a user, at this time */
    void checkAt(Instant when) throws NotAccepted {
        if (kind != USER) {
            throw refused("is none for users");
        }
        if (!criticalOptions.isEmpty()) {
            throw refused("is limited by '" + criticalOptions.get(0) + "', which cannot be checked for a signature");
        }
        if (principals.isEmpty()) {
            throw refused("names no principal");
        }
        long second = Math.max(0, when.getEpochSecond());
        if (Long.compareUnsigned(second, validAfter) < 0) {
            throw new NotAccepted(
                    Reason.NOT_YET_VALID,
                    this + " is valid from " + Instant.ofEpochSecond(validAfter) + " on, not yet at " + when);
        }
        if (Long.compareUnsigned(second, validBefore) >= 0) {
            throw new NotAccepted(
                    Reason.NO_LONGER_VALID,
                    this + " was valid until " + Instant.ofEpochSecond(validBefore) + ", no longer at " + when);
        }
    }

    private NotAccepted refused(String why) {
        return new NotAccepted(Reason.CERTIFICATE_REFUSED, this + " " + why);
    }

    @Override
    public String toString() {
        return "certificate '" + id + "' of the key " + key.fingerprint() + " by the authority "
                + authority.fingerprint();
    }
}
