package io.castellan.ledger;

import io.castellan.diagnostics.ExitCode;
import io.castellan.json.JsonReader;
import io.castellan.json.JsonWriter;
import io.castellan.model.Digest;
import io.castellan.model.Format;
import io.castellan.model.Intent.IntendedChange;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Outcome.Result;
import io.castellan.model.ResourceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Outcomes as JSON, {@code castellan/outcome/v1}; {@code schemas/outcome.schema.json} describes it. */
final class OutcomeFormat {
    private OutcomeFormat() {}

    static byte[] write(Outcome outcome) {
        return JsonWriter.write(out -> out.put("format", Format.OUTCOME_V1.text())
                .put("sequence", outcome.sequence())
                .put("result", outcome.result().word())
                .objects(
                        "changes",
                        outcome.changes(),
                        (change, one) -> change.put("digest", one.digest().text())
                                .put("id", one.id().toString())
                                .put("outcome", one.result().word())
                                .put("message", Optional.of(one.message()).filter(message -> !message.isEmpty()))
                                .put("at", one.at()))
                .put("exitCode", outcome.exitCode().status())
                .put("at", outcome.at()));
    }

    /**
     * @param file as it shall appear in messages
     * @param intended the changes of the intent; what is the same is kept once
     * @throws io.castellan.diagnostics.Failure with {@link io.castellan.json.JsonCodes} where it is no outcome of this format
     */
    static Outcome read(String file, byte[] content, List<IntendedChange> intended) {
        var changes = new ArrayList<ChangeOutcome>(intended.size());
        var in = JsonReader.read(
                        file,
                        content,
                        Format.OUTCOME_V1,
                        "changes",
                        one -> changes.add(change(one, intended, changes.size())))
                .only("format", "sequence", "result", "changes", "exitCode", "at");
        var status = in.whole("exitCode");
        return new Outcome(
                in.whole("sequence"),
                in.word("result", Result.values(), Result::word),
                changes,
                Arrays.stream(ExitCode.values())
                        .filter(code -> code.status() == status)
                        .findFirst()
                        .orElseThrow(() -> in.bad("exitCode", "is no exit code of Castellan")),
                in.instant("at"));
    }

    /** Mostly of the change at the same place in the intent, whose words then serve for both. */
    private static ChangeOutcome change(JsonReader in, List<IntendedChange> intended, int place) {
        in.only("digest", "id", "outcome", "message", "at");
        var same = Optional.of(place)
                .filter(index -> index < intended.size())
                .map(intended::get)
                .filter(one -> in.text("digest").equals(one.digest().text()))
                .filter(one -> in.text("id").equals(one.id().toString()));
        return new ChangeOutcome(
                same.map(IntendedChange::digest).orElseGet(() -> in.convert("digest", Digest::new)),
                same.map(IntendedChange::id).orElseGet(() -> in.convert("id", ResourceId::parse)),
                in.word("outcome", ChangeResult.values(), ChangeResult::word),
                in.optionalText("message").orElse(""),
                in.instant("at"));
    }
}
