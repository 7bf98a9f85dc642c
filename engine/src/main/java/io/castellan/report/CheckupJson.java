package io.castellan.report;

import io.castellan.json.JsonWriter;
import io.castellan.model.Format;
import io.castellan.report.Checkup.Group;
import io.castellan.report.Checkup.Line;
import io.castellan.report.Checkup.Verdict;
import java.util.Objects;
import java.util.Optional;

/** A checkup as JSON, {@code castellan/doctor/v1}; {@code schemas/doctor.schema.json} describes it. */
public final class CheckupJson {
    private final String tool;

    /** @param tool name and version */
    public CheckupJson(String tool) {
        this.tool = Objects.requireNonNull(tool, "tool");
    }

    public byte[] write(Checkup checkup) {
        return JsonWriter.write(out -> out.put("format", Format.DOCTOR_V1.text())
                .put("tool", tool)
                .put("at", checkup.at())
                .object(
                        "summary",
                        summary -> summary.put("ok", checkup.count(Verdict.OK))
                                .put("warnings", checkup.count(Verdict.WARNING))
                                .put("problems", checkup.count(Verdict.PROBLEM))
                                .put("notChecked", checkup.count(Verdict.NOT_CHECKED))
                                .put("noAnswer", checkup.count(Verdict.NO_ANSWER)))
                .objects("groups", checkup.groups(), CheckupJson::group));
    }

    private static void group(JsonWriter out, Group group) {
        out.put("name", group.name()).objects("checks", group.lines(), CheckupJson::line);
    }

    private static void line(JsonWriter out, Line line) {
        out.put("verdict", line.verdict().word()).put("code", line.code().map(Object::toString));
        line.place()
                .ifPresent(place -> out.object("place", at -> {
                    at.put("file", place.file());
                    if (place.line() > 0) {
                        at.put("line", place.line()).put("column", Math.max(1, place.column()));
                    }
                }));
        out.put("message", line.message())
                .put("hint", Optional.of(line.hint()).filter(hint -> !hint.isEmpty()))
                .put("documentation", line.code().map(code -> code.documentation()));
    }
}
