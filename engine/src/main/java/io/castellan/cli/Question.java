package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;

/** Asks the person at the terminal. */
final class Question {
    private Question() {}

    /** @throws Failure REFUSED where nobody is there to ask */
    static boolean agreed(String question) {
        var console = System.console();
        if (console == null) {
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(CliCodes.NOT_CONFIRMED, "nobody is there to ask: " + question)
                            .withHint("use --yes where no person watches"));
        }
        var answer = console.readLine("%n%s Only 'yes' is yes: ", question);
        return answer != null && answer.strip().equals("yes");
    }
}
