package io.castellan.ledger;

import io.castellan.json.JsonReader;
import io.castellan.json.JsonWriter;
import io.castellan.model.Approval;
import io.castellan.model.Approval.Signed;
import io.castellan.model.Approval.Verdict;
import io.castellan.model.Digest;
import io.castellan.model.Format;
import io.castellan.model.Target;
import io.castellan.model.Warrant.Counted;

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
                        "verdict",
                        "comment",
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
                        document.word("verdict", Verdict.values(), Verdict::word),
                        document.text("comment"),
                        document.instant("at"),
                        document.instant("expires")),
                in.text("signature"));
    }
}
