package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.util.Optional;

/** Asks the person at the terminal. */
final class Question {
    /** A person at a terminal. */
    interface Person {
        /** Empty where the terminal is closed instead of an answer. */
        Optional<String> answer(String question);

        static Optional<Person> atTheConsole() {
            return Optional.ofNullable(System.console())
                    .map(console -> question -> Optional.ofNullable(console.readLine("%n%s ", question)));
        }
    }

    private Question() {}

    /**
     * Goes on only with a yes.
     *
     * @param otherwise what is so without it, a clause
     * @throws Failure REFUSED for every other answer, and where nobody is there to ask: a script that goes on after exit code 0 would
     *     take for done what was not
     */
    static void requireYes(Session session, String question, String otherwise) {
        var person = session.person()
                .orElseThrow(() -> refused("nobody is there to ask: " + question, "use --yes where no person watches"));
        session.out().flush();
        var answer = person.answer(question + " Only 'yes' is yes:");
        if (answer.map(String::strip).filter("yes"::equals).isEmpty()) {
            throw refused("the answer was not 'yes': " + otherwise, "");
        }
    }

    private static Failure refused(String message, String hint) {
        return new Failure(
                ExitCode.REFUSED, Problem.error(CliCodes.NOT_CONFIRMED, message).withHint(hint));
    }
}
