package io.castellan.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a person says about changes, {@code castellan/approval/v1}. It is about digests, so it survives a squash merge and ends when
 * before, after or risk of a change moves.
 *
 * @param ledgerHead the newest entry of the environment's ledger that the person saw; empty where nothing was recorded yet
 * @param changes digests, ordered; also that of a new control set
 * @param expires from then on it counts no longer
 */
public record Approval(
        Target target,
        Optional<String> ledgerHead,
        List<Digest> changes,
        Verdict verdict,
        String comment,
        Instant at,
        Instant expires) {
    public Approval {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(ledgerHead, "ledgerHead");
        changes = changes.stream().distinct().sorted().toList();
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(comment, "comment");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(expires, "expires");
    }

    /** What the person says. */
    public enum Verdict {
        APPROVE,
        /** Nobody else's approval helps until the same person approves. */
        REJECT;

        /** As written in formats: lower case. */
        public String word() {
            return switch (this) {
                case APPROVE -> "approve";
                case REJECT -> "reject";
            };
        }

        /** The verdict that is written like this; empty where none is. */
        public static Optional<Verdict> of(String word) {
            return Arrays.stream(values())
                    .filter(verdict -> verdict.word().equals(word))
                    .findFirst();
        }
    }

    /** The document as it is kept and shown. */
    public Value document() {
        var parts = new LinkedHashMap<String, Value>();
        parts.put("format", Value.text(Format.APPROVAL_V1.text()));
        parts.put("environment", Value.text(target.environment()));
        parts.put("clusterId", Value.text(target.clusterId()));
        ledgerHead.ifPresent(head -> parts.put("ledgerHead", Value.text(head)));
        parts.put("changes", Value.texts(changes.stream().map(Digest::text).toList()));
        parts.put("verdict", Value.text(verdict.word()));
        parts.put("comment", Value.text(comment));
        parts.put("at", Value.text(at.toString()));
        parts.put("expires", Value.text(expires.toString()));
        return Value.entries(parts);
    }

    /** The bytes that are signed: the document as canonical JSON (RFC 8785). */
    public byte[] signedBytes() {
        return CanonicalJson.write(document()).getBytes(StandardCharsets.UTF_8);
    }

    /** Names the document. */
    public Digest digest() {
        return Digest.ofBytes(signedBytes());
    }

    /**
     * An approval with what proves it.
     *
     * @param signature an SSH signature in namespace {@code castellan-approval}, as {@code ssh-keygen -Y sign} prints it
     */
    public record Signed(Approval approval, String signature) {
        public Signed {
            Objects.requireNonNull(approval, "approval");
            Objects.requireNonNull(signature, "signature");
        }
    }
}
