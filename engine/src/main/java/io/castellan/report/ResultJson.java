package io.castellan.report;

import io.castellan.json.JsonWriter;
import io.castellan.json.PlanFormat;
import io.castellan.model.Change;
import io.castellan.model.Digest;
import io.castellan.model.Format;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Outcome.ChangeResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The result of an apply as JSON, {@code castellan/result/v1}; {@code schemas/result.schema.json} describes it. */
public final class ResultJson {
    public byte[] write(ApplyResult result) {
        var outcome = result.outcome();
        var changes = ResultWords.byDigest(result);
        return JsonWriter.write(out -> {
            out.put("format", Format.RESULT_V1.text())
                    .put("tool", result.tool())
                    .object(
                            "target",
                            target -> target.put("environment", result.target().environment())
                                    .put("clusterId", result.target().clusterId()));
            if (outcome.sequence() > 0) {
                out.put("sequence", outcome.sequence());
            }
            out.put("resumed", result.resumed())
                    .put("result", outcome.result().word())
                    .put("exitCode", outcome.exitCode().status())
                    .put("at", outcome.at())
                    .objects("problems", result.problems(), PlanFormat::note)
                    .objects("changes", outcome.changes(), (item, change) -> change(item, change, changes))
                    .object("summary", summary -> summary(summary, outcome.changes()));
        });
    }

    private static void change(JsonWriter out, ChangeOutcome change, Map<Digest, Change> changes) {
        out.put("digest", change.digest().text())
                .object(
                        "id",
                        id -> id.put("kind", change.id().kind())
                                .put("name", change.id().name()))
                .put(
                        "verb",
                        Optional.ofNullable(changes.get(change.digest()))
                                .map(one -> one.verb().word()))
                .put("outcome", change.result().word())
                .put("message", Optional.of(change.message()).filter(message -> !message.isEmpty()))
                .put("at", change.at());
    }

    private static void summary(JsonWriter out, List<ChangeOutcome> changes) {
        for (var result : ChangeResult.values()) {
            out.put(
                    result.word(),
                    changes.stream().filter(change -> change.result() == result).count());
        }
    }
}
