package io.castellan.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The commands, in the order that the help shows: the one place of registration. A command is created only when it is the one
 * asked for, or when all are shown; so one command never pays for loading another's libraries.
 */
final class Commands {
    private static final Map<String, Function<Session, Subcommand>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("demo", DemoCommand::new);
        ALL.put("init", InitCommand::new);
        ALL.put("sandbox", SandboxCommand::new);
        ALL.put("import", ImportCommand::new);
        ALL.put("validate", ValidateCommand::new);
        ALL.put("plan", PlanCommand::new);
        ALL.put("show", ShowCommand::new);
        ALL.put("ci", CiCommand::new);
        ALL.put("approve", ApproveCommand::new);
        ALL.put("approvals", ApprovalsCommand::new);
        ALL.put("access", AccessCommand::new);
        ALL.put("ledger", LedgerCommand::new);
        ALL.put("apply", ApplyCommand::new);
        ALL.put("drift", DriftCommand::new);
        ALL.put("promote", PromoteCommand::new);
        ALL.put("rollback", RollbackCommand::new);
        ALL.put("raise-retention", RaiseRetentionCommand::new);
        ALL.put("status", StatusCommand::new);
        ALL.put("history", HistoryCommand::new);
        ALL.put("blame", BlameCommand::new);
        ALL.put("audit", AuditCommand::new);
        ALL.put("schema", SchemaCommand::new);
        ALL.put("completion", CompletionCommand::new);
    }

    private Commands() {}

    static Map<String, Function<Session, Subcommand>> all() {
        return ALL;
    }
}
