package io.castellan.ledger;

import io.castellan.json.JsonReader;
import io.castellan.json.JsonWriter;
import io.castellan.model.Approval;
import io.castellan.model.Approval.Signed;
import io.castellan.model.Approval.Verdict;
import io.castellan.model.Ceiling;
import io.castellan.model.Digest;
import io.castellan.model.Format;
import io.castellan.model.Target;
import io.castellan.model.Warrant.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Approvals as JSON: a document {@code castellan/approval/v1} with its signature, in a file of its own or inside an intent;
 * {@code schemas/approval.schema.json} describes it.
 */
public final class ApprovalFormat {
    private ApprovalFormat() {}

    public static byte[] write(Signed signed) {
        return JsonWriter.write(out -> put(out, signed));
    }

    /**
     * Says nothing of who signed.
     *
     * @param file as it shall appear in messages
     * @throws io.castellan.diagnostics.Failure with {@link io.castellan.json.JsonCodes} where it is no approval of this format
     */
    public static Signed read(String file, byte[] content) {
        return signed(JsonReader.read(file, content).only("document", "signature"));
    }

    static void write(JsonWriter out, Counted counted) {
        put(out, counted.signed());
        out.put("person", counted.person()).put("source", counted.source());
    }

    static Counted counted(JsonReader in) {
        in.only("document", "signature", "person", "source");
        return new Counted(signed(in), in.text("person"), in.text("source"));
    }

    private static void put(JsonWriter out, Signed signed) {
        out.put("document", signed.approval().document()).put("signature", signed.signature());
    }

    private static Signed signed(JsonReader in) {
        var document = in.object("document")
                .only(
                        "format",
                        "environment",
                        "clusterId",
                        "ledgerHead",
                        "changes",
                        "ceilings",
                        "verdict",
                        "comment",
                        "account",
                        "at",
                        "expires");
        if (!document.text("format").equals(Format.APPROVAL_V1.text())) {
            throw document.bad("format", "must be " + Format.APPROVAL_V1.text());
        }
        return new Signed(
                new Approval(
                        new Target(document.text("environment"), document.text("clusterId")),
                        document.optional("ledgerHead", IntentFormat::objectId),
                        document.texts("changes", Digest::new),
                        ceilings(document),
                        document.word("verdict", Verdict.values(), Verdict::word),
                        document.text("comment"),
                        document.optional("account", account -> account),
                        document.instant("at"),
                        document.instant("expires")),
                in.text("signature"));
    }

    private static SortedMap<Digest, List<Ceiling>> ceilings(JsonReader document) {
        var ceilings = new TreeMap<Digest, List<Ceiling>>();
        if (document.has("ceilings")) {
            for (var one : document.objects("ceilings")) {
                one.only("change", "name", "atMost");
                var atMost = one.whole("atMost");
                if (atMost < 0) {
                    throw one.bad("atMost", "must not be negative");
                }
                ceilings.computeIfAbsent(one.convert("change", Digest::new), digest -> new ArrayList<>())
                        .add(new Ceiling(one.text("name"), atMost));
            }
        }
        return ceilings;
    }
}
