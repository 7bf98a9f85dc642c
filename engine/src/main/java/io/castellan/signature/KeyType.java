package io.castellan.signature;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Optional;

/** The types of keys that are accepted. DSA is not one of them. */
enum KeyType {
    ED25519("ssh-ed25519", Family.EDWARDS, false),
    ECDSA_256("ecdsa-sha2-nistp256", Family.NIST_256, false),
    ECDSA_384("ecdsa-sha2-nistp384", Family.NIST_384, false),
    ECDSA_521("ecdsa-sha2-nistp521", Family.NIST_521, false),
    RSA("ssh-rsa", Family.RSA, false),
    SK_ED25519("sk-ssh-ed25519@openssh.com", Family.EDWARDS, true),
    SK_ECDSA("sk-ecdsa-sha2-nistp256@openssh.com", Family.NIST_256, true);

    private static final String VENDOR = "@openssh.com";
    private static final String CERTIFICATE = "-cert-v01" + VENDOR;

    private final String word;
    private final Family family;
    private final boolean onSecurityKey;

    KeyType(String word, Family family, boolean onSecurityKey) {
        this.word = requireNonNull(word, "word");
        this.family = requireNonNull(family, "family");
        this.onSecurityKey = onSecurityKey;
    }

    static Optional<KeyType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    static Optional<KeyType> ofCertificate(String word) {
        return Arrays.stream(values())
                .filter(type -> type.certificateWord().equals(word))
                .findFirst();
    }

    static boolean isCertificate(String word) {
        return word.endsWith(CERTIFICATE);
    }

    /** As in a public key line. */
    String word() {
        return word;
    }

    String certificateWord() {
        return (word.endsWith(VENDOR) ? word.substring(0, word.length() - VENDOR.length()) : word) + CERTIFICATE;
    }

    Family family() {
        return family;
    }

    /** Whether the private key is in a device that signs what it counts and whether it was touched, too. */
    boolean onSecurityKey() {
        return onSecurityKey;
    }

    /** The kind of mathematics. */
    enum Family {
        EDWARDS("", "", "Ed25519"),
        NIST_256("nistp256", "secp256r1", "SHA256withECDSAinP1363Format"),
        NIST_384("nistp384", "secp384r1", "SHA384withECDSAinP1363Format"),
        NIST_521("nistp521", "secp521r1", "SHA512withECDSAinP1363Format"),
        RSA("", "", "");

        private final String curve;
        private final String standardCurve;
        private final String scheme;

        Family(String curve, String standardCurve, String scheme) {
            this.curve = requireNonNull(curve, "curve");
            this.standardCurve = requireNonNull(standardCurve, "standardCurve");
            this.scheme = requireNonNull(scheme, "scheme");
        }

        /** The curve's name in SSH; empty where there is no choice. */
        String curve() {
            return curve;
        }

        /** The curve's name in Java. */
        String standardCurve() {
            return standardCurve;
        }

        /** The name of the signature algorithm in Java; empty where the signature names it. */
        String scheme() {
            return scheme;
        }
    }
}
