package io.castellan.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A SHA-256 digest of canonical JSON.
 *
 * @param text {@code sha256:} and 64 lower-case hexadecimal digits
 */
public record Digest(String text) implements Comparable<Digest> {
    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    public Digest {
        Objects.requireNonNull(text, "text");
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a digest: " + text);
        }
    }

    public static Digest of(Value value) {
        return ofBytes(CanonicalJson.write(value).getBytes(StandardCharsets.UTF_8));
    }

    /** The digest of several digests, whatever their order. */
    public static Digest ofAll(Collection<Digest> digests) {
        return of(Value.texts(digests.stream().map(Digest::text).sorted().toList()));
    }

    public static Digest ofBytes(byte[] bytes) {
        try {
            return new Digest("sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The first twelve digits, for people. */
    public String abbreviated() {
        return text.substring("sha256:".length(), "sha256:".length() + 12);
    }

    @Override
    public int compareTo(Digest other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
