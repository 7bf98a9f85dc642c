package io.castellan.ledger;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.git.CommitSigner;
import io.castellan.git.GitCodes;
import io.castellan.git.GitRepository;
import io.castellan.git.RecordBranch;
import io.castellan.git.RecordBranch.Addition;
import io.castellan.git.RemoteCopy;
import io.castellan.json.PlanFormat;
import io.castellan.model.Intent;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome;
import io.castellan.model.Plan;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * The ledger of an environment as a branch of its repository, {@code castellan/ledger/ENVIRONMENT}. Each event is a commit; the
 * first parent of an event is the event before it, the second parent of an intent is the commit whose state is applied. Where the
 * branch is another repository's, an event is added once it was pushed. Thread-safe.
 */
public final class GitLedger implements Ledger {
    private final String environment;
    private final String name;
    private final GitRepository repository;
    private final RecordBranch branch;
    private final AppendRules rules;
    private final Runnable guard;
    private final EntryReader reader;
    private volatile Seen seen = new Seen("", List.of());
    private volatile EventLine line;

    /** What the branches of all ledgers begin with. */
    public static final String BRANCHES = "castellan/ledger/";

    /** A ledger that is of this repository alone. */
    public GitLedger(GitRepository repository, String environment) {
        this(repository, repository.records(BRANCHES + environment), environment, () -> {});
    }

    /**
     * A ledger that is another repository's. As it is there is known once it was fetched.
     *
     * @param copy follows {@code castellan/ledger/*}
     */
    public GitLedger(RemoteCopy copy, String environment) {
        this(copy.repository(), copy.records(BRANCHES + environment), environment, () -> {});
    }

    private GitLedger(GitRepository repository, RecordBranch branch, String environment, Runnable guard) {
        this.environment = environment;
        this.name = BRANCHES + environment;
        this.repository = repository;
        this.branch = branch;
        this.rules = new AppendRules(environment);
        this.reader = new EntryReader(environment, name, branch);
        this.guard = guard;
        this.line = EventLine.unknown(branch);
    }

    /**
     * The same ledger, to which signed events are added.
     *
     * @param guard looks at what others recorded before anything is added to it, and throws where that is not to be vouched for: a
     *     signed event vouches for all before it
     */
    public GitLedger signedBy(CommitSigner key, Runnable guard) {
        return new GitLedger(repository, branch.signedBy(key), environment, guard);
    }

    /**
     * Looks what others recorded, and adds what could not be pushed before, if it still continues that.
     *
     * @throws Failure UNREACHABLE if the other repository does not answer or does not take it; REFUSED if the branch was rewritten
     */
    public synchronized void catchUp() {
        branch.refresh();
        branch.deliver();
    }

    @Override
    public Optional<String> head() {
        return branch.tip();
    }

    @Override
    public List<LedgerEntry> entries() {
        return entries(branch.tip());
    }

    @Override
    public List<EntryBrief> briefs() {
        return new Taken<>(events(branch.tip()), reader::brief);
    }

    @Override
    public Optional<Long> entriesAt(String head) {
        return branch.tip().filter(tip -> branch.stoodAt(tip, head)).map(tip ->
                (long) Events.of(name, branch.blobs(head)).size());
    }

    /** Whether one commit was the ledger's head before the other one, as far as this repository still has the later one. */
    public boolean stoodBefore(String later, String earlier) {
        return repository.commit(later).isPresent() && branch.stoodAt(later, earlier);
    }

    /**
     * Reads everything again, commit by commit, and goes on after what is wrong.
     *
     * @throws Failure REFUSED if the branch is known to be rewritten, UNREACHABLE if it cannot be read
     */
    public LedgerReading reread() {
        return new Rereading(environment, name, branch).read();
    }

    private List<LedgerEntry> entries(Optional<String> tip) {
        return new Taken<>(events(tip), reader::entry);
    }

    private List<Events> events(Optional<String> tip) {
        return tip.map(this::events).orElse(List.of());
    }

    private List<Events> events(String tip) {
        var last = seen;
        if (!last.tip().equals(tip)) {
            last = new Seen(tip, Events.some(name, branch.blobs(tip)));
            seen = last;
        }
        return last.events();
    }

    private record Seen(String tip, List<Events> events) {}

    /** What is read when it is taken. */
    private static final class Taken<T> extends AbstractList<T> implements RandomAccess {
        private final List<Events> events;
        private final Reading<T> reading;

        Taken(List<Events> events, Reading<T> reading) {
            this.events = events;
            this.reading = reading;
        }

        @Override
        public T get(int index) {
            return reading.of(index + 1L, events.get(index));
        }

        @Override
        public int size() {
            return events.size();
        }
    }

    private interface Reading<T> {
        T of(long sequence, Events events);
    }

    /**
     * The commits that recorded an entry with just the content that is read now.
     *
     * @return empty where the branch is not one commit an event, or one of these commits recorded something else
     */
    public Optional<EventCommits> commits(long sequence) {
        var tip = branch.tip().orElseThrow();
        var last = line;
        if (!last.tip().equals(tip)) {
            last = EventLine.of(branch, tip);
            line = last;
        }
        return last.commits(events(tip), sequence);
    }

    @Override
    public Plan plan(LedgerEntry entry) {
        return reader.plan(entry, events(branch.tip()));
    }

    @Override
    public synchronized void append(Intent intent, Plan plan) {
        var files = Map.of(
                Events.path(intent.sequence(), "intent"), IntentFormat.write(intent),
                Events.path(intent.sequence(), "plan"), PlanFormat.write(plan));
        append(
                new Addition(
                        files,
                        Optional.of(intent.state().commit()),
                        Message.of(intent),
                        Message.beginning(environment),
                        repository.user(),
                        intent.at()),
                (head, entries) -> rules.requireNext(head, entries, intent, plan),
                false);
    }

    @Override
    public synchronized void append(Outcome outcome) {
        try {
            appendOutcome(outcome);
        } catch (Failure e) {
            var problems = new ArrayList<>(e.problems());
            problems.add(kept(outcome) ? keptOnly(outcome) : notRecorded(outcome));
            var failure = new Failure(ExitCode.PARTIAL, problems);
            failure.initCause(e);
            throw failure;
        }
    }

    private void appendOutcome(Outcome outcome) {
        append(addition(outcome), (head, again) -> rules.requireOpen(again, outcome), true);
    }

    private Addition addition(Outcome outcome) {
        var entries = entries();
        rules.requireOpen(entries, outcome);
        var intent = entries.get(entries.size() - 1).intent();
        return new Addition(
                Map.of(Events.path(outcome.sequence(), "outcome"), OutcomeFormat.write(outcome)),
                Optional.empty(),
                Message.of(intent, outcome),
                Message.beginning(environment),
                repository.user(),
                outcome.at());
    }

    /** What was done on the cluster is not forgotten because a server is away. */
    private boolean kept(Outcome outcome) {
        try {
            var head = branch.tip();
            guard(head);
            return branch.keep(head, addition(outcome));
        } catch (Failure e) {
            return false;
        }
    }

    private Problem keptOnly(Outcome outcome) {
        return Problem.error(
                        LedgerCodes.OUTCOME_KEPT,
                        "the outcome of apply #" + outcome.sequence() + " of " + environment
                                + " is recorded in this user's cache only, not in the repository")
                .withHint("run apply again from here when the repository answers: it pushes the outcome first");
    }

    private Problem notRecorded(Outcome outcome) {
        return Problem.error(
                        LedgerCodes.OUTCOME_NOT_RECORDED,
                        "the outcome of apply #" + outcome.sequence() + " of " + environment + " is not recorded")
                .withHint("run apply again: it reads from the cluster what was done");
    }

    /** What must hold at the head that something is appended to. */
    private interface Condition {
        void check(Optional<String> head, List<LedgerEntry> entries);
    }

    /**
     * When another process was faster, the condition is checked again on what it left.
     *
     * @param stubborn whether to wait for a server that does not answer
     */
    private void append(Addition addition, Condition condition, boolean stubborn) {
        var patience = branch.patience();
        do {
            var head = branch.tip();
            condition.check(head, entries(head));
            guard(head);
            try {
                var tip = branch.append(head, addition);
                if (tip.isPresent()) {
                    rules.appended(head, tip.get());
                    return;
                }
            } catch (Failure e) {
                if (!stubborn || !isAway(e) || !patience.pause()) {
                    throw e;
                }
            }
        } while (patience.pause());
        throw new Failure(
                ExitCode.STALE,
                Problem.error(LedgerCodes.MOVED, "the ledger " + name + " moves faster than anything can be added")
                        .withHint("look who appends to it with: git log " + name));
    }

    /** Our own events need no second look. */
    private void guard(Optional<String> head) {
        if (head.isPresent() && !rules.isOwn(head.get())) {
            guard.run();
        }
    }

    private static boolean isAway(Failure failure) {
        return failure.problems().stream().anyMatch(problem -> problem.code().equals(GitCodes.REMOTE_UNREACHABLE));
    }
}
