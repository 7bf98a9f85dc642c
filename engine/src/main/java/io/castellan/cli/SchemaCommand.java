package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the JSON Schemas, for editors and other programs. */
@Command(
        name = "schema",
        description = "Print a JSON Schema: of the files that you write, or of what Castellan prints.",
        footer = {
            "",
            "Examples:",
            "  castellan schema state > state.schema.json",
            "  # yaml-language-server: $schema=state.schema.json    as the first line of a state file"
        })
final class SchemaCommand implements Subcommand {
    /** Every schema that is shipped. */
    enum Name {
        state,
        environment,
        policy,
        trust,
        plan,
        result,
        drift,
        status,
        history,
        audit,
        problems,
        access,
        doctor,
        approval
    }

    private final Session session;

    @Parameters(
            paramLabel = "NAME",
            description =
                    "state, environment, policy, trust, plan, result, drift, status, history, audit, problems, access,"
                            + " doctor or approval.")
    private Name name = Name.state;

    SchemaCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() throws IOException {
        var path = "/schemas/" + name + ".schema.json";
        try (InputStream in = SchemaCommand.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("not shipped: " + path);
            }
            session.out().print(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            session.out().flush();
        }
        return ExitCode.OK;
    }
}
