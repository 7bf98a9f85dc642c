package io.castellan.signature;

import java.util.Base64;

/** Base64 in the one form in which bytes can be written, so that no two texts mean the same. */
final class Base64Text {
    private Base64Text() {}

    /** @param what for messages: {@code the signature} */
    static byte[] decode(String what, String text) throws NotAccepted {
        try {
            var bytes = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Not a decoding: told below.
        }
        throw new NotAccepted(Reason.MALFORMED, what + " is malformed: not Base64, or cut off");
    }
}
