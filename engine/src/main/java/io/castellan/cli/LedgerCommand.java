package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import java.util.Map;
import picocli.CommandLine.Command;

/** The record itself. */
@Command(
        name = "ledger",
        description = "Begin the record of an environment.",
        commandListHeading = "%nCommands:%n",
        footer = {"", "Examples:", "  castellan ledger init prod --trust trust.yaml"})
final class LedgerCommand implements Subcommand {
    private final Map<String, Subcommand> members;

    LedgerCommand(Session session) {
        members = Map.of("init", new LedgerInitCommand(session));
    }

    @Override
    public Map<String, Subcommand> members() {
        return members;
    }

    @Override
    public ExitCode run() {
        throw new IllegalStateException("a group is not run");
    }
}
