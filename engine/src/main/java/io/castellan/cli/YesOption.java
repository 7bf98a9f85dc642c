package io.castellan.cli;

import picocli.CommandLine.Option;

/** Whether the user has agreed already, as automation must. */
final class YesOption {
    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    boolean given() {
        return yes;
    }
}
