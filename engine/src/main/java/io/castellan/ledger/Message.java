package io.castellan.ledger;

import io.castellan.model.Intent;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.ChangeOutcome;
import java.util.stream.Collectors;

/** The messages of the ledger's commits: a line for people, trailers for programs. */
final class Message {
    private static final int LONGEST = 200;

    private Message() {}

    static String beginning(String environment) {
        return "Begin the ledger of " + environment
                + "\n\nWhat Castellan was about to do, and what came of it. Append only.\n";
    }

    static String of(Intent intent) {
        return intent.target().environment() + " #" + intent.sequence() + ": "
                + (intent.isAdoption() ? "to be adopted" : intent.changes().size() + " to change") + approved(intent)
                + " · run by "
                + line(intent.executor().person()) + "\n\n" + trailers(intent, "intent");
    }

    static String of(Intent intent, Outcome outcome) {
        return intent.target().environment() + " #" + intent.sequence() + ": " + summary(outcome) + approved(intent)
                + " · run by "
                + line(intent.executor().person()) + "\n\n" + trailers(intent, "outcome") + "Castellan-Outcome: "
                + outcome.result().word() + "\n"
                + outcome.endedBy()
                        .map(by -> "Castellan-Ended-By: " + line(by.person()) + " (" + line(by.source()) + ")\n")
                        .orElse("");
    }

    private static String approved(Intent intent) {
        var approvers = intent.warrant().approvers();
        return approvers.isEmpty() ? "" : " · approved by " + line(String.join(", ", approvers));
    }

    private static String summary(Outcome outcome) {
        if (outcome.result() == Outcome.Result.ADOPTED) {
            return "adopted";
        }
        var good = outcome.changes().stream()
                .map(ChangeOutcome::result)
                .filter(Outcome.ChangeResult::good)
                .count();
        var other = outcome.changes().size() - good;
        return good + " changed" + (other > 0 ? ", " + other + " not" : "");
    }

    private static String trailers(Intent intent, String event) {
        return "Castellan-Event: " + Events.name(intent.sequence(), event) + "\nCastellan-Environment: "
                + intent.target().environment() + "\nCastellan-State: "
                + line(intent.state().commit()) + "\nCastellan-Plan: "
                + intent.planDigest() + "\n"
                + intent.warrant().approvers().stream()
                        .map(person -> "Castellan-Approved-By: " + line(person) + "\n")
                        .collect(Collectors.joining())
                + "Castellan-Executed-By: "
                + line(intent.executor().person()) + " ("
                + line(intent.executor().source()) + ")\n";
    }

    /** Whatever a name contains, it adds no line and hence no trailer. */
    private static String line(String text) {
        var one = text.codePoints()
                .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return one.toString().strip();
    }
}
