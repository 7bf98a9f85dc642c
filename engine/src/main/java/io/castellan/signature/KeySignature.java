package io.castellan.signature;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;

/** The innermost signature: of one key, over bytes. */
final class KeySignature {
    private static final Map<String, String> RSA_SCHEMES =
            Map.of("rsa-sha2-256", "SHA256withRSA", "rsa-sha2-512", "SHA512withRSA");
    private static final int EDWARDS_BYTES = 64;
    private static final int USER_PRESENT = 1;

    private KeySignature() {}

    /**
     * @param what whose signature it is, for messages
     * @param signed what the key must have signed
     * @param blob the signature in SSH's form
     * @throws NotAccepted unless the key made it
     */
    static void check(String what, SshPublicKey key, byte[] signed, byte[] blob) throws NotAccepted {
        var reader = new WireReader(what, blob);
        var algorithm = reader.text("the algorithm");
        var scheme = scheme(what, key, algorithm);
        var value = reader.string("the value");
        boolean present = true;
        var content = signed;
        if (key.keyType().onSecurityKey()) {
            int flags = reader.octet("the flags");
            int counter = reader.uint32("the counter");
            present = (flags & USER_PRESENT) != 0;
            content = new WireWriter()
                    .raw(SshPublicKey.sha256(key.application().getBytes(StandardCharsets.UTF_8)))
                    .octet(flags)
                    .uint32(counter)
                    .raw(SshPublicKey.sha256(signed))
                    .bytes();
        }
        reader.end();
        if (!matches(scheme, key, content, value(what, key, value))) {
            throw new NotAccepted(
                    Reason.DOES_NOT_MATCH, what + " is not one of the key " + key.fingerprint() + " over this content");
        }
        if (!present) {
            throw new NotAccepted(
                    Reason.NO_PRESENCE,
                    what + " was made by the security key " + key.fingerprint() + " without anybody touching it");
        }
    }

    private static String scheme(String what, SshPublicKey key, String algorithm) throws NotAccepted {
        var type = key.keyType();
        var scheme = type == KeyType.RSA
                ? RSA_SCHEMES.getOrDefault(algorithm, "")
                : algorithm.equals(type.word()) ? type.family().scheme() : "";
        if (scheme.isEmpty()) {
            throw new NotAccepted(
                    Reason.UNSUPPORTED_ALGORITHM,
                    what + " is made with '" + Showable.of(algorithm)
                            + "', which is not accepted for a key of the type " + type.word());
        }
        return scheme;
    }

    /** The signature's numbers as Java takes them. */
    private static byte[] value(String what, SshPublicKey key, byte[] value) throws NotAccepted {
        return switch (key.keyType().family()) {
            case EDWARDS -> exactly(what, EDWARDS_BYTES, value);
            case RSA ->
                exactly(what, (((RSAPublicKey) key.key()).getModulus().bitLength() + Byte.SIZE - 1) / Byte.SIZE, value);
            case NIST_256, NIST_384, NIST_521 -> {
                var reader = new WireReader(what, value);
                var order = PublicKeys.curve(key.keyType().family()).getOrder();
                var r = below(order, reader.positive("r"), reader);
                var s = below(order, reader.positive("s"), reader);
                reader.end();
                int size = (order.bitLength() + Byte.SIZE - 1) / Byte.SIZE;
                yield new WireWriter().raw(padded(r, size)).raw(padded(s, size)).bytes();
            }
        };
    }

    private static byte[] exactly(String what, int length, byte[] value) throws NotAccepted {
        if (value.length != length) {
            throw new NotAccepted(
                    Reason.MALFORMED, what + " is malformed: it has " + value.length + " bytes instead of " + length);
        }
        return value;
    }

    private static BigInteger below(BigInteger order, BigInteger number, WireReader reader) throws NotAccepted {
        if (number.compareTo(order) >= 0) {
            throw reader.malformed("a number is not below the order of the curve");
        }
        return number;
    }

    private static byte[] padded(BigInteger number, int size) {
        var shortest = number.toByteArray();
        int sign = shortest.length > size ? 1 : 0;
        var padded = new byte[size];
        System.arraycopy(shortest, sign, padded, size - shortest.length + sign, shortest.length - sign);
        return padded;
    }

    private static boolean matches(String scheme, SshPublicKey key, byte[] content, byte[] value) {
        try {
            var verifier = Signature.getInstance(scheme);
            verifier.initVerify(key.key());
            verifier.update(content);
            return verifier.verify(value);
        } catch (SignatureException | InvalidKeyException e) {
            return false; // How Java says of some numbers that they cannot be right.
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks " + scheme, e);
        }
    }
}
