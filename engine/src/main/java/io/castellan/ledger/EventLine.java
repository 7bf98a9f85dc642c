package io.castellan.ledger;

import io.castellan.git.RecordBranch;
import java.util.List;
import java.util.Optional;

/**
 * Which commit of a ledger's branch recorded which event. After the beginning each commit is one event, intents and outcomes in turn.
 *
 * @param commits oldest first
 */
record EventLine(RecordBranch branch, String tip, List<String> commits) {
    EventLine {
        commits = List.copyOf(commits);
    }

    static EventLine unknown(RecordBranch branch) {
        return new EventLine(branch, "", List.of());
    }

    static EventLine of(RecordBranch branch, String tip) {
        return new EventLine(branch, tip, branch.line(tip));
    }

    /**
     * @param events as the newest commit has them
     * @return empty where the branch has more or fewer commits than events, or one of these recorded something else
     */
    Optional<EventCommits> commits(List<Events> events, long sequence) {
        var open = events.get(events.size() - 1).outcome().isEmpty();
        if (commits.size() != 1 + 2 * events.size() - (open ? 1 : 0)) {
            return Optional.empty();
        }
        var entry = events.get((int) sequence - 1);
        var intent = commits.get((int) (2 * sequence - 1));
        if (!recorded(intent, sequence, "intent", entry.intent())
                || !recorded(intent, sequence, "plan", entry.plan())) {
            return Optional.empty();
        }
        if (entry.outcome().isEmpty()) {
            return Optional.of(new EventCommits(intent, Optional.empty()));
        }
        var outcome = commits.get((int) (2 * sequence));
        return recorded(outcome, sequence, "outcome", entry.outcome().get())
                ? Optional.of(new EventCommits(intent, Optional.of(outcome)))
                : Optional.empty();
    }

    private boolean recorded(String commit, long sequence, String event, String blob) {
        return branch.blob(commit, Events.path(sequence, event)).equals(Optional.of(blob));
    }
}
