package io.castellan.environment;

import io.castellan.model.Value;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with references to secrets, for example {@code …password="${env:PROD_PASSWORD}";}. Holds no secret: they are filled in at
 * the last moment.
 */
public record SecretText(String raw) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env:[A-Za-z_][A-Za-z0-9_]*)}");

    public SecretText {
        Objects.requireNonNull(raw, "raw");
    }

    public Set<Value.SecretRef> references() {
        var references = new LinkedHashSet<Value.SecretRef>();
        var matcher = REFERENCE.matcher(raw);
        while (matcher.find()) {
            references.add(new Value.SecretRef(matcher.group(1)));
        }
        return references;
    }

    /** The text with every reference replaced; never to be kept, logged or shown. */
    public String resolve(Function<Value.SecretRef, char[]> secrets) {
        return REFERENCE
                .matcher(raw)
                .replaceAll(match ->
                        Matcher.quoteReplacement(new String(secrets.apply(new Value.SecretRef(match.group(1))))));
    }

    /** The only reference, where the whole text is one. */
    public static java.util.Optional<Value.SecretRef> whole(String text) {
        var matcher = REFERENCE.matcher(text);
        return matcher.matches()
                ? java.util.Optional.of(new Value.SecretRef(matcher.group(1)))
                : java.util.Optional.empty();
    }
}
