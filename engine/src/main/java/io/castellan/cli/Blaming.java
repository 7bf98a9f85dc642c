package io.castellan.cli;

import io.castellan.access.DeclarationHistory;
import io.castellan.diagnostics.Place;
import io.castellan.git.Commit;
import io.castellan.ledger.AppliedState;
import io.castellan.ledger.BaselineCommits;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.FieldChange;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.ResourceId;
import io.castellan.model.Verb;
import io.castellan.report.Blame;
import io.castellan.report.Blame.Origin;
import io.castellan.report.Blame.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds for each field of one resource the apply that last changed it: from the newest entry back to the one that created the
 * resource. Behind an apply stands the commit that last wrote the line that declares the field, or, where no line does any more,
 * the newest commit that touched the declaration since the apply before.
 */
final class Blaming {
    private final Workspace workspace;
    private final Loading loading;
    private final String environment;
    private final GitLedger ledger;
    private final ResourceId id;
    private final Map<String, Blame.Field> fields = new TreeMap<>();
    private Optional<Origin> deletion = Optional.empty();

    Blaming(Workspace workspace, Loading loading, String environment, GitLedger ledger, ResourceId id) {
        this.workspace = workspace;
        this.loading = loading;
        this.environment = environment;
        this.ledger = ledger;
        this.id = id;
    }

    /** @return empty where neither an entry nor what was applied last knows the resource */
    Optional<Blame> find() {
        var all = ledger.entries();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        var cluster = all.get(all.size() - 1).intent().target().clusterId();
        var entries = all.stream()
                .filter(entry -> entry.intent().target().clusterId().equals(cluster))
                .toList();
        boolean created = false;
        for (int i = entries.size() - 1; i >= 0 && !created; i--) {
            created = changed(entries, i);
        }
        var applied = BaselineCommits.of(entries, cluster).applied(id);
        boolean declared = applied.filter(this::declares).isPresent();
        if (fields.isEmpty() && deletion.isEmpty() && !declared) {
            return Optional.empty();
        }
        return Optional.of(new Blame(
                environment,
                id,
                deletion,
                declared,
                ledger.open().filter(this::mayChange),
                List.copyOf(fields.values()),
                fields.isEmpty()
                        ? applied
                                .map(state ->
                                        touching(Optional.empty(), state.state().commit()))
                                .orElse(List.of())
                                .stream()
                                .map(Blaming::source)
                                .toList()
                        : List.of()));
    }

    /** @return whether the entry created the resource, so that older ones are of another one of that name */
    private boolean changed(List<LedgerEntry> entries, int index) {
        var entry = entries.get(index);
        if (entry.outcome().stream()
                .flatMap(outcome -> outcome.changes().stream())
                .noneMatch(this::good)) {
            return false;
        }
        var change = ledger.plan(entry).planned().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        if (change.verb() == Verb.DELETE) {
            boolean newer = !fields.isEmpty() || deletion.isPresent();
            if (!newer) {
                deletion = Optional.of(
                        origin(entries, index, change.difference().provenance().declaredAt()));
            }
            return newer;
        }
        change.difference().fields().stream()
                // the end of an override is bound to its time, which is no field of anything that is live
                .filter(field ->
                        !fields.containsKey(field.path()) && !field.path().equals(Difference.OVERRIDE_UNTIL))
                .forEach(field -> fields.put(field.path(), blamed(field, change, entries, index)));
        return change.verb() == Verb.CREATE;
    }

    private boolean good(ChangeOutcome change) {
        return change.id().equals(id) && change.result().good();
    }

    private Blame.Field blamed(FieldChange field, Change change, List<LedgerEntry> entries, int index) {
        var at = field.at()
                .or(() -> field.after().isUnset()
                        ? Optional.empty()
                        : change.difference().provenance().declaredAt());
        return new Blame.Field(field.path(), field.before(), field.after(), origin(entries, index, at));
    }

    private Origin origin(List<LedgerEntry> entries, int index, Optional<Place> at) {
        var intent = entries.get(index).intent();
        var commit = intent.state().commit();
        var source = at.filter(place -> place.line() > 0)
                .flatMap(place ->
                        workspace.commits().lastWrote(commit, workspace.inRepository(place.file()), place.line()))
                .or(() -> touching(
                                BaselineCommits.of(
                                                entries.subList(0, index),
                                                intent.target().clusterId())
                                        .applied(id)
                                        .map(state -> state.state().commit()),
                                commit)
                        .stream()
                        .findFirst());
        return new Origin(intent, source.map(Blaming::source), at);
    }

    private List<Commit> touching(Optional<String> since, String until) {
        return new DeclarationHistory(
                        workspace.commits(),
                        workspace.repositoryPath(workspace.folder() + "/" + environment),
                        loading.states(environment))
                .touching(Map.of(id, since), until)
                .getOrDefault(id, List.of());
    }

    private boolean declares(AppliedState state) {
        return loading.declaredAt(environment, state, doubt -> {}).all().containsKey(id);
    }

    private boolean mayChange(LedgerEntry open) {
        return open.intent().changes().stream().anyMatch(change -> change.id().equals(id));
    }

    private static Source source(Commit commit) {
        return new Source(commit.id(), commit.author().name(), commit.subject(), commit.at());
    }
}
