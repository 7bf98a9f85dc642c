package io.castellan.signature;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes the SSH wire format. */
final class WireWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    WireWriter raw(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    WireWriter octet(int value) {
        bytes.write(value);
        return this;
    }

    WireWriter uint32(int value) {
        return raw(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    WireWriter string(byte[] value) {
        return uint32(value.length).raw(value);
    }

    WireWriter string(String value) {
        return string(value.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
