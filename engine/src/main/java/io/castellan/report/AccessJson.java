package io.castellan.report;

import io.castellan.json.JsonWriter;
import io.castellan.model.Format;
import java.util.Objects;

/** What somebody may do, as JSON: {@code castellan/access/v1}; {@code schemas/access.schema.json} describes it. */
public final class AccessJson {
    private final String tool;

    /** @param tool name and version */
    public AccessJson(String tool) {
        this.tool = Objects.requireNonNull(tool, "tool");
    }

    public byte[] write(AccessAnswer answer) {
        return JsonWriter.write(out -> {
            out.put("format", Format.ACCESS_V1.text())
                    .put("tool", tool)
                    .put("at", answer.at())
                    .put("environment", answer.environment())
                    .put("identity", answer.identity())
                    .put("kind", answer.who().kind().word())
                    .put("person", answer.who().person())
                    .texts("groups", answer.who().groups())
                    .objects("rights", answer.rights(), AccessJson::right);
            answer.rules().ifPresent(rules -> rules(out, rules));
        });
    }

    private static void right(JsonWriter out, AccessAnswer.Right right) {
        out.put("right", right.name()).put("given", right.via().isPresent()).put("via", right.via());
        right.why()
                .ifPresent(why -> out.put("code", why.code().toString())
                        .put("message", why.message())
                        .put("hint", why.hint()));
    }

    private static void rules(JsonWriter out, AccessAnswer.Rules rules) {
        out.object(
                        "approvals",
                        numbers -> rules.approvals().forEach((name, number) -> numbers.put(name, (long) number)))
                .put("approvers", rules.approvers())
                .texts("separate", rules.separate())
                .texts("maySkip", rules.maySkip());
        rules.freeze()
                .ifPresent(freeze -> out.object(
                        "freeze",
                        window -> window.put("from", freeze.from())
                                .put("until", freeze.until())
                                .put("zone", freeze.zone())
                                .put("reason", freeze.reason())));
    }
}
