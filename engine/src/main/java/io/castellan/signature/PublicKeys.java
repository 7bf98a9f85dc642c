package io.castellan.signature;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Makes Java's keys from numbers of which nothing is known yet. */
final class PublicKeys {
    static final int LEAST_RSA_BITS = 2048;
    static final int MOST_RSA_BITS = 16384;

    private static final int EDWARDS_BYTES = 32;
    private static final int UNCOMPRESSED = 4;
    /** A larger exponent only makes checking slow. */
    private static final int MOST_EXPONENT_BITS = 64;
    /** What stands before the 32 bytes of an Ed25519 key in X.509 (RFC 8410). */
    private static final byte[] EDWARDS_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private PublicKeys() {}

    static PublicKey edwards(byte[] key) throws NotAccepted {
        if (key.length != EDWARDS_BYTES) {
            throw malformed("an ed25519 key has 32 bytes, not " + key.length);
        }
        var encoded = new WireWriter().raw(EDWARDS_PREFIX).raw(key).bytes();
        return make(() -> KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
    }

    static PublicKey nist(KeyType.Family family, byte[] encoded) throws NotAccepted {
        var curve = curve(family);
        int size = (curve.getCurve().getField().getFieldSize() + Byte.SIZE - 1) / Byte.SIZE;
        if (encoded.length != 1 + 2 * size || encoded[0] != UNCOMPRESSED) {
            throw malformed("the point is not in its uncompressed form");
        }
        var point = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(encoded, 1, 1 + size)),
                new BigInteger(1, Arrays.copyOfRange(encoded, 1 + size, encoded.length)));
        if (!isOn(curve, point)) {
            throw malformed("the point is not on the curve " + family.curve());
        }
        return make(() -> KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve)));
    }

    static PublicKey rsa(BigInteger exponent, BigInteger modulus) throws NotAccepted {
        if (modulus.bitLength() < LEAST_RSA_BITS || modulus.bitLength() > MOST_RSA_BITS) {
            throw new NotAccepted(
                    Reason.UNSUPPORTED_ALGORITHM,
                    "an RSA key of " + modulus.bitLength() + " bits; accepted are " + LEAST_RSA_BITS + " to "
                            + MOST_RSA_BITS);
        }
        if (!modulus.testBit(0)
                || !exponent.testBit(0)
                || exponent.equals(BigInteger.ONE)
                || exponent.bitLength() > MOST_EXPONENT_BITS) {
            throw malformed("modulus or exponent cannot be that of an RSA key");
        }
        return make(() -> KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)));
    }

    static ECParameterSpec curve(KeyType.Family family) {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(family.standardCurve()));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks the curve " + family.standardCurve(), e);
        }
    }

    /** Java does not ask, and what is signed with a point beside the curve proves nothing. */
    private static boolean isOn(ECParameterSpec spec, ECPoint point) {
        var p = ((ECFieldFp) spec.getCurve().getField()).getP();
        var x = point.getAffineX();
        var y = point.getAffineY();
        var right = x.modPow(BigInteger.valueOf(3), p)
                .add(spec.getCurve().getA().multiply(x))
                .add(spec.getCurve().getB());
        return x.compareTo(p) < 0
                && y.compareTo(p) < 0
                && y.multiply(y).subtract(right).mod(p).signum() == 0;
    }

    private interface Making {
        PublicKey make() throws GeneralSecurityException;
    }

    private static PublicKey make(Making making) throws NotAccepted {
        try {
            return making.make();
        } catch (GeneralSecurityException e) {
            throw malformed("Java cannot read it as a key");
        }
    }

    private static NotAccepted malformed(String why) {
        return new NotAccepted(Reason.MALFORMED, "the key is malformed: " + why);
    }
}
