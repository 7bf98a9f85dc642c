package io.castellan.ledger;

import io.castellan.json.JsonReader;
import io.castellan.json.JsonWriter;
import io.castellan.model.Digest;
import io.castellan.model.Format;
import io.castellan.model.Intent;
import io.castellan.model.Intent.Executor;
import io.castellan.model.Intent.IntendedChange;
import io.castellan.model.Intent.LeftOut;
import io.castellan.model.Intent.Purpose;
import io.castellan.model.Intent.StateCommit;
import io.castellan.model.ResourceId;
import io.castellan.model.Target;
import io.castellan.model.Warrant;
import io.castellan.model.Warrant.BreakGlass;
import io.castellan.model.Warrant.Owed;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/** Intents as JSON, {@code castellan/intent/v1}; {@code schemas/intent.schema.json} describes it. */
final class IntentFormat {
    private static final Pattern OBJECT_ID = Pattern.compile("[0-9a-f]{40}");

    private IntentFormat() {}

    static byte[] write(Intent intent) {
        return JsonWriter.write(out -> warrant(
                out.put("format", Format.INTENT_V1.text())
                        .put("sequence", intent.sequence())
                        .put(
                                "purpose",
                                Optional.of(intent.purpose())
                                        .filter(purpose -> purpose != Purpose.APPLY)
                                        .map(Purpose::word))
                        .put("environment", intent.target().environment())
                        .put("clusterId", intent.target().clusterId())
                        .object(
                                "state",
                                state -> state.put("commit", intent.state().commit())
                                        .put("tree", intent.state().tree())
                                        .put("dirty", intent.state().dirty())
                                        .put("policy", intent.warrant().policy()))
                        .put("plan", intent.planDigest().text())
                        .objects(
                                "changes",
                                intent.changes(),
                                (change, one) -> change.put(
                                                "digest", one.digest().text())
                                        .put("id", one.id().toString()))
                        .objects(
                                "leftOut",
                                intent.leftOut(),
                                (left, one) ->
                                        left.put("id", one.id().toString()).put("why", one.why()))
                        .texts("targets", intent.targets())
                        .object(
                                "executor",
                                executor -> executor.put(
                                                "person", intent.executor().person())
                                        .put("source", intent.executor().source()))
                        .put("tool", intent.tool())
                        .put("at", intent.at()),
                intent.warrant()));
    }

    /** Nothing where no policy asked for any: as it was before there were policies. */
    private static void warrant(JsonWriter out, Warrant warrant) {
        if (!warrant.equals(Warrant.none())) {
            out.texts("authors", warrant.authors()).objects("approvals", warrant.approvals(), ApprovalFormat::write);
            warrant.breakGlass()
                    .ifPresent(glass -> out.object(
                            "breakGlass",
                            broken -> broken.texts("skipped", glass.skipped()).put("reason", glass.reason())));
            if (!warrant.owed().isEmpty()) {
                out.objects(
                        "owed",
                        warrant.owed(),
                        (item, owed) -> item.put("id", owed.id().toString())
                                .put("from", owed.from())
                                .put("reason", owed.reason()));
            }
        }
    }

    /**
     * @param file as it shall appear in messages
     * @throws io.castellan.diagnostics.Failure with {@link io.castellan.json.JsonCodes} where it is no intent of this format, or its
     *     digest is not that of its changes
     */
    static Intent read(String file, byte[] content) {
        var changes = new ArrayList<IntendedChange>();
        var in = JsonReader.read(file, content, Format.INTENT_V1, "changes", one -> changes.add(change(one)));
        var intent = intent(in, changes);
        if (!intent.planDigest().equals(planDigest(in))) {
            throw in.bad("plan", "is not the digest of the changes");
        }
        return intent;
    }

    /**
     * An intent whose changes were only counted.
     *
     * @param rest the intent as if it had no changes
     */
    record Glance(Intent rest, long changes) {}

    /** The same, but the changes are not read, and so not held against the digest either. */
    static Glance glance(String file, InputStream content) {
        var count = new LongAdder();
        var in = JsonReader.glance(file, content, Format.INTENT_V1, "changes", "digest", digest -> count.increment());
        var intent = intent(in, List.of());
        planDigest(in);
        return new Glance(intent, count.sum());
    }

    private static Digest planDigest(JsonReader in) {
        return in.convert("plan", Digest::new);
    }

    private static Intent intent(JsonReader in, List<IntendedChange> changes) {
        in.only(
                "format",
                "sequence",
                "purpose",
                "environment",
                "clusterId",
                "state",
                "plan",
                "changes",
                "leftOut",
                "targets",
                "executor",
                "authors",
                "approvals",
                "breakGlass",
                "owed",
                "tool",
                "at");
        var purpose = in.has("purpose") ? in.word("purpose", Purpose.values(), Purpose::word) : Purpose.APPLY;
        var leftOut = in.objects("leftOut", IntentFormat::leftOut);
        var targets = in.texts("targets", ResourceId::parse);
        if (purpose == Purpose.ADOPTION && !(changes.isEmpty() && leftOut.isEmpty() && targets.isEmpty())) {
            throw in.bad("purpose", "is an adoption, which says nothing of any resource");
        }
        var state = in.object("state").only("commit", "tree", "dirty", "policy");
        var executor = in.object("executor").only("person", "source");
        return new Intent(
                in.whole("sequence"),
                new Target(in.text("environment"), in.text("clusterId")),
                new StateCommit(
                        state.convert("commit", IntentFormat::objectId),
                        state.convert("tree", IntentFormat::objectId),
                        state.truth("dirty")),
                changes,
                leftOut,
                targets,
                new Executor(executor.text("person"), executor.text("source")),
                new Warrant(
                        state.optional("policy", IntentFormat::objectId),
                        in.has("authors") ? in.texts("authors") : List.of(),
                        in.has("approvals") ? in.objects("approvals", ApprovalFormat::counted) : List.of(),
                        in.optionalObject("breakGlass")
                                .map(glass -> glass.only("skipped", "reason"))
                                .map(glass -> new BreakGlass(glass.texts("skipped"), glass.text("reason"))),
                        in.has("owed") ? in.objects("owed", IntentFormat::owed) : List.of()),
                in.text("tool"),
                in.instant("at"),
                purpose);
    }

    static String objectId(String text) {
        if (!OBJECT_ID.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static IntendedChange change(JsonReader in) {
        in.only("digest", "id");
        return new IntendedChange(in.convert("id", ResourceId::parse), in.convert("digest", Digest::new));
    }

    private static Owed owed(JsonReader in) {
        in.only("id", "from", "reason");
        return new Owed(in.convert("id", ResourceId::parse), in.text("from"), in.text("reason"));
    }

    private static LeftOut leftOut(JsonReader in) {
        in.only("id", "why");
        return new LeftOut(in.convert("id", ResourceId::parse), in.text("why"));
    }
}
