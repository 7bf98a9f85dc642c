package io.castellan.ledger;

import io.castellan.diagnostics.ExitCode;
import io.castellan.json.JsonReader;
import io.castellan.json.JsonWriter;
import io.castellan.model.Digest;
import io.castellan.model.Format;
import io.castellan.model.Intent.Executor;
import io.castellan.model.Intent.IntendedChange;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Outcome.Result;
import io.castellan.model.ResourceId;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Outcomes as JSON, {@code castellan/outcome/v1}; {@code schemas/outcome.schema.json} describes it. */
final class OutcomeFormat {
    private static final ChangeResult[] RESULTS = ChangeResult.values();

    private OutcomeFormat() {}

    static byte[] write(Outcome outcome) {
        return JsonWriter.write(out -> endedBy(
                outcome,
                out.put("format", Format.OUTCOME_V1.text())
                        .put("sequence", outcome.sequence())
                        .put("result", outcome.result().word())
                        .objects(
                                "changes",
                                outcome.changes(),
                                (change, one) -> change.put(
                                                "digest", one.digest().text())
                                        .put("id", one.id().toString())
                                        .put("outcome", one.result().word())
                                        .put(
                                                "message",
                                                Optional.of(one.message()).filter(message -> !message.isEmpty()))
                                        .put("at", one.at()))
                        .put("exitCode", outcome.exitCode().status())
                        .put("at", outcome.at())));
    }

    private static void endedBy(Outcome outcome, JsonWriter out) {
        outcome.endedBy()
                .ifPresent(by -> out.object(
                        "endedBy",
                        executor -> executor.put("person", by.person()).put("source", by.source())));
    }

    /**
     * @param file as it shall appear in messages
     * @param intended the changes of the intent; what is the same is kept once
     * @throws io.castellan.diagnostics.Failure with {@link io.castellan.json.JsonCodes} where it is no outcome of this format
     */
    static Outcome read(String file, byte[] content, List<IntendedChange> intended) {
        var changes = new ArrayList<ChangeOutcome>(intended.size());
        var in = JsonReader.read(
                file, content, Format.OUTCOME_V1, "changes", one -> changes.add(change(one, intended, changes.size())));
        return outcome(in, changes);
    }

    /**
     * An outcome of whose changes only the results were looked at.
     *
     * @param rest the outcome as if it had no changes
     * @param changes how many there are, if each ended well
     */
    record Glance(Outcome rest, OptionalLong changes) {}

    /** The same, but which changes these are is not read. */
    static Glance glance(String file, InputStream content) {
        var results = new Results();
        var in = JsonReader.glance(file, content, Format.OUTCOME_V1, "changes", "outcome", results);
        return new Glance(outcome(in, List.of()), results.good());
    }

    /** Counts results. Most are the same word as the one before. */
    private static final class Results implements Consumer<String> {
        private static final Set<String> GOOD = Arrays.stream(ChangeResult.values())
                .filter(ChangeResult::good)
                .map(ChangeResult::word)
                .collect(Collectors.toUnmodifiableSet());

        private String last = ChangeResult.APPLIED.word();
        private long count;
        private boolean bad;

        @Override
        public void accept(String word) {
            if (!word.equals(last)) {
                bad |= !GOOD.contains(word);
                last = word;
            }
            count++;
        }

        OptionalLong good() {
            return bad ? OptionalLong.empty() : OptionalLong.of(count);
        }
    }

    private static Outcome outcome(JsonReader in, List<ChangeOutcome> changes) {
        in.only("format", "sequence", "result", "changes", "exitCode", "at", "endedBy");
        var status = in.whole("exitCode");
        return new Outcome(
                in.whole("sequence"),
                in.word("result", Result.values(), Result::word),
                changes,
                Arrays.stream(ExitCode.values())
                        .filter(code -> code.status() == status)
                        .findFirst()
                        .orElseThrow(() -> in.bad("exitCode", "is no exit code of Castellan")),
                in.instant("at"),
                in.optionalObject("endedBy")
                        .map(by -> by.only("person", "source"))
                        .map(by -> new Executor(by.text("person"), by.text("source"))));
    }

    /** Mostly of the change at the same place in the intent, whose words then serve for both. */
    private static ChangeOutcome change(JsonReader in, List<IntendedChange> intended, int place) {
        in.only("digest", "id", "outcome", "message", "at");
        var same = place < intended.size() ? intended.get(place) : null;
        if (same != null && in.text("digest").equals(same.digest().text()) && isWritten(same.id(), in.text("id"))) {
            return change(in, same.digest(), same.id());
        }
        return change(in, in.convert("digest", Digest::new), in.convert("id", ResourceId::parse));
    }

    private static ChangeOutcome change(JsonReader in, Digest digest, ResourceId id) {
        return new ChangeOutcome(
                digest,
                id,
                in.word("outcome", RESULTS, ChangeResult::word),
                in.has("message") ? in.text("message") : "",
                in.instant("at"));
    }

    /** Whether a text is what the id is written as; nothing is put together for that. */
    private static boolean isWritten(ResourceId id, String text) {
        int kind = id.kind().length();
        return text.length() == kind + 1 + id.name().length()
                && text.charAt(kind) == '/'
                && text.startsWith(id.kind())
                && text.endsWith(id.name());
    }
}
