package io.castellan.report;

import io.castellan.json.JsonWriter;
import io.castellan.json.PlanFormat;
import io.castellan.model.Format;
import io.castellan.model.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The drift of environments as JSON, {@code castellan/drift/v1}; {@code schemas/drift.schema.json} describes it. */
public final class DriftJson {
    private final String tool;

    /** @param tool name and version */
    public DriftJson(String tool) {
        this.tool = Objects.requireNonNull(tool, "tool");
    }

    /** @param at when the clusters were read */
    public byte[] write(List<Drift> drifts, Instant at) {
        return JsonWriter.write(out -> out.put("format", Format.DRIFT_V1.text())
                .put("tool", tool)
                .put("at", at)
                .objects("environments", drifts, DriftJson::environment));
    }

    private static void environment(JsonWriter out, Drift drift) {
        out.put("environment", drift.environment()).put("status", drift.status().word());
        drift.plan().ifPresent(plan -> plan(out, plan));
        if (!drift.problems().isEmpty()) {
            out.objects("problems", drift.problems(), PlanFormat::note);
        }
    }

    private static void plan(JsonWriter out, Plan plan) {
        out.put("clusterId", plan.target().clusterId())
                .put("commit", plan.origin().commit())
                .put("complete", plan.complete())
                .object("summary", summary -> PlanFormat.summary(summary, plan.summary()))
                .objects("notes", plan.notes(), PlanFormat::note)
                .objects("changes", plan.changes(), PlanFormat::change);
    }
}
