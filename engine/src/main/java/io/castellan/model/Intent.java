package io.castellan.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an apply is about to do, recorded before its first step. The plan itself is recorded beside it, so that the same apply
 * can go on after it was killed, and so that an auditor sees what was agreed to.
 *
 * @param sequence the event's number in its ledger; the outcome carries the same
 * @param changes the planned changes that will be executed, by resource
 * @param leftOut resources with a difference that this apply does not touch
 * @param targets the only resources that this apply covers; empty for all
 * @param executor who runs it
 * @param warrant by whose word
 * @param purpose what is begun; an adoption has no changes, leaves nothing out and covers all
 */
public record Intent(
        long sequence,
        Target target,
        StateCommit state,
        List<IntendedChange> changes,
        List<LeftOut> leftOut,
        List<ResourceId> targets,
        Executor executor,
        Warrant warrant,
        String tool,
        Instant at,
        Purpose purpose) {
    public Intent {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(state, "state");
        var ordered = new ArrayList<>(changes); // no stream: a long ledger is read before the compiler knows one
        Collections.sort(ordered);
        changes = List.copyOf(ordered);
        leftOut = List.copyOf(leftOut);
        targets = List.copyOf(targets);
        Objects.requireNonNull(executor, "executor");
        Objects.requireNonNull(warrant, "warrant");
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(purpose, "purpose");
        if (purpose == Purpose.ADOPTION && !(changes.isEmpty() && leftOut.isEmpty() && targets.isEmpty())) {
            throw new IllegalArgumentException("an adoption says nothing of any resource");
        }
    }

    /** Of an apply. */
    public Intent(
            long sequence,
            Target target,
            StateCommit state,
            List<IntendedChange> changes,
            List<LeftOut> leftOut,
            List<ResourceId> targets,
            Executor executor,
            Warrant warrant,
            String tool,
            Instant at) {
        this(sequence, target, state, changes, leftOut, targets, executor, warrant, tool, at, Purpose.APPLY);
    }

    /** What an entry of the ledger is begun for. */
    public enum Purpose {
        /** To make the cluster as the state declares it. */
        APPLY,
        /** To say from when on there is a record, of which cluster and under which policy. It is no baseline for anything. */
        ADOPTION;

        /** As written in formats: lower case. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public boolean isAdoption() {
        return purpose == Purpose.ADOPTION;
    }

    /** The digest of the plan that consists of these changes. */
    public Digest planDigest() {
        var digests = new ArrayList<Digest>(changes.size());
        for (var change : changes) {
            digests.add(change.digest());
        }
        return Digest.ofAll(digests);
    }

    /** A change that will be executed; what it is in full stands in the plan. */
    public record IntendedChange(ResourceId id, Digest digest) implements Comparable<IntendedChange> {
        public IntendedChange {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(digest, "digest");
        }

        public static IntendedChange of(Change change) {
            return new IntendedChange(change.id(), change.digest());
        }

        @Override
        public int compareTo(IntendedChange other) {
            int byId = id.compareTo(other.id);
            return byId != 0 ? byId : digest.compareTo(other.digest);
        }

        /** Written out, as those of the id are. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof IntendedChange that && digest.equals(that.digest) && id.equals(that.id);
        }

        @Override
        public int hashCode() {
            return 31 * id.hashCode() + digest.hashCode();
        }
    }

    /**
     * The state that is applied.
     *
     * @param commit kept alive by the ledger entry, of which it is the second parent
     * @param tree the environment's folder in it
     * @param dirty whether the commit was made from a work tree with uncommitted files, for a sandbox only
     */
    public record StateCommit(String commit, String tree, boolean dirty) {
        public StateCommit {
            Objects.requireNonNull(commit, "commit");
            Objects.requireNonNull(tree, "tree");
        }
    }

    /** A resource whose difference stays, and why. Its baseline stays what it was. */
    public record LeftOut(ResourceId id, String why) {
        /** Mirroring is to make it good. */
        public static final String MIRRORED = "mirrored";

        public LeftOut {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * Who runs an apply.
     *
     * @param person as the operating system or the host of the pipeline says
     * @param source for example {@code local} or {@code jenkins:ci}
     */
    public record Executor(String person, String source) {
        public Executor {
            Objects.requireNonNull(person, "person");
            Objects.requireNonNull(source, "source");
        }
    }
}
