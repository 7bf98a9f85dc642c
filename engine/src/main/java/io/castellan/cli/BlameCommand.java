package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.model.ResourceId;
import io.castellan.report.BlameText;
import io.castellan.report.Style;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells where the fields of one resource come from. */
@Command(
        name = "blame",
        description = "Tell for each field of a resource which apply and which commit last changed it.",
        footer = {
            "",
            "Reads the ledger and the commits it names, and no cluster; also of what is gone.",
            "",
            "Examples:",
            "  castellan blame prod topic/payments.orders.v1",
            "  castellan blame prod user/billing"
        })
final class BlameCommand implements Subcommand {
    private final Session session;

    @Parameters(
            index = "0",
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            description = "The environment.")
    private String environment = "";

    @Parameters(
            index = "1",
            paramLabel = "KIND/NAME",
            description = "The resource, for example topic/payments.orders.v1.")
    private String resource = "";

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    BlameCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        var id = TargetOption.parse(resource);
        try (var workspace = trust.openRecords(session, where)) {
            var records = new Records(workspace);
            records.choose(List.of(environment));
            var loading = new Loading(workspace, Rooms.registry(), session.clock());
            var blame = new Blaming(workspace, loading, environment, records.ledger(environment), id)
                    .find()
                    .orElseThrow(() -> unknown(id));
            new BlameText(Style.of(session.screen().colouredOut())).write(blame, session.out());
            session.out().flush();
            return ExitCode.OK;
        }
    }

    private Failure unknown(ResourceId id) {
        return new Failure(
                ExitCode.INPUT,
                Problem.error(
                                RecordCodes.UNKNOWN_RESOURCE,
                                "nothing that was applied to " + environment + " declared or changed " + id)
                        .withHint("'castellan history " + environment + " --resource " + id
                                + "' tells of what was left out; names are compared exactly"));
    }
}
