package io.castellan.signature;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The text form of a signature. Lines may end as on Windows; nothing else may differ from what {@code ssh-keygen} writes. */
final class Armor {
    static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
    static final String END = "-----END SSH SIGNATURE-----";

    private static final int LONGEST_LINE = 76;
    private static final Pattern FORM =
            Pattern.compile(BEGIN + "\r?\n((?:[A-Za-z0-9+/=]{1," + LONGEST_LINE + "}\r?\n)+)" + END + "(?:\r?\n)?");

    private Armor() {}

    static byte[] open(byte[] armored) throws NotAccepted {
        if (armored.length > SshSignature.MOST_BYTES) {
            throw new NotAccepted(
                    Reason.MALFORMED, "the signature has more than " + SshSignature.MOST_BYTES + " bytes");
        }
        var parts = FORM.matcher(new String(armored, StandardCharsets.ISO_8859_1));
        if (!parts.matches()) {
            throw new NotAccepted(
                    Reason.MALFORMED, "the signature is not lines of Base64 between '" + BEGIN + "' and '" + END + "'");
        }
        return Base64Text.decode("the signature", parts.group(1).replaceAll("[\r\n]", ""));
    }
}
