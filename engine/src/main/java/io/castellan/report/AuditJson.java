package io.castellan.report;

import io.castellan.json.JsonWriter;
import io.castellan.model.Format;
import io.castellan.report.AuditReport.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The findings of an audit as JSON, {@code castellan/audit/v1}; {@code schemas/audit.schema.json} describes it. */
public final class AuditJson {
    private final String tool;

    /** @param tool name and version */
    public AuditJson(String tool) {
        this.tool = Objects.requireNonNull(tool, "tool");
    }

    /** @param at when the record was read */
    public byte[] write(List<AuditReport> reports, Instant at) {
        return JsonWriter.write(out -> out.put("format", Format.AUDIT_V1.text())
                .put("tool", tool)
                .put("at", at)
                .put("good", reports.stream().allMatch(AuditReport::good))
                .objects("environments", reports, AuditJson::environment));
    }

    private static void environment(JsonWriter out, AuditReport report) {
        out.put("environment", report.environment())
                .put("head", report.head())
                .put("entries", report.entries())
                .put("witnessed", report.witnessed())
                .put("good", report.good())
                .objects("findings", report.findings(), AuditJson::finding);
    }

    private static void finding(JsonWriter out, Finding finding) {
        var problem = finding.problem();
        finding.entry().ifPresent(number -> out.put("entry", number));
        out.put("commit", finding.commit())
                .put("severity", problem.severity().word())
                .put("code", problem.code().toString())
                .put("message", problem.message())
                .put("hint", Optional.of(problem.hint()).filter(hint -> !hint.isEmpty()))
                .put("documentation", problem.code().documentation());
    }
}
