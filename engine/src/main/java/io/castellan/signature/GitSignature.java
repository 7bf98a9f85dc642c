package io.castellan.signature;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The signature in a commit or an annotated tag of Git, taken apart from what it signs. Who made it is not known before it is verified. */
public final class GitSignature {
    private static final String HEADER = "gpgsig";
    private static final String BEGIN = "-----BEGIN ";
    /** Other systems, by how their signatures begin. */
    private static final Map<String, String> OTHERS = Map.of(
            "-----BEGIN PGP SIGNATURE-----", "OpenPGP",
            "-----BEGIN PGP MESSAGE-----", "OpenPGP",
            "-----BEGIN SIGNED MESSAGE-----", "X.509");

    private final byte[] payload;
    private final Checked<byte[]> armored;

    private GitSignature(byte[] payload, Checked<byte[]> armored) {
        this.payload = payload.clone();
        this.armored = requireNonNull(armored, "armored");
    }

    /**
     * The signature of a commit, which is one of its headers; what is signed is the commit without this header.
     *
     * @param commit as Git stores it, without Git's own prefix
     * @return empty where it has none
     */
    public static Optional<GitSignature> ofCommit(byte[] commit) {
        var payload = new ByteArrayOutputStream(commit.length);
        var signature = new ByteArrayOutputStream();
        int headers = 0;
        boolean usual = true;
        boolean inside = false;
        int at = 0;
        while (at < commit.length && commit[at] != '\n') {
            int next = nextLine(commit, at);
            if (commit[at] != ' ') {
                inside = startsWith(commit, at, HEADER);
                if (inside) {
                    headers++;
                    usual &= startsWith(commit, at, HEADER + " ");
                }
            }
            if (inside) {
                int from = Math.min(next, commit[at] == ' ' ? at + 1 : at + HEADER.length() + 1);
                signature.write(commit, from, next - from);
            } else {
                payload.write(commit, at, next - at);
            }
            at = next;
        }
        payload.write(commit, at, commit.length - at);
        if (headers == 0) {
            return Optional.empty();
        }
        return Optional.of(new GitSignature(
                payload.toByteArray(),
                headers == 1 && usual
                        ? ofKind(signature.toByteArray())
                        : refused(
                                Reason.MALFORMED,
                                "the commit has more than one signature, or one of an unusual name")));
    }

    /**
     * The signature of an annotated tag, which stands at its end; what is signed is all before it.
     *
     * @param tag as Git stores it, without Git's own prefix
     * @return empty where it has none
     */
    public static Optional<GitSignature> ofTag(byte[] tag) {
        int begin = -1;
        for (int at = 0; at < tag.length; at = nextLine(tag, at)) {
            if (startsWith(tag, at, Armor.BEGIN) || other(tag, at).isPresent()) {
                begin = at; // The last one counts, as in Git.
            }
        }
        return begin < 0
                ? Optional.empty()
                : Optional.of(new GitSignature(
                        Arrays.copyOf(tag, begin), ofKind(Arrays.copyOfRange(tag, begin, tag.length))));
    }

    private static Checked<byte[]> ofKind(byte[] signature) {
        return other(signature, 0)
                .map(kind -> GitSignature.<byte[]>refused(
                        Reason.UNSUPPORTED_KIND, "it is signed with " + kind + ", and only SSH signatures are checked"))
                .orElseGet(() -> startsWith(signature, 0, BEGIN)
                        ? new Checked.Accepted<>(signature)
                        : refused(Reason.UNSUPPORTED_KIND, "it is signed with something that is no SSH signature"));
    }

    private static Optional<String> other(byte[] bytes, int at) {
        return OTHERS.entrySet().stream()
                .filter(kind -> startsWith(bytes, at, kind.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static <T> Checked<T> refused(Reason reason, String message) {
        return new Checked.Refused<>(new Refusal(reason, message));
    }

    private static int nextLine(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return Math.min(bytes.length, at + 1);
    }

    private static boolean startsWith(byte[] bytes, int at, String text) {
        var wanted = text.getBytes(StandardCharsets.US_ASCII);
        int to = at + wanted.length;
        return to <= bytes.length && Arrays.equals(bytes, at, to, wanted, 0, wanted.length);
    }

    /**
     * Whether one of the allowed signers signed this commit or tag, and who. Says nothing about the author and committer that it
     * names.
     *
     * @param when the time at which the key must have been valid: never that of the commit, which its author can choose
     */
    public Checked<Signer> verify(AllowedSigners signers, Instant when) {
        return armored.then(signature -> signers.verify(payload, signature, SshSignature.GIT, when));
    }
}
