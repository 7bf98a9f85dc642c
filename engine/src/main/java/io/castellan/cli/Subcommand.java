package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import java.util.Map;

/** One command of the command line; its options are annotated fields, filled in before it runs. */
interface Subcommand {
    /**
     * @return how it ended
     * @throws Failure to end with coded problems
     * @throws Exception only for what is our defect
     */
    ExitCode run() throws Exception;

    /** The commands of a group by name; a group is never run itself. */
    default Map<String, Subcommand> members() {
        return Map.of();
    }
}
