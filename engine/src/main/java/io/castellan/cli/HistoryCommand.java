package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Change;
import io.castellan.model.LedgerEntry;
import io.castellan.model.ResourceId;
import io.castellan.report.HistoryJson;
import io.castellan.report.HistoryText;
import io.castellan.report.Recorded;
import io.castellan.report.Recorded.Answered;
import io.castellan.report.Style;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what was applied. */
@Command(
        name = "history",
        description = "Tell what was applied, newest first: what, by whom, by whose word, with what result.",
        footer = {
            "",
            "Reads the ledger and the commits it names, and no cluster.",
            "",
            "Examples:",
            "  castellan history prod",
            "  castellan history prod --resource topic/payments.orders.v1",
            "  castellan history --limit 100 --format json"
        })
final class HistoryCommand implements Subcommand {
    private final Session session;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            description = "The environment to tell of; by default all of them.")
    private @Nullable String environment;

    @Option(
            names = "--resource",
            paramLabel = "KIND/NAME",
            description = "Only what was done to this resource, each time before and after.")
    private @Nullable String resource;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many entries; 20 by default.")
    private int limit = 20;

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    /** How history is printed. */
    enum Format {
        text,
        json
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json; text by default.")
    private Format format = Format.text;

    HistoryCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit is at least 1");
        }
        var id = Optional.ofNullable(resource).map(TargetOption::parse);
        try (var workspace = trust.openRecords(session, where)) {
            var records = new Records(workspace);
            var newest = newest(
                    records,
                    records.choose(Optional.ofNullable(environment).stream().toList()),
                    id);
            var shown = newest.found();
            int older = newest.older();
            switch (format) {
                case text ->
                    new HistoryText(Style.of(session.screen().colouredOut())).write(shown, id, older, session.out());
                case json ->
                    session.out()
                            .print(new String(
                                    new HistoryJson(Engine.tool()).write(shown, id, older), StandardCharsets.UTF_8));
            }
            session.out().flush();
            return ExitCode.OK;
        }
    }

    /** @param older how many entries were not looked at */
    private record Newest(List<Recorded> found, int older) {}

    /** Of several environments in turn, the one that was applied to last; each entry is read only when its turn comes. */
    private Newest newest(Records records, List<String> environments, Optional<ResourceId> id) {
        var waiting = environments.stream()
                .map(name -> new Backwards(
                        records.ledger(name),
                        entries -> new DebtLook(records.workspace(), session.clock(), name, entries)))
                .filter(Backwards::hasNext)
                .collect(Collectors.toCollection(ArrayList::new));
        waiting.forEach(one -> one.prepare(limit));
        var found = new ArrayList<Recorded>();
        while (!waiting.isEmpty() && found.size() < limit) {
            var latest = Collections.max(
                    waiting, Comparator.comparing(one -> one.next().intent().at()));
            var entry = latest.take();
            if (id.filter(asked -> !speaksOf(entry, asked)).isEmpty()) {
                found.add(records.recorded(entry, id.flatMap(asked -> latest.change(entry, asked)))
                        .with(latest.answered(entry)));
            }
            waiting.removeIf(one -> !one.hasNext());
        }
        return new Newest(found, waiting.stream().mapToInt(Backwards::left).sum());
    }

    private static boolean speaksOf(LedgerEntry entry, ResourceId id) {
        return entry.intent().changes().stream().anyMatch(change -> change.id().equals(id))
                || entry.intent().leftOut().stream().anyMatch(left -> left.id().equals(id));
    }

    /** A ledger from its newest entry on. */
    private static final class Backwards {
        private static final int MANY = 50;

        private final GitLedger ledger;
        private final List<LedgerEntry> entries;
        private final Function<List<LedgerEntry>, DebtLook> debts;
        private Optional<DebtLook.Found> looked = Optional.empty();
        private int left;

        Backwards(GitLedger ledger, Function<List<LedgerEntry>, DebtLook> debts) {
            this.ledger = ledger;
            this.entries = ledger.entries();
            this.debts = debts;
            this.left = entries.size();
        }

        /** Reads every second one on another thread, where many are wanted. */
        void prepare(int wanted) {
            if (Math.min(wanted, left) >= MANY) {
                int newest = left;
                Ahead.start(() -> {
                    try {
                        for (int i = newest - 2; i >= Math.max(0, newest - wanted); i -= 2) {
                            entries.get(i);
                        }
                    } catch (RuntimeException e) {
                        // it is met again
                    }
                });
            }
        }

        /** Empty where it made no debts, and where what became of them cannot be told. */
        Optional<Answered> answered(LedgerEntry entry) {
            var warrant = entry.intent().warrant();
            if (warrant.breakGlass().isEmpty() && warrant.owed().isEmpty()) {
                return Optional.empty();
            }
            try {
                var found = looked.orElseGet(() -> debts.apply(entries).look());
                looked = Optional.of(found);
                return Optional.of(found.of(entry));
            } catch (Failure e) {
                return Optional.empty(); // status and audit say why
            }
        }

        boolean hasNext() {
            return left > 0;
        }

        int left() {
            return left;
        }

        LedgerEntry next() {
            return entries.get(left - 1);
        }

        LedgerEntry take() {
            left--;
            return entries.get(left);
        }

        Optional<Change> change(LedgerEntry entry, ResourceId id) {
            return ledger.plan(entry).planned().stream()
                    .filter(change -> change.id().equals(id))
                    .findFirst();
        }
    }
}
