package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** Real brokers on this machine for environments that declare them. */
@Command(
        name = "sandbox",
        description = "Run real Kafka brokers on this machine, for environments that declare a sandbox.",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Examples:",
            "  castellan sandbox up dev           start it, built if need be",
            "  castellan sandbox status           all sandboxes of this folder",
            "  castellan sandbox down dev         stop it and keep its data",
            "  castellan sandbox down dev --wipe  stop it and delete everything"
        })
final class SandboxCommand implements Subcommand {
    private final Map<String, Subcommand> members = new LinkedHashMap<>();

    SandboxCommand(Session session) {
        members.put("up", new SandboxUpCommand(session));
        members.put("down", new SandboxDownCommand(session));
        members.put("status", new SandboxStatusCommand(session));
        members.put("logs", new SandboxLogsCommand(session));
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
