package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the script with which a shell completes our commands and options. */
@Command(
        name = "completion",
        description = "Print a completion script for your shell.",
        footer = {"", "To use it in this shell: source <(castellan completion bash)"})
final class CompletionCommand implements Subcommand {
    enum Shell {
        BASH,
        ZSH
    }

    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "bash|zsh",
            defaultValue = "bash",
            description = "Which shell; bash if left out.")
    private Shell shell = Shell.BASH;

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        var script = AutoComplete.bash("castellan", new Castellan(session).commandLine());
        session.out()
                .print(
                        switch (shell) {
                            case BASH -> script;
                            // As a function of zsh it needs this line; zsh then runs what bash completes by.
                            case ZSH -> "#compdef castellan\n" + script;
                        });
        return ExitCode.OK;
    }
}
