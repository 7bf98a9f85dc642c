package io.castellan.report;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Intent.LeftOut;
import io.castellan.report.Blame.Source;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where an environment stands.
 *
 * @param entries how many its ledger has
 * @param applied the newest entry that changed something or found nothing to change; empty where there is none
 * @param ahead commits that touched the folder since that, newest first
 * @param left what differed at the newest entry and was left as it was
 * @param drift what the cluster is like; empty where nobody looked
 * @param timeline the newest entries, newest first
 * @param problems why the record cannot be read; empty where it can
 * @param outstanding what it owes and waits for
 */
public record EnvironmentStatus(
        String environment,
        int entries,
        Optional<Recorded> applied,
        List<Source> ahead,
        List<LeftOut> left,
        Optional<Drift> drift,
        List<Recorded> timeline,
        List<Problem> problems,
        Outstanding outstanding) {
    public EnvironmentStatus {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(applied, "applied");
        ahead = List.copyOf(ahead);
        left = List.copyOf(left);
        Objects.requireNonNull(drift, "drift");
        timeline = List.copyOf(timeline);
        problems = List.copyOf(problems);
        Objects.requireNonNull(outstanding, "outstanding");
    }

    /** Where nothing is outstanding. */
    public EnvironmentStatus(
            String environment,
            int entries,
            Optional<Recorded> applied,
            List<Source> ahead,
            List<LeftOut> left,
            Optional<Drift> drift,
            List<Recorded> timeline,
            List<Problem> problems) {
        this(environment, entries, applied, ahead, left, drift, timeline, problems, Outstanding.none());
    }

    /** The same, after somebody looked or not. */
    public EnvironmentStatus with(Optional<Drift> looked) {
        return new EnvironmentStatus(
                environment, entries, applied, ahead, left, looked, timeline, problems, outstanding);
    }

    /** The same with what it owes and waits for. */
    public EnvironmentStatus with(Outstanding found) {
        return new EnvironmentStatus(environment, entries, applied, ahead, left, drift, timeline, problems, found);
    }

    /** The newest entry. */
    public Optional<Recorded> last() {
        return timeline.stream().findFirst();
    }

    /** The newest entry, if its apply did not end. */
    Optional<Recorded> open() {
        return last().filter(entry -> entry.entry().isOpen());
    }
}
