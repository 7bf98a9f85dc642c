package io.castellan.signature;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A signature as {@code ssh-keygen -Y sign} makes it (SSHSIG, version 1). What it claims is true only once it is verified. */
public final class SshSignature {
    /** A signature in text form is not larger than this. */
    public static final int MOST_BYTES = 32 * 1024;
    /** The namespace in which Git has commits and tags signed. */
    public static final String GIT = "git";

    private static final String WHAT = "the signature";
    private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final Map<String, String> HASHES = Map.of("sha256", "SHA-256", "sha512", "SHA-512");

    private final String armored;
    private final SshPublicKey key;
    private final Optional<SshCertificate> certificate;
    private final String namespace;
    private final String hash;
    private final byte[] value;

    private SshSignature(
            String armored,
            SshPublicKey key,
            Optional<SshCertificate> certificate,
            String namespace,
            String hash,
            byte[] value) {
        this.armored = requireNonNull(armored, "armored");
        this.key = requireNonNull(key, "key");
        this.certificate = requireNonNull(certificate, "certificate");
        this.namespace = requireNonNull(namespace, "namespace");
        this.hash = requireNonNull(hash, "hash");
        this.value = value.clone();
    }

    /** @param armored in text form, and nothing before and after it */
    public static Checked<SshSignature> read(String armored) {
        return read(armored.getBytes(StandardCharsets.UTF_8));
    }

    /** @param armored in text form, and nothing before and after it */
    public static Checked<SshSignature> read(byte[] armored) {
        return Checked.of(() -> parse(armored));
    }

    private static SshSignature parse(byte[] armored) throws NotAccepted {
        var reader = new WireReader(WHAT, Armor.open(armored));
        if (!Arrays.equals(reader.fixed(MAGIC.length, "the beginning"), MAGIC)) {
            throw reader.malformed("it does not begin with SSHSIG");
        }
        int version = reader.uint32("the version");
        if (version != VERSION) {
            throw new NotAccepted(
                    Reason.UNSUPPORTED_ALGORITHM,
                    "the signature is of version " + Integer.toUnsignedString(version) + ", known is " + VERSION);
        }
        var signer = reader.string("the key");
        var namespace = reader.text("the namespace");
        if (namespace.isEmpty()) {
            throw reader.malformed("it has no namespace");
        }
        if (reader.string("the reserved field").length > 0) {
            throw reader.malformed("its reserved field is not empty");
        }
        var hash = reader.text("the hash");
        if (!HASHES.containsKey(hash)) {
            throw new NotAccepted(
                    Reason.UNSUPPORTED_ALGORITHM,
                    "the signature is made with the hash '" + Showable.of(hash) + "', accepted are sha256 and sha512");
        }
        var value = reader.string("the value");
        reader.end();
        var type = KeyType.ofCertificate(new WireReader(WHAT, signer).text("the type of the key"));
        var certificate = type.isPresent()
                ? Optional.of(SshCertificate.read(type.get(), signer))
                : Optional.<SshCertificate>empty();
        var key = certificate.isPresent() ? certificate.get().key() : SshPublicKey.read("the signature's key", signer);
        return new SshSignature(
                new String(armored, StandardCharsets.US_ASCII), key, certificate, namespace, hash, value);
    }

    /**
     * Whether the key signed this content for this purpose. Says nothing about whose key it is: that is
     * {@link AllowedSigners#who}.
     *
     * @param namespace the purpose, for example {@link #GIT}
     */
    public Checked<ProvenKey> verify(byte[] message, String namespace) {
        return Checked.of(() -> {
            if (!this.namespace.equals(namespace)) {
                throw new NotAccepted(
                        Reason.OTHER_NAMESPACE,
                        "the signature is for '" + Showable.of(this.namespace) + "', not for '" + namespace + "'");
            }
            var signed = new WireWriter()
                    .raw(MAGIC)
                    .string(namespace)
                    .string("")
                    .string(hash)
                    .string(digest(message))
                    .bytes();
            KeySignature.check(WHAT, key, signed, value);
            return new ProvenKey(key, certificate);
        });
    }

    private byte[] digest(byte[] message) {
        try {
            return MessageDigest.getInstance(HASHES.getOrDefault(hash, "")).digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks " + hash, e);
        }
    }

    /** The key that the signature claims to be of. */
    public SshPublicKey claimedKey() {
        return key;
    }

    /** The purpose that it claims. */
    public String claimedNamespace() {
        return namespace;
    }

    /** In text form, as it was read. */
    public String armored() {
        return armored;
    }

    @Override
    public String toString() {
        return "signature of " + key + " for " + Showable.of(namespace);
    }
}
