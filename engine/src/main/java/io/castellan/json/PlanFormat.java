package io.castellan.json;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Change;
import io.castellan.model.Format;
import io.castellan.model.Plan;
import io.castellan.model.ResourceId;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.Summary;
import java.util.Locale;

/**
 * Plans as JSON, {@code castellan/plan/v1}; {@code schemas/plan.schema.json} describes it. A plan file is a cache and
 * no authority: whoever applies it plans again.
 */
public final class PlanFormat {
    private PlanFormat() {}

    /** The same bytes for the same plan. */
    public static byte[] write(Plan plan) {
        return JsonWriter.write(out -> write(out, plan));
    }

    private static void write(JsonWriter out, Plan plan) {
        out.put("format", Format.PLAN_V1.text())
                .put("tool", plan.tool())
                .put("createdAt", plan.createdAt())
                .object(
                        "target",
                        target -> target.put("environment", plan.target().environment())
                                .put("clusterId", plan.target().clusterId()))
                .object("origin", origin -> PlanParts.origin(origin, plan.origin()))
                .put("digest", plan.digest().text())
                .put("complete", plan.complete())
                .objects("notes", plan.notes(), PlanParts::note)
                .objects("changes", plan.changes(), ChangeParts::write)
                .objects("steps", plan.steps(), PlanFormat::step)
                .object("summary", summary -> summary(summary, plan.summary()));
    }

    /** One change as it stands in a plan, for other formats that hold changes. */
    public static void change(JsonWriter out, Change change) {
        ChangeParts.write(out, change);
    }

    /** One problem as it stands in a plan, for other formats that hold problems. */
    public static void note(JsonWriter out, Problem problem) {
        PlanParts.note(out, problem);
    }

    /** The counts as they stand in a plan. */
    public static void summary(JsonWriter out, Summary summary) {
        out.put("create", summary.create())
                .put("update", summary.update())
                .put("delete", summary.delete())
                .put("refused", summary.refused())
                .put("deferred", summary.deferred())
                .put("unmanaged", summary.unmanaged());
    }

    private static void step(JsonWriter out, Step step) {
        out.put("id", step.id().toString())
                .put("executor", step.executor())
                .put("phase", step.phase().word())
                .put("mode", step.mode().name().toLowerCase(Locale.ROOT))
                .texts("after", step.after())
                .texts("realises", step.realises())
                .put("arguments", step.arguments());
    }

    /**
     * Reads a plan. The digest of every change, and that of the plan, is computed again from what stands in the file.
     *
     * @param file as it shall appear in messages
     * @throws io.castellan.diagnostics.Failure with {@link JsonCodes} where it is no plan of this format, or its
     * digests are not     those of its content
     */
    public static Plan read(String file, byte[] content) {
        return PlanReading.read(JsonReader.read(file, content, Format.PLAN_V1));
    }

    /** The inverse of {@link StepId#toString()}. */
    static StepId stepId(String text) {
        int at = text.indexOf('@');
        if (at < 1) {
            throw new IllegalArgumentException(text);
        }
        return new StepId(text.substring(0, at), ResourceId.parse(text.substring(at + 1)));
    }
}
