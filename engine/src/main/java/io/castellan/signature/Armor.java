package io.castellan.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The text form of a signature. Lines may end as on Windows; nothing else may differ from what {@code ssh-keygen} writes. */
final class Armor {
    static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
    static final String END = "-----END SSH SIGNATURE-----";

    private static final int LONGEST_LINE = 76;
    private static final Pattern LINE_END = Pattern.compile("\r?\n");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=]{1," + LONGEST_LINE + "}");

    private Armor() {}

    static byte[] open(byte[] armored) throws NotAccepted {
        if (armored.length > SshSignature.MOST_BYTES) {
            throw new NotAccepted(
                    Reason.MALFORMED, "the signature has more than " + SshSignature.MOST_BYTES + " bytes");
        }
        var lines = List.of(LINE_END.split(new String(armored, StandardCharsets.ISO_8859_1), -1));
        int last = lines.size() - (lines.get(lines.size() - 1).isEmpty() ? 2 : 1);
        if (last < 2 || !lines.get(0).equals(BEGIN) || !lines.get(last).equals(END)) {
            throw notArmored();
        }
        var body = lines.subList(1, last);
        if (!body.stream().allMatch(line -> BASE64.matcher(line).matches())) {
            throw notArmored();
        }
        return Base64Text.decode("the signature", String.join("", body));
    }

    private static NotAccepted notArmored() {
        return new NotAccepted(
                Reason.MALFORMED, "the signature is not lines of Base64 between '" + BEGIN + "' and '" + END + "'");
    }
}
