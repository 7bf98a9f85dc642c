package io.castellan.signature;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may sign: a file of allowed signers as OpenSSH has it. A line that cannot be read is reported and trusts nobody; the others
 * count. Immutable.
 */
public final class AllowedSigners {
    /** A larger file is not read. */
    public static final int MOST_BYTES = 1024 * 1024;

    /** Enough for the largest key and a hundred principals. */
    private static final int MOST_LINE_BYTES = 8 * 1024;

    private final String file;
    private final List<TrustLine> lines;
    private final Map<SshPublicKey, List<TrustLine>> byKey = new HashMap<>();

    private AllowedSigners(String file, List<TrustLine> lines) {
        this.file = file;
        this.lines = List.copyOf(lines);
        lines.forEach(line ->
                byKey.computeIfAbsent(line.key(), key -> new ArrayList<>()).add(line));
    }

    /**
     * @param file what to call it in messages
     * @param problems receives warnings, each with its line
     */
    public static AllowedSigners read(String file, byte[] bytes, Problems problems) {
        if (bytes.length > MOST_BYTES) {
            problems.add(Problem.warning(
                            SignatureCodes.FILE_TOO_LARGE,
                            Place.whole(file),
                            "the file has more than " + MOST_BYTES + " bytes and is not read; nobody is trusted")
                    .withHint("remove the keys that no record needs"));
            return new AllowedSigners(file, List.of());
        }
        var lines = new ArrayList<TrustLine>();
        int number = 0;
        int from = 0;
        while (from < bytes.length) {
            int to = from;
            while (to < bytes.length && bytes[to] != '\n') {
                to++;
            }
            number++;
            line(file, number, ByteBuffer.wrap(bytes, from, to - from), problems)
                    .ifPresent(lines::add);
            from = to + 1;
        }
        var signers = new AllowedSigners(file, lines);
        signers.reportKeysListedTwice(problems);
        return signers;
    }

    private static Optional<TrustLine> line(String file, int number, ByteBuffer bytes, Problems problems) {
        var start = new Place(file, number, 1);
        if (bytes.remaining() > MOST_LINE_BYTES) {
            problems.add(skipped(
                    start, "it has more than " + MOST_LINE_BYTES + " bytes", "give the principals several lines"));
            return Optional.empty();
        }
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return new SignerLine(start, text, problems).read();
        } catch (CharacterCodingException e) {
            problems.add(skipped(start, "it is not UTF-8", "save the file as UTF-8"));
            return Optional.empty();
        }
    }

    private static Problem skipped(Place at, String why, String hint) {
        return Problem.warning(SignatureCodes.BAD_LINE, at, "the line is skipped: " + why)
                .withHint(hint);
    }

    private void reportKeysListedTwice(Problems problems) {
        byKey.forEach((key, listed) -> listed.stream()
                .skip(1)
                .filter(line -> !line.principals().equals(listed.get(0).principals()))
                .forEach(line -> problems.add(Problem.warning(
                                SignatureCodes.LISTED_TWICE,
                                line.at(),
                                "the key " + key.fingerprint() + " is also listed at "
                                        + listed.get(0).at() + ", for other principals; it speaks for all of them")
                        .withHint(
                                "give each principal a key of its own; an end of validity must stand on every line"))));
    }

    /** The lines that count, in their order. */
    public List<TrustLine> lines() {
        return lines;
    }

    /**
     * Whether a principal can sign for a purpose at a time: one line is enough. A listed authority counts as a key, as it may have made
     * a certificate for the principal.
     */
    public Standing standing(String principal, String namespace, Instant when) {
        var listed = lines.stream()
                .filter(line -> line.principals().matches(principal))
                .toList();
        if (listed.isEmpty()) {
            return new Standing.Cannot(file + " has no line for " + principal);
        }
        var allowing = listed.stream().filter(line -> line.allows(namespace)).toList();
        if (allowing.isEmpty()) {
            return new Standing.Cannot(
                    principal + " (" + listed.get(0).at() + ") is not listed for '" + namespace + "'");
        }
        var counting =
                allowing.stream().filter(line -> line.objection(when).isEmpty()).toList();
        return counting.isEmpty()
                ? new Standing.Cannot(
                        allowing.get(0).objection(when).orElseThrow().message())
                : Standing.Can.by(counting);
    }

    /**
     * Whether one of the allowed signers signed this, and who.
     *
     * @param signature in text form
     * @param namespace the purpose
     * @param when the time at which the key must have been valid: never one that the signature's author can choose
     */
    public Checked<Signer> verify(byte[] message, byte[] signature, String namespace, Instant when) {
        return SshSignature.read(signature)
                .then(read -> read.verify(message, namespace))
                .then(key -> who(key, namespace, when));
    }

    /** Whose key a verified signature is of. */
    public Checked<Signer> who(ProvenKey key, String namespace, Instant when) {
        return Checked.of(() -> find(key.key(), key.certificate(), namespace, when));
    }

    /** Whose key this is, as a question about the file. Proves nothing about who sent it. */
    public Checked<Signer> who(SshPublicKey key, String namespace, Instant when) {
        return Checked.of(() -> find(key, Optional.empty(), namespace, when));
    }

    private Signer find(SshPublicKey key, Optional<SshCertificate> certificate, String namespace, Instant when)
            throws NotAccepted {
        var trusted = certificate.map(SshCertificate::authority).orElse(key);
        var listed = byKey.getOrDefault(trusted, List.of()).stream()
                .filter(line -> line.isAuthority() == certificate.isPresent())
                .toList();
        if (listed.isEmpty()) {
            throw unknown(key, certificate);
        }
        if (certificate.isPresent()) {
            certificate.get().checkAt(when);
        }
        var allowing = listed.stream().filter(line -> line.allows(namespace)).toList();
        if (allowing.isEmpty()) {
            throw new NotAccepted(
                    Reason.NAMESPACE_NOT_ALLOWED,
                    "the key " + trusted.fingerprint() + " (" + listed.get(0).at() + ") is not listed for '" + namespace
                            + "'");
        }
        var counting =
                allowing.stream().filter(line -> line.objection(when).isEmpty()).toList();
        if (counting.isEmpty()) {
            throw new NotAccepted(allowing.get(0).objection(when).orElseThrow());
        }
        return signer(key, certificate, counting);
    }

    private Signer signer(SshPublicKey key, Optional<SshCertificate> certificate, List<TrustLine> counting)
            throws NotAccepted {
        if (certificate.isEmpty()) {
            return new Signer(key, certificate, counting);
        }
        var names = certificate.get().principals();
        var naming = counting.stream()
                .filter(line -> names.stream().anyMatch(line.principals()::matches))
                .toList();
        if (naming.isEmpty()) {
            throw new NotAccepted(
                    Reason.NO_PRINCIPAL,
                    certificate.get() + " is for " + String.join(", ", names) + "; at "
                            + counting.get(0).at() + " the authority is listed for "
                            + counting.get(0).principals());
        }
        return new Signer(key, certificate, naming);
    }

    private NotAccepted unknown(SshPublicKey key, Optional<SshCertificate> certificate) {
        return new NotAccepted(
                Reason.UNKNOWN_KEY,
                certificate
                        .map(made -> "the authority " + made.authority().fingerprint() + " of the certificate '"
                                + made.id() + "' is not listed as cert-authority in " + file)
                        .orElseGet(() -> "the key " + key.fingerprint() + " is not listed in " + file));
    }
}
