package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.git.Commit;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome.Result;
import io.castellan.report.Blame.Source;
import io.castellan.report.Drift;
import io.castellan.report.EnvironmentStatus;
import io.castellan.report.Recorded;
import io.castellan.report.StatusHtml;
import io.castellan.report.StatusJson;
import io.castellan.report.StatusText;
import io.castellan.report.Style;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells where environments stand. */
@Command(
        name = "status",
        description =
                "Tell where environments stand: what is applied, what is not yet, what is open, waits or is owed.",
        footer = {
            "",
            "Reads the ledgers and the commits, and connects to no cluster without --live.",
            "Ends with 3 if a record cannot be read, 6 if a cluster does not answer.",
            "",
            "Examples:",
            "  castellan status",
            "  castellan status prod dr --live",
            "  castellan status --format html > status.html     one page, which needs no server"
        })
final class StatusCommand implements Subcommand {
    private static final int TIMELINE = 20;

    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            description = "The environments to tell of; by default all of them.")
    private List<String> environments = List.of();

    @Option(names = "--live", description = "Connect, and tell which clusters are not as they were applied.")
    private boolean live;

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    /** How a status is printed. */
    enum Format {
        text,
        json,
        html
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json or html; text by default.")
    private Format format = Format.text;

    StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() throws InterruptedException {
        try (var workspace = live ? trust.open(session, where) : trust.openRecords(session, where)) {
            var records = new Records(workspace);
            var tip = workspace.protectedTip().or(() -> workspace.git().head());
            var read = new ArrayList<EnvironmentStatus>();
            for (var name : records.ordered(records.choose(environments), session.clock())) {
                read.add(read(workspace, records, name, tip, session.clock()));
            }
            var shown = live ? looked(workspace, read) : read;
            write(shown);
            return shown.stream().map(StatusCommand::exitCode).reduce(ExitCode.OK, ExitCode::worst);
        }
    }

    private void write(List<EnvironmentStatus> shown) {
        var now = session.clock().instant();
        switch (format) {
            case text -> new StatusText(Style.of(session.screen().colouredOut())).write(shown, session.out());
            case json ->
                session.out()
                        .print(new String(new StatusJson(Engine.tool()).write(shown, now), StandardCharsets.UTF_8));
            case html -> new StatusHtml().write(shown, now, session.out());
        }
        session.out().flush();
    }

    private static EnvironmentStatus read(
            Workspace workspace, Records records, String environment, Optional<String> tip, Clock clock) {
        try {
            var ledger = records.ledger(environment);
            var entries = ledger.entries();
            var newest = IntStream.iterate(entries.size() - 1, i -> i >= 0, i -> i - 1)
                    .mapToObj(entries::get)
                    .limit(TIMELINE)
                    .map(entry -> records.recorded(entry, Optional.empty()))
                    .toList();
            var applied = applied(entries).map(entry -> records.recorded(entry, Optional.empty()));
            var left = newest.stream()
                    .findFirst()
                    .map(entry -> entry.entry().intent().leftOut())
                    .orElse(List.of());
            var folder = workspace.repositoryPath(workspace.folder() + "/" + environment);
            var since = applied.map(entry -> entry.entry().intent().state().commit())
                    .filter(commit -> records.commit(commit).isPresent());
            var ahead = tip.map(commit -> workspace.commits().history(folder, since, commit))
                    .orElse(List.of());
            var outstanding =
                    new OutstandingLook(workspace, clock, environment, entries).look(since, tip, !ahead.isEmpty());
            return new EnvironmentStatus(
                    environment,
                    entries.size(),
                    applied,
                    ahead.stream().map(StatusCommand::source).toList(),
                    left,
                    Optional.empty(),
                    newest,
                    List.of(),
                    outstanding);
        } catch (Failure e) {
            return new EnvironmentStatus(
                    environment, 0, Optional.empty(), List.of(), List.of(), Optional.empty(), List.of(), e.problems());
        }
    }

    /** The newest entry after which something of its state is live. */
    private static Optional<LedgerEntry> applied(List<LedgerEntry> entries) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            var entry = entries.get(i);
            var counts = entry.outcome()
                    .filter(outcome -> outcome.result() == Result.APPLIED || outcome.result() == Result.PARTIAL);
            if (counts.isPresent()) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private static Source source(Commit commit) {
        return new Source(commit.id(), commit.author().name(), commit.subject(), commit.at());
    }

    /** The cluster is held against what was applied: what is not applied yet is told as ahead. */
    private List<EnvironmentStatus> looked(Workspace workspace, List<EnvironmentStatus> read)
            throws InterruptedException {
        var commits = new HashMap<String, Optional<String>>();
        read.forEach(status -> status.applied()
                .map(Recorded::entry)
                .ifPresent(entry -> commits.put(
                        status.environment(), Optional.of(entry.intent().state().commit()))));
        if (commits.isEmpty()) {
            return read;
        }
        Map<String, Drift> drifts = new HashMap<>();
        new DriftLook(session, workspace)
                .at(commits.keySet().stream().sorted().toList(), name -> commits.getOrDefault(name, Optional.empty()))
                .forEach(drift -> drifts.put(drift.environment(), drift));
        return read.stream()
                .map(status -> status.with(Optional.ofNullable(drifts.get(status.environment()))))
                .toList();
    }

    private static ExitCode exitCode(EnvironmentStatus status) {
        if (!status.problems().isEmpty()) {
            return ExitCode.REFUSED;
        }
        return status.drift()
                .map(drift -> switch (drift.status()) {
                    case IN_SYNC, DRIFTED -> ExitCode.OK;
                    case INCOMPLETE, UNREACHABLE -> ExitCode.UNREACHABLE;
                    case REFUSED -> ExitCode.REFUSED;
                })
                .orElse(ExitCode.OK);
    }
}
