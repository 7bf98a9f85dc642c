package io.castellan.signature;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A public key of SSH: ed25519, ecdsa, RSA of at least 2048 bits, or one of the two types that live on a security key. Equal to
 * another one that has the same bytes in SSH's form.
 */
public final class SshPublicKey {
    private static final String WHAT = "the key";

    private final KeyType type;
    private final byte[] blob;
    private final PublicKey key;
    private final String application;

    private SshPublicKey(KeyType type, byte[] blob, PublicKey key, String application) {
        this.type = requireNonNull(type, "type");
        this.blob = blob.clone();
        this.key = requireNonNull(key, "key");
        this.application = requireNonNull(application, "application");
    }

    /** @param line type, key in Base64, and perhaps a comment, as in a {@code .pub} file */
    public static Checked<SshPublicKey> parse(String line) {
        return Checked.of(() -> {
            var words = line.strip().split("[ \t]+", 3);
            if (words.length < 2) {
                throw new NotAccepted(Reason.MALFORMED, "a public key is written as its type and the key in Base64");
            }
            return read(words[0], words[1]);
        });
    }

    static SshPublicKey read(String word, String base64) throws NotAccepted {
        var key = read(WHAT, Base64Text.decode(WHAT, base64));
        if (!key.type().equals(word)) {
            throw new NotAccepted(
                    Reason.MALFORMED, "the key is of the type " + key.type() + ", not '" + Showable.of(word) + "'");
        }
        return key;
    }

    /** @param what whose key it is, for messages */
    static SshPublicKey read(String what, byte[] blob) throws NotAccepted {
        var reader = new WireReader(what, blob);
        var key = fields(typeOf(reader.text("the type")), reader);
        reader.end();
        return key;
    }

    private static KeyType typeOf(String word) throws NotAccepted {
        if (KeyType.isCertificate(word)) {
            throw new NotAccepted(Reason.UNSUPPORTED_ALGORITHM, "a certificate stands where a key must be");
        }
        return KeyType.of(word)
                .orElseThrow(() -> new NotAccepted(
                        Reason.UNSUPPORTED_ALGORITHM, "keys of the type '" + Showable.of(word) + "' are not accepted"));
    }

    /** What follows the type, in a key and in a certificate alike. */
    static SshPublicKey fields(KeyType type, WireReader reader) throws NotAccepted {
        int from = reader.position();
        var key = switch (type.family()) {
            case EDWARDS -> PublicKeys.edwards(reader.string("the ed25519 key"));
            case NIST_256, NIST_384, NIST_521 -> nist(type, reader);
            case RSA -> PublicKeys.rsa(reader.positive("the exponent"), reader.positive("the modulus"));
        };
        var application = type.onSecurityKey() ? reader.text("the application") : "";
        var blob = new WireWriter()
                .string(type.word())
                .raw(reader.between(from, reader.position()))
                .bytes();
        return new SshPublicKey(type, blob, key, application);
    }

    private static PublicKey nist(KeyType type, WireReader reader) throws NotAccepted {
        var curve = reader.text("the curve");
        if (!curve.equals(type.family().curve())) {
            throw reader.malformed("a key of the type " + type.word() + " is not on the curve '" + curve + "'");
        }
        return PublicKeys.nist(type.family(), reader.string("the point"));
    }

    /** For example {@code ssh-ed25519}. */
    public String type() {
        return type.word();
    }

    /** {@code SHA256:} and 43 characters of Base64, as {@code ssh-keygen -l} prints it. */
    public String fingerprint() {
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(sha256(blob));
    }

    /** Type and key, as in a {@code .pub} file, without a comment. */
    public String line() {
        return type() + " " + Base64.getEncoder().encodeToString(blob);
    }

    KeyType keyType() {
        return type;
    }

    PublicKey key() {
        return key;
    }

    /** For whom a security key signs; empty for other keys. */
    String application() {
        return application;
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SshPublicKey that && Arrays.equals(blob, that.blob);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(blob);
    }

    @Override
    public String toString() {
        return type() + " " + fingerprint();
    }
}
