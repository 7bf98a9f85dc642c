package io.castellan.signature;

import static java.util.Objects.requireNonNull;

import io.castellan.diagnostics.Code;

/** Why a signature or a key does not count. */
public enum Reason {
    /** Not of the form that it must have, to the last byte. */
    MALFORMED(SignatureCodes.MALFORMED, "sign again, and hand the signature on unchanged"),
    /** Made with another system than SSH: OpenPGP or X.509. */
    UNSUPPORTED_KIND(SignatureCodes.UNSUPPORTED_KIND, "sign with an SSH key: git config gpg.format ssh"),
    /** A key type, key size, hash or version that is not accepted. */
    UNSUPPORTED_ALGORITHM(
            SignatureCodes.UNSUPPORTED_ALGORITHM, "use an ed25519, ecdsa or security key, or RSA of 2048 bits or more"),
    /** Made for another purpose. */
    OTHER_NAMESPACE(SignatureCodes.OTHER_NAMESPACE, "sign again, for this purpose"),
    /** The key did not sign this content. */
    DOES_NOT_MATCH(SignatureCodes.DOES_NOT_MATCH, "the content or the signature was altered; have it signed again"),
    /** The security key signed without having been touched. */
    NO_PRESENCE(
            SignatureCodes.NO_PRESENCE,
            "sign again and touch the key; a key made with no-touch-required cannot be used"),
    /** No line of the file of allowed signers names the key, or the authority of the certificate. */
    UNKNOWN_KEY(SignatureCodes.UNKNOWN_KEY, "sign with a listed key, or have this one listed"),
    /** The key is listed for other namespaces. */
    NAMESPACE_NOT_ALLOWED(SignatureCodes.NAMESPACE_NOT_ALLOWED, "sign with a key that is listed for this purpose"),
    /** The time of the key or of the certificate had not begun. */
    NOT_YET_VALID(SignatureCodes.NOT_YET_VALID, "sign again within the time of the key"),
    /** The time of the key or of the certificate was over. */
    NO_LONGER_VALID(SignatureCodes.NO_LONGER_VALID, "sign with a key that is valid"),
    /** The certificate is none for signing, or its authority did not make it. */
    CERTIFICATE_REFUSED(SignatureCodes.CERTIFICATE_REFUSED, "have a plain user certificate made"),
    /** The certificate names nobody for whom its authority is listed. */
    NO_PRINCIPAL(
            SignatureCodes.NO_PRINCIPAL, "have a certificate made with a principal that the authority is listed for");

    private final Code code;
    private final String hint;

    Reason(Code code, String hint) {
        this.code = requireNonNull(code, "code");
        this.hint = requireNonNull(hint, "hint");
    }

    public Code code() {
        return code;
    }

    /** What to do. */
    public String hint() {
        return hint;
    }
}
