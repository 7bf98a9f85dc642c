package io.castellan.cli;

import io.castellan.apply.ApplySettings;
import io.castellan.audit.Audit;
import io.castellan.audit.AuditCodes;
import io.castellan.audit.Audited;
import io.castellan.audit.Witness;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Severity;
import io.castellan.git.Trailer;
import io.castellan.model.ShortId;
import io.castellan.report.AuditJson;
import io.castellan.report.AuditReport;
import io.castellan.report.AuditReport.Finding;
import io.castellan.report.AuditText;
import io.castellan.report.Style;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads the record again and says what is wrong with it. */
@Command(
        name = "audit",
        description = "Read the record again, hold it against Git, and name each entry that is wrong. Changes nothing.",
        footer = {
            "",
            "Checks the chain of events, states and plans, recorded approvals by the keys that were valid then, authors and"
                    + " executor under the policy that was in force, signatures of entries, and what others saw of the"
                    + " ledger before: --witness, and trailers 'Castellan-Ledger: ENVIRONMENT@COMMIT' of the protected branch's commits.",
            "Ends with 3 if something is wrong.",
            "",
            "Examples:",
            "  castellan audit --trust /etc/castellan/trust.yaml",
            "  castellan audit prod --full",
            "  castellan audit prod --witness prod@4b1c2f0e9d8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c --format json"
        })
final class AuditCommand implements Subcommand {

    private final Session session;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..*",
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            description = "The environments to audit; by default all that have a record.")
    private List<String> environments = List.of();

    @Option(
            names = "--witness",
            paramLabel = "ENVIRONMENT@COMMIT",
            description = "A full commit id where you saw the ledger of an environment stand; may be repeated.")
    private List<String> witnesses = List.of();

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    /** How an audit is printed. */
    enum Format {
        text,
        json
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json; text by default.")
    private Format format = Format.text;

    @Option(
            names = "--full",
            description =
                    "As text, say every note and warning; by default the first five of each code. What is wrong is always said.")
    private boolean full;

    AuditCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        var heard = new ArrayList<Witness>();
        for (var text : witnesses) {
            heard.add(Witness.of(text, "--witness")
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "--witness is ENVIRONMENT@COMMIT, with all 40 digits of the commit: '" + text + "'")));
        }
        try (var workspace = trust.openRecords(session, where)) {
            var unread = trailers(workspace, heard);
            var records = new Records(workspace);
            var reports = chosen(records, heard).stream()
                    .map(name -> report(
                            audit(workspace, records, name, heard), workspace, debts(workspace, records, name), unread))
                    .toList();
            switch (format) {
                case text ->
                    new AuditText(Style.of(session.screen().colouredOut()), full).write(reports, session.out());
                case json ->
                    session.out()
                            .print(new String(
                                    new AuditJson(Engine.tool())
                                            .write(reports, session.clock().instant()),
                                    StandardCharsets.UTF_8));
            }
            session.out().flush();
            return reports.stream().allMatch(AuditReport::good) ? ExitCode.OK : ExitCode.REFUSED;
        }
    }

    /** An environment that somebody saw a ledger of is audited, also where nothing is left of it. */
    private List<String> chosen(Records records, List<Witness> heard) {
        var witnessed = new TreeSet<String>();
        heard.forEach(witness -> witnessed.add(witness.environment()));
        var named =
                environments.stream().filter(name -> !witnessed.contains(name)).toList();
        var all = new TreeSet<>(named.isEmpty() && !environments.isEmpty() ? List.of() : records.choose(named));
        if (environments.isEmpty()) {
            all.addAll(witnessed);
        } else {
            all.addAll(environments);
        }
        return records.ordered(all, session.clock());
    }

    /** @return trailers that are no witness: whoever wrote them meant something */
    private static List<Problem> trailers(Workspace workspace, List<Witness> heard) {
        var unread = new ArrayList<Problem>();
        var tip = workspace.protectedTip().or(() -> workspace.git().head());
        tip.map(commit -> Trailer.upTo(workspace.commits(), commit, Witness.TRAILER)).orElse(List.of()).stream()
                .forEach(trailer -> Witness.of(trailer.value(), "commit " + ShortId.of(trailer.commit()))
                        .ifPresentOrElse(
                                heard::add,
                                () -> unread.add(Problem.warning(
                                        AuditCodes.BAD_WITNESS,
                                        "the trailer " + Witness.TRAILER + " of commit " + trailer.commit()
                                                + " is not of the form ENVIRONMENT@COMMIT: " + trailer.value()))));
        return unread;
    }

    private Audited audit(Workspace workspace, Records records, String environment, List<Witness> heard) {
        var loading = new Loading(workspace, Rooms.registry(), session.clock());
        return new Audit(
                        environment,
                        records.ledger(environment),
                        new RepositoryEvidence(workspace, loading, environment),
                        session.clock(),
                        ApplySettings.DEFAULT.resumeWithin())
                .run(heard.stream()
                        .filter(witness -> witness.environment().equals(environment))
                        .toList());
    }

    /** What is owed is not wrong; the ledger itself is told of by the audit where it cannot be read. */
    private List<Finding> debts(Workspace workspace, Records records, String environment) {
        try {
            var entries = records.ledger(environment).entries();
            return new DebtLook(workspace, session.clock(), environment, entries)
                    .look().open().stream()
                            .map(debt -> new Finding(Optional.of(debt.entry()), Optional.empty(), debt.told()))
                            .toList();
        } catch (Failure e) {
            return e.problems().stream()
                    .limit(1)
                    .map(problem -> new Finding(
                            Optional.empty(),
                            Optional.empty(),
                            Problem.warning(problem.code(), "what is owed cannot be told: " + problem.message())
                                    .withHint(problem.hint())))
                    .toList();
        }
    }

    private static AuditReport report(Audited audited, Workspace workspace, List<Finding> debts, List<Problem> unread) {
        var findings = new ArrayList<Finding>();
        audited.findings().forEach(flaw -> findings.add(new Finding(flaw.entry(), flaw.commit(), flaw.problem())));
        findings.addAll(debts);
        unread.forEach(problem -> findings.add(new Finding(Optional.empty(), Optional.empty(), problem)));
        if (workspace.trusted().isEmpty()) {
            findings.add(new Finding(
                    Optional.empty(),
                    Optional.empty(),
                    new Problem(
                            AuditCodes.OWN_WORD,
                            Severity.NOTE,
                            Optional.empty(),
                            "the policy and the ledger are read from this clone, which whoever writes to it can replace",
                            "name a trust file with --trust; see docs/reference/trust.md")));
        }
        findings.sort(Comparator.comparing(finding -> finding.entry().orElse(Long.MAX_VALUE)));
        return new AuditReport(audited.environment(), audited.head(), audited.entries(), audited.witnessed(), findings);
    }
}
