package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** What the policy lets people do. */
@Command(
        name = "access",
        description = "Ask the policy, castellan.yaml, who may do what, and whether what it rests on is in place.",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Examples:",
            "  castellan access check prod --as github:admin",
            "  castellan access doctor --trust /etc/castellan/trust.yaml"
        })
final class AccessCommand implements Subcommand {
    private final Map<String, Subcommand> members;

    AccessCommand(Session session) {
        members = new LinkedHashMap<>();
        members.put("check", new AccessCheckCommand(session));
        members.put("doctor", new AccessDoctorCommand(session));
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
