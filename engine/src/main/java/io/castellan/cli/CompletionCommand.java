package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the script with which a shell completes our commands and options. */
@Command(
        name = "completion",
        description = "Print a completion script for your shell.",
        footer = {"", "To try it in this shell: source <(castellan completion bash)"})
final class CompletionCommand implements Subcommand {
    enum Shell {
        bash,
        zsh
    }

    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "bash|zsh",
            defaultValue = "bash",
            description = "The shell; bash by default.")
    private Shell shell = Shell.bash;

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        session.out().print(AutoComplete.bash("castellan", new Castellan(session).commandLine()));
        return ExitCode.OK;
    }
}
