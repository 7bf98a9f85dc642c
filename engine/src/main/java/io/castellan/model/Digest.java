package io.castellan.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A SHA-256 digest of canonical JSON. Two digests of the same text are equal, whatever they are made from. */
public final class Digest implements Comparable<Digest> {
    private static final String ALGORITHM = "sha256:";
    private static final MessageDigest SHA_256 = sha256();

    private final String content;
    // Every declaration has a digest and few are asked for it, so it is computed then; by two threads at once, it is
    // the same.
    private @Nullable String text;

    private Digest(String content, @Nullable String text) {
        this.content = content;
        this.text = text;
    }

    /**
     * A digest that was computed before.
     *
     * @param text {@code sha256:} and 64 lower-case hexadecimal digits
     */
    public Digest(String text) {
        this("", text);
        if (!isDigest(text)) {
            throw new IllegalArgumentException("not a digest: " + text);
        }
    }

    /** {@code sha256:} and 64 lower-case hexadecimal digits. */
    public String text() {
        var known = text;
        if (known == null) {
            known = sha256(content.getBytes(StandardCharsets.UTF_8));
            text = known;
        }
        return known;
    }

    public static Digest of(Value value) {
        return ofBytes(CanonicalJson.write(value).getBytes(StandardCharsets.UTF_8));
    }

    /** The digest of what is written, as if it were a value: each scalar is its text, whatever its quotes, and null is unset. */
    public static Digest of(Node node) {
        return new Digest(CanonicalJson.write(node), null);
    }

    /** The digest of several digests, whatever their order. */
    public static Digest ofAll(Collection<Digest> digests) {
        var texts = new String[digests.size()];
        int count = 0;
        for (var digest : digests) {
            texts[count++] = digest.text();
        }
        Arrays.sort(texts);
        // canonical JSON of the list: no character of a digest needs an escape
        var json = new StringBuilder(2 + 76 * texts.length).append('[');
        for (int i = 0; i < texts.length; i++) {
            json.append(i == 0 ? "\"" : ",\"").append(texts[i]).append('"');
        }
        return ofBytes(json.append(']').toString().getBytes(StandardCharsets.UTF_8));
    }

    public static Digest ofBytes(byte[] bytes) {
        return new Digest("", sha256(bytes));
    }

    private static String sha256(byte[] bytes) {
        try {
            // A copy, which any thread may use, is made much faster than the provider finds a new one.
            var sha256 = (MessageDigest) SHA_256.clone();
            return ALGORITHM + HexFormat.of().formatHex(sha256.digest(bytes));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be copied", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static boolean isDigest(String text) {
        if (text.length() != ALGORITHM.length() + 64 || !text.startsWith(ALGORITHM)) {
            return false;
        }
        for (int i = ALGORITHM.length(); i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** The first twelve digits, for people. */
    public String abbreviated() {
        return text().substring(ALGORITHM.length(), ALGORITHM.length() + 12);
    }

    /** Of two that are made from the same, none has to be computed. */
    private boolean isOfSame(Digest other) {
        return this == other || !content.isEmpty() && content.equals(other.content);
    }

    @Override
    public int compareTo(Digest other) {
        return isOfSame(other) ? 0 : text().compareTo(other.text());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest digest && (isOfSame(digest) || text().equals(digest.text()));
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
