package io.castellan.report;

import io.castellan.json.JsonWriter;
import io.castellan.json.PlanFormat;
import io.castellan.model.Format;
import io.castellan.model.Intent.IntendedChange;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.ResourceId;
import io.castellan.report.Recorded.Answered;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What was applied as JSON, {@code castellan/history/v1}; {@code schemas/history.schema.json} describes it. */
public final class HistoryJson {
    private final String tool;

    /** @param tool name and version */
    public HistoryJson(String tool) {
        this.tool = Objects.requireNonNull(tool, "tool");
    }

    /**
     * @param resource the one that was asked for; empty where all were
     * @param older how many entries there are besides
     */
    public byte[] write(List<Recorded> entries, Optional<ResourceId> resource, int older) {
        return JsonWriter.write(out -> out.put("format", Format.HISTORY_V1.text())
                .put("tool", tool)
                .put("resource", resource.map(ResourceId::toString))
                .put("older", older)
                .objects("entries", entries, (item, entry) -> entry(item, entry, resource)));
    }

    private static void entry(JsonWriter out, Recorded entry, Optional<ResourceId> resource) {
        var intent = entry.intent();
        out.put("environment", intent.target().environment())
                .put("clusterId", intent.target().clusterId())
                .put("number", intent.sequence())
                .put("at", intent.at())
                .put("ended", entry.outcome().map(outcome -> outcome.at().toString()))
                .put("result", entry.result())
                .object(
                        "state",
                        state -> state.put("commit", intent.state().commit())
                                .put("subject", entry.stateSubject())
                                .put("dirty", intent.state().dirty())
                                .put("policy", intent.warrant().policy()))
                .put("plan", intent.planDigest().text())
                .texts("authors", intent.warrant().authors())
                .put("commitAuthor", entry.stateAuthor())
                .objects(
                        "approvals",
                        intent.warrant().approvals(),
                        (item, approval) -> item.put("person", approval.person())
                                .put("source", approval.source())
                                .put("at", approval.signed().approval().at())
                                .put("comment", approval.signed().approval().comment()))
                .object(
                        "executor",
                        executor -> executor.put("person", intent.executor().person())
                                .put("source", intent.executor().source()))
                .put("tool", intent.tool())
                .texts("targets", intent.targets());
        entry.outcome()
                .flatMap(Outcome::endedBy)
                .ifPresent(by -> out.object(
                        "endedBy",
                        executor -> executor.put("person", by.person()).put("source", by.source())));
        intent.warrant()
                .breakGlass()
                .ifPresent(glass -> out.object(
                        "breakGlass",
                        broken -> broken.texts("skipped", glass.skipped())
                                .put("reason", glass.reason())
                                .put("signedOffBy", entry.answered().flatMap(Answered::signedOffBy))));
        owed(out, entry, resource);
        changes(out, entry, resource);
        out.objects(
                "leftOut",
                intent.leftOut().stream()
                        .filter(left -> resource.isEmpty() || resource.get().equals(left.id()))
                        .toList(),
                (item, left) -> item.put("id", left.id().toString()).put("why", left.why()));
        entry.change().ifPresent(change -> out.object("change", item -> PlanFormat.change(item, change)));
    }

    private static void owed(JsonWriter out, Recorded entry, Optional<ResourceId> resource) {
        var owed = entry.intent().warrant().owed().stream()
                .filter(one -> resource.isEmpty() || resource.get().equals(one.id()))
                .toList();
        if (!owed.isEmpty()) {
            out.objects("owed", owed, (item, one) -> {
                item.put("id", one.id().toString()).put("from", one.from()).put("reason", one.reason());
                entry.answered().ifPresent(answered -> item.put("open", answered.owes(one.id())));
            });
        }
    }

    private static void changes(JsonWriter out, Recorded entry, Optional<ResourceId> resource) {
        var results = new HashMap<ResourceId, ChangeOutcome>();
        entry.outcome().ifPresent(outcome -> outcome.changes().forEach(change -> results.put(change.id(), change)));
        out.objects(
                "changes",
                entry.intent().changes().stream()
                        .filter(change -> resource.isEmpty() || resource.get().equals(change.id()))
                        .toList(),
                (item, change) -> change(item, change, results));
    }

    private static void change(JsonWriter out, IntendedChange change, Map<ResourceId, ChangeOutcome> results) {
        var result = Optional.ofNullable(results.get(change.id()));
        out.put("id", change.id().toString())
                .put("digest", change.digest().text())
                .put("outcome", result.map(one -> one.result().word()))
                .put("message", result.map(ChangeOutcome::message).filter(message -> !message.isEmpty()));
    }
}
