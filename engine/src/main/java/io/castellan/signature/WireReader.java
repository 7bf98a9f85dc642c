package io.castellan.signature;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the SSH wire format (RFC 4251, section 5), in the one form in which each value may be written. */
final class WireReader {
    private final String what;
    private final byte[] bytes;
    private int at;

    /** @param what is read, for messages: {@code the signature} */
    WireReader(String what, byte[] bytes) {
        this.what = requireNonNull(what, "what");
        this.bytes = bytes.clone();
    }

    int position() {
        return at;
    }

    /** What was read between two positions. */
    byte[] between(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    boolean hasMore() {
        return at < bytes.length;
    }

    byte[] fixed(int length, String name) throws NotAccepted {
        if (length > bytes.length - at) {
            throw malformed(name + " is cut off");
        }
        at += length;
        return between(at - length, at);
    }

    int octet(String name) throws NotAccepted {
        return fixed(1, name)[0] & 0xff;
    }

    int uint32(String name) throws NotAccepted {
        return ByteBuffer.wrap(fixed(Integer.BYTES, name)).getInt();
    }

    /** To be compared as unsigned. */
    long uint64(String name) throws NotAccepted {
        return ByteBuffer.wrap(fixed(Long.BYTES, name)).getLong();
    }

    byte[] string(String name) throws NotAccepted {
        int length = uint32(name);
        if (length < 0) {
            throw malformed(name + " is cut off");
        }
        return fixed(length, name);
    }

    /** A string that can be shown: UTF-8 without control or invisible characters. */
    String text(String name) throws NotAccepted {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(string(name)))
                    .toString();
            if (!Showable.isShowable(text)) {
                throw malformed(name + " holds characters that cannot be shown");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw malformed(name + " is not UTF-8");
        }
    }

    /** A number above zero, in as few bytes as possible. */
    BigInteger positive(String name) throws NotAccepted {
        var written = string(name);
        var number = new BigInteger(1, written);
        if (number.signum() == 0 || !Arrays.equals(number.toByteArray(), written)) {
            throw malformed(name + " is no positive number in its shortest form");
        }
        return number;
    }

    void end() throws NotAccepted {
        if (hasMore()) {
            throw malformed("there are " + (bytes.length - at) + " bytes too many");
        }
    }

    NotAccepted malformed(String why) {
        return new NotAccepted(Reason.MALFORMED, what + " is malformed: " + why);
    }
}
