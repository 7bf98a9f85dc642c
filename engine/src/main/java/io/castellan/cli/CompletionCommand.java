package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the script with which a shell completes our commands and options. */
@Command(
        name = "completion",
        description = "Print a script by which your shell completes commands, options and the names of environments.",
        footer = {
            "",
            "Examples:",
            "  source <(castellan completion bash)                  in this shell",
            "  castellan completion zsh > ~/.zfunc/_castellan       for zsh, in a folder of its fpath"
        })
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
            description = "Which shell; bash if left out.")
    private Shell shell = Shell.bash;

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        var script = EnvironmentNames.find(AutoComplete.bash("castellan", new Castellan(session).commandLine()));
        session.out()
                .print(
                        switch (shell) {
                            case bash -> script;
                            // As a function of zsh it needs this line; zsh then runs what bash completes by.
                            case zsh -> "#compdef castellan\n" + script;
                        });
        return ExitCode.OK;
    }
}
