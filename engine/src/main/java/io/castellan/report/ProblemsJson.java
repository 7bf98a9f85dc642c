package io.castellan.report;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Severity;
import io.castellan.json.JsonWriter;
import io.castellan.model.Format;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** Problems as JSON, {@code castellan/problems/v1}; {@code schemas/problems.schema.json} describes it. */
public final class ProblemsJson {
    private final String tool;

    /** @param tool name and version */
    public ProblemsJson(String tool) {
        this.tool = Objects.requireNonNull(tool, "tool");
    }

    /** Every problem once, in report order. */
    public byte[] write(Collection<Problem> problems) {
        var sorted = List.copyOf(new TreeSet<>(problems));
        return JsonWriter.write(out -> out.put("format", Format.PROBLEMS_V1.text())
                .put("tool", tool)
                .object(
                        "summary",
                        summary -> summary.put("errors", count(sorted, Severity.ERROR))
                                .put("warnings", count(sorted, Severity.WARNING))
                                .put("notes", count(sorted, Severity.NOTE)))
                .objects("problems", sorted, ProblemsJson::problem));
    }

    private static long count(List<Problem> problems, Severity severity) {
        return problems.stream()
                .filter(problem -> problem.severity() == severity)
                .count();
    }

    private static void problem(JsonWriter out, Problem problem) {
        out.put("severity", problem.severity().word())
                .put("code", problem.code().toString());
        problem.place().ifPresent(place -> out.object("place", at -> place(at, place)));
        out.put("message", problem.message())
                .put("hint", Optional.of(problem.hint()).filter(hint -> !hint.isEmpty()))
                .put("documentation", problem.code().documentation());
    }

    private static void place(JsonWriter out, Place place) {
        out.put("file", place.file());
        if (place.line() > 0) {
            out.put("line", place.line()).put("column", Math.max(1, place.column()));
        }
    }
}
