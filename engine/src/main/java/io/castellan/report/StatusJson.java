package io.castellan.report;

import io.castellan.json.JsonWriter;
import io.castellan.json.PlanFormat;
import io.castellan.model.Format;
import io.castellan.model.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Where environments stand as JSON, {@code castellan/status/v1}; {@code schemas/status.schema.json} describes it. */
public final class StatusJson {
    private final String tool;

    /** @param tool name and version */
    public StatusJson(String tool) {
        this.tool = Objects.requireNonNull(tool, "tool");
    }

    /** @param at when the records were read */
    public byte[] write(List<EnvironmentStatus> environments, Instant at) {
        return JsonWriter.write(out -> out.put("format", Format.STATUS_V1.text())
                .put("tool", tool)
                .put("at", at)
                .objects("environments", environments, StatusJson::environment));
    }

    private static void environment(JsonWriter out, EnvironmentStatus status) {
        out.put("environment", status.environment()).put("entries", status.entries());
        status.applied().ifPresent(applied -> out.object("applied", item -> entry(item, applied)));
        out.objects(
                "ahead",
                status.ahead(),
                (item, source) -> item.put("commit", source.commit())
                        .put("author", source.author())
                        .put("subject", source.subject())
                        .put("at", source.at()));
        status.last().ifPresent(last -> out.object("last", item -> entry(item, last)));
        out.put("open", status.open().isPresent());
        out.objects(
                "left",
                status.left(),
                (item, left) -> item.put("id", left.id().toString()).put("why", left.why()));
        outstanding(out, status.outstanding());
        status.drift()
                .ifPresent(drift -> out.object("drift", item -> {
                    item.put("status", drift.status().word());
                    drift.plan()
                            .ifPresent(plan ->
                                    item.object("summary", summary -> PlanFormat.summary(summary, plan.summary())));
                    if (!drift.problems().isEmpty()) {
                        item.objects("problems", drift.problems(), PlanFormat::note);
                    }
                }));
        out.objects("timeline", status.timeline(), StatusJson::entry);
        if (!status.problems().isEmpty()) {
            out.objects("problems", status.problems(), PlanFormat::note);
        }
    }

    private static void outstanding(JsonWriter out, Outstanding outstanding) {
        out.objects(
                "waits",
                outstanding.waits(),
                (item, wait) -> item.put("kind", wait.kind().word())
                        .texts("ids", wait.ids())
                        .put("until", wait.until())
                        .put("why", wait.why()));
        out.objects("debts", outstanding.debts(), StatusJson::debt);
        outstanding.control().ifPresent(told -> out.object("control", item -> PlanFormat.note(item, told)));
        if (!outstanding.untold().isEmpty()) {
            out.objects("untold", outstanding.untold(), PlanFormat::note);
        }
    }

    static void debt(JsonWriter out, OpenDebt debt) {
        out.put("kind", debt.kind().word())
                .put("entry", debt.entry())
                .put("id", debt.id().map(ResourceId::toString))
                .put("code", debt.told().code().toString())
                .put("message", debt.told().message())
                .put("hint", debt.told().hint());
    }

    private static void entry(JsonWriter out, Recorded entry) {
        var intent = entry.intent();
        out.put("number", intent.sequence())
                .put("at", intent.at())
                .put("result", entry.result())
                .put("commit", intent.state().commit())
                .put("subject", entry.stateSubject())
                .put("changes", intent.changes().size())
                .put("executor", intent.executor().person());
    }
}
