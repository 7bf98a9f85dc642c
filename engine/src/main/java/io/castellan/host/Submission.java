package io.castellan.host;

import io.castellan.model.Ceiling;
import io.castellan.model.Change;
import io.castellan.model.Digest;
import io.castellan.model.Plan;
import io.castellan.model.Target;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a comment of the pipeline puts before reviewers: everything that they agree to if they approve the pull request.
 *
 * @param commit full id of the commit that was planned
 */
public record Submission(String commit, List<Part> parts) {
    public Submission {
        Objects.requireNonNull(commit, "commit");
        parts = List.copyOf(parts);
    }

    /** Of one environment; empty where nothing of it is put before anybody. */
    Optional<Part> part(String environment) {
        return parts.stream()
                .filter(part -> part.target().environment().equals(environment))
                .findFirst();
    }

    /**
     * One environment.
     *
     * @param ledgerHead the newest entry of its ledger when it was planned; empty where nothing was recorded yet
     * @param changes digests, ordered
     * @param ceilings of those that have any
     */
    public record Part(
            Target target,
            Optional<String> ledgerHead,
            List<Digest> changes,
            SortedMap<Digest, List<Ceiling>> ceilings) {
        public Part {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(ledgerHead, "ledgerHead");
            changes = changes.stream().distinct().sorted().toList();
            ceilings = Collections.unmodifiableSortedMap(new TreeMap<>(ceilings));
        }

        /** What an approval of a plan's changes is about. */
        public static Part of(Plan plan, Optional<String> ledgerHead) {
            var ceilings = new TreeMap<Digest, List<Ceiling>>();
            plan.planned().stream()
                    .filter(change -> !change.difference().ceilings().isEmpty())
                    .forEach(change ->
                            ceilings.put(change.digest(), change.difference().ceilings()));
            return new Part(
                    plan.target(),
                    ledgerHead,
                    plan.planned().stream().map(Change::digest).toList(),
                    ceilings);
        }
    }
}
