package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.ledger.ApprovalFormat;
import io.castellan.model.Approval.Signed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Approvals that are handed over as files. */
final class ApprovalOption {
    @Option(
            names = "--approval",
            paramLabel = "FILE",
            description = "An approval that 'castellan approve --out' wrote, besides those of the approvals' branch.")
    private List<Path> files = new ArrayList<>();

    /** @throws Failure INPUT with every file that is no approval */
    List<Signed> read(Session session) {
        var approvals = new ArrayList<Signed>();
        var problems = new ArrayList<Problem>();
        for (var file : files) {
            try {
                approvals.add(ApprovalFormat.read(
                        file.toString(), Files.readAllBytes(session.directory().resolve(file))));
            } catch (IOException e) {
                problems.add(Problem.error(
                                CliCodes.NO_APPROVAL_FILE,
                                Place.whole(file.toString()),
                                "cannot be read: " + e.getMessage())
                        .withHint("name a file that 'castellan approve --out FILE' wrote"));
            } catch (Failure e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new Failure(ExitCode.INPUT, problems);
        }
        return approvals;
    }
}
