package io.castellan.signature;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A key pair in memory that signs as the SSH programs do, and as a security key does; its writer is not the one that is tested.
 * What a test wants to be wrong it can have made wrong.
 */
public final class SoftwareKey {
    static final int TOUCHED = 1;
    static final String NIST_256 = "ecdsa-sha2-nistp256";
    static final String NIST_384 = "ecdsa-sha2-nistp384";
    static final String NIST_521 = "ecdsa-sha2-nistp521";
    static final String EDWARDS = "ssh-ed25519";
    static final String RSA = "ssh-rsa";
    static final String SK_EDWARDS = "sk-ssh-ed25519@openssh.com";
    static final String SK_NIST = "sk-ecdsa-sha2-nistp256@openssh.com";
    static final List<String> TYPES = List.of(EDWARDS, NIST_256, NIST_384, NIST_521, RSA, SK_EDWARDS, SK_NIST);

    private static final Map<String, String> CURVES =
            Map.of(NIST_256, "secp256r1", NIST_384, "secp384r1", NIST_521, "secp521r1", SK_NIST, "secp256r1");
    private static final String APPLICATION = "ssh:";

    private final String type;
    private final KeyPair pair;

    private SoftwareKey(String type, KeyPair pair) {
        this.type = type;
        this.pair = pair;
    }

    public static SoftwareKey of(String type) {
        return switch (type) {
            case RSA -> rsa(2048);
            case EDWARDS, SK_EDWARDS -> new SoftwareKey(type, generated(() -> KeyPairGenerator.getInstance("Ed25519")));
            default ->
                new SoftwareKey(type, generated(() -> {
                    var generator = KeyPairGenerator.getInstance("EC");
                    generator.initialize(new ECGenParameterSpec(CURVES.get(type)));
                    return generator;
                }));
        };
    }

    static SoftwareKey rsa(int bits) {
        return new SoftwareKey(RSA, generated(() -> {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator;
        }));
    }

    String type() {
        return type;
    }

    boolean onSecurityKey() {
        return type.startsWith("sk-");
    }

    byte[] blob() {
        return join(string(type), fields());
    }

    /** As in a {@code .pub} file. */
    public String line() {
        return type + " " + Base64.getEncoder().encodeToString(blob());
    }

    /** What follows the type in a key and in a certificate. */
    byte[] fields() {
        var key = switch (type) {
            case RSA ->
                join(
                        number(((RSAPublicKey) pair.getPublic()).getPublicExponent()),
                        number(((RSAPublicKey) pair.getPublic()).getModulus()));
            case EDWARDS, SK_EDWARDS -> {
                var encoded = pair.getPublic().getEncoded();
                yield string(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
            }
            default -> join(string(curve()), string(point()));
        };
        return onSecurityKey() ? join(key, string(APPLICATION)) : key;
    }

    private String curve() {
        return type.startsWith("sk-") ? "nistp256" : type.substring(type.lastIndexOf('-') + 1);
    }

    byte[] point() {
        var point = ((ECPublicKey) pair.getPublic()).getW();
        int size = switch (curve()) {
            case "nistp256" -> 32;
            case "nistp384" -> 48;
            default -> 66;
        };
        return join(new byte[] {4}, padded(point.getAffineX(), size), padded(point.getAffineY(), size));
    }

    /** The armored signature over a message, in a namespace. */
    public String sign(byte[] message, String namespace) {
        return armor(signature(blob(), message, namespace, "sha512", "rsa-sha2-512", TOUCHED));
    }

    byte[] signature(byte[] signer, byte[] message, String namespace, String hash, String rsaAlgorithm, int flags) {
        var content = join(
                ascii("SSHSIG"), string(namespace), string(""), string(hash), string(digest(javaHash(hash), message)));
        return join(
                ascii("SSHSIG"),
                uint32(1),
                string(signer),
                string(namespace),
                string(""),
                string(hash),
                string(inner(content, rsaAlgorithm, flags)));
    }

    private static String javaHash(String hash) {
        return switch (hash) {
            case "sha256" -> "SHA-256";
            case "sha512" -> "SHA-512";
            case "sha384" -> "SHA-384";
            default -> "SHA-1";
        };
    }

    /** The innermost signature, as in a certificate. */
    byte[] inner(byte[] content, String rsaAlgorithm, int flags) {
        var counter = uint32(7);
        var signed = onSecurityKey()
                ? join(
                        digest("SHA-256", ascii(APPLICATION)),
                        new byte[] {(byte) flags},
                        counter,
                        digest("SHA-256", content))
                : content;
        var value = switch (type) {
            case RSA ->
                signedWith(
                        switch (rsaAlgorithm) {
                            case "rsa-sha2-512" -> "SHA512withRSA";
                            case "rsa-sha2-256" -> "SHA256withRSA";
                            default -> "SHA1withRSA";
                        },
                        signed);
            case EDWARDS, SK_EDWARDS -> signedWith("Ed25519", signed);
            default ->
                numbers(signedWith(
                        switch (curve()) {
                            case "nistp256" -> "SHA256withECDSAinP1363Format";
                            case "nistp384" -> "SHA384withECDSAinP1363Format";
                            default -> "SHA512withECDSAinP1363Format";
                        },
                        signed));
        };
        var algorithm = type.equals(RSA) ? rsaAlgorithm : type;
        return onSecurityKey()
                ? join(string(algorithm), string(value), new byte[] {(byte) flags}, counter)
                : join(string(algorithm), string(value));
    }

    private byte[] signedWith(String scheme, byte[] content) {
        try {
            var signer = Signature.getInstance(scheme);
            signer.initSign(pair.getPrivate());
            signer.update(content);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] numbers(byte[] halves) {
        int size = halves.length / 2;
        return join(
                number(new BigInteger(1, Arrays.copyOfRange(halves, 0, size))),
                number(new BigInteger(1, Arrays.copyOfRange(halves, size, halves.length))));
    }

    static String armor(byte[] blob) {
        return "-----BEGIN SSH SIGNATURE-----\n"
                + Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(blob)
                + "\n-----END SSH SIGNATURE-----\n";
    }

    static byte[] join(byte[]... parts) {
        var bytes = new ByteArrayOutputStream();
        for (var part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    static byte[] string(byte[] value) {
        return join(uint32(value.length), value);
    }

    static byte[] string(String value) {
        return string(value.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] number(BigInteger value) {
        return string(value.toByteArray());
    }

    static byte[] uint32(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    static byte[] uint64(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] padded(BigInteger value, int size) {
        var bytes = value.toByteArray();
        var padded = new byte[size];
        int length = Math.min(size, bytes.length);
        System.arraycopy(bytes, bytes.length - length, padded, size - length, length);
        return padded;
    }

    static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private interface Generating {
        KeyPairGenerator generator() throws GeneralSecurityException;
    }

    private static KeyPair generated(Generating generating) {
        try {
            return generating.generator().generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
