package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.doctor.Finding;
import io.castellan.report.Checkup;
import io.castellan.report.CheckupJson;
import io.castellan.report.CheckupText;
import io.castellan.report.Style;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether what Castellan rests on is really there. */
@Command(
        name = "doctor",
        description = {
            "Look whether what Castellan rests on is really in place: the policy and the keys of its persons, the trust file, the"
                    + " state branch, the ledgers, CODEOWNERS, and what the host protects. Changes nothing.",
            "Ends with 0 where nothing is a problem, with 3 where something is, and with 6 where something did not answer."
        },
        footer = {
            "",
            "Examples:",
            "  castellan access doctor                            this clone, and the repository that it pushes to",
            "  castellan access doctor prod --trust /etc/castellan/trust.yaml --ledger-key /etc/castellan/ledger-key",
            "  castellan access doctor --format json > doctor.json",
            "",
            "Run it as the account that applies, with what apply is given: whether the key can sign, the secrets are set and the",
            "ledger can be pushed is told for whoever runs this command."
        })
final class AccessDoctorCommand implements Subcommand {
    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            description = "The environments to look at; all by default.")
    private List<String> environments = List.of();

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Mixin
    private LedgerKeyOption ledgerKey = new LedgerKeyOption();

    /** How the checks are printed. */
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

    AccessDoctorCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        List<Examination.Examined> examined;
        var distrust = new ArrayList<Finding>();
        try (var workspace = open(distrust)) {
            var commit = workspace.protectedTip();
            examined = new Examination(session, workspace, commit, workspace.choose(environments, commit))
                    .run(ledgerKey, distrust);
        }
        var checkup = new Checkup(
                session.clock().instant(),
                examined.stream()
                        .map(group -> new Checkup.Group(
                                group.name(),
                                group.title(),
                                group.findings().stream()
                                        .map(AccessDoctorCommand::line)
                                        .toList()))
                        .toList());
        switch (format) {
            case text -> new CheckupText(Style.of(session.screen().colouredOut())).write(checkup, session.out());
            case json ->
                session.out().print(new String(new CheckupJson(Engine.tool()).write(checkup), StandardCharsets.UTF_8));
        }
        session.out().flush();
        return examined.stream()
                .flatMap(group -> group.findings().stream())
                .map(finding -> finding.verdict().exitCode())
                .reduce(ExitCode.OK, ExitCode::worst);
    }

    /**
     * What is wrong with the trust is a finding like others, and the rest is looked at without it.
     *
     * @param distrust hears it
     */
    private Workspace open(List<Finding> distrust) {
        var plain = where.open(session);
        if (!trust.isNamed(session)) {
            return plain;
        }
        try {
            var trusted = trust.open(session, where);
            plain.close();
            return trusted;
        } catch (Failure failure) {
            distrust.addAll(Finding.of(failure));
            return plain;
        }
    }

    private static Checkup.Line line(Finding finding) {
        return new Checkup.Line(
                switch (finding.verdict()) {
                    case OK -> Checkup.Verdict.OK;
                    case WARNING -> Checkup.Verdict.WARNING;
                    case PROBLEM -> Checkup.Verdict.PROBLEM;
                    case NOT_CHECKED -> Checkup.Verdict.NOT_CHECKED;
                    case UNANSWERED -> Checkup.Verdict.NO_ANSWER;
                },
                finding.code(),
                finding.place(),
                finding.message(),
                finding.hint());
    }
}
