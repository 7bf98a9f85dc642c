package io.castellan.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a person says about changes, {@code castellan/approval/v1}. It is about digests, so it survives a squash merge and ends when
 * before, after or risk of a change moves.
 *
 * @param ledgerHead the newest entry of the environment's ledger that the person saw; empty where nothing was recorded yet
 * @param changes digests, ordered; also that of a new control set
 * @param ceilings of those changes that have any: how far their figures may still move
 * @param account whose word it is, where a host signs that one of its accounts said it; empty where the person signs
 * @param expires from then on it counts no longer; of the end of an override, it counts as long from when that comes
 */
public record Approval(
        Target target,
        Optional<String> ledgerHead,
        List<Digest> changes,
        SortedMap<Digest, List<Ceiling>> ceilings,
        Verdict verdict,
        String comment,
        Optional<String> account,
        Instant at,
        Instant expires) {
    /** Signed by the person. */
    public Approval(
            Target target,
            Optional<String> ledgerHead,
            List<Digest> changes,
            SortedMap<Digest, List<Ceiling>> ceilings,
            Verdict verdict,
            String comment,
            Instant at,
            Instant expires) {
        this(target, ledgerHead, changes, ceilings, verdict, comment, Optional.empty(), at, expires);
    }

    public Approval {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(ledgerHead, "ledgerHead");
        changes = changes.stream().distinct().sorted().toList();
        var copy = new TreeMap<Digest, List<Ceiling>>();
        ceilings.forEach(
                (digest, several) -> copy.put(digest, several.stream().sorted().toList()));
        ceilings = Collections.unmodifiableSortedMap(copy);
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(comment, "comment");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(expires, "expires");
    }

    /**
     * Whether this speaks of the change: of exactly this one, or of the same with ceilings under which its figures still are. Says
     * nothing of who speaks, or when.
     */
    public boolean covers(Change change) {
        return changes.contains(change.digest())
                || ceilings.entrySet().stream()
                        .anyMatch(agreed -> changes.contains(agreed.getKey())
                                && change.boundedBy(agreed.getValue(), target)
                                        .digest()
                                        .equals(agreed.getKey()));
    }

    /**
     * The ceilings that the person agreed to for this change, if it is the same but for a figure that is over them now.
     *
     * @param change that this does not {@link #covers cover}
     */
    public Optional<List<Ceiling>> outgrownBy(Change change) {
        return ceilings.entrySet().stream()
                .filter(agreed -> changes.contains(agreed.getKey())
                        && change.under(agreed.getValue(), target).digest().equals(agreed.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
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
        var bounds = new ArrayList<Value>();
        ceilings.forEach((digest, several) -> several.forEach(ceiling -> bounds.add(Value.entries(Map.of(
                "change",
                Value.text(digest.text()),
                "name",
                Value.text(ceiling.name()),
                "atMost",
                Value.whole(ceiling.atMost()))))));
        if (!bounds.isEmpty()) {
            parts.put("ceilings", new Value.Items(bounds));
        }
        parts.put("verdict", Value.text(verdict.word()));
        parts.put("comment", Value.text(comment));
        account.ifPresent(name -> parts.put("account", Value.text(name)));
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
     * @param signature an SSH signature in namespace {@code castellan-approval}, as {@code ssh-keygen -Y sign} prints it; of a review on the
     *     Git host the facts that it rests on, which are the host's word and no signature
     */
    public record Signed(Approval approval, String signature) {
        public Signed {
            Objects.requireNonNull(approval, "approval");
            Objects.requireNonNull(signature, "signature");
        }
    }
}
