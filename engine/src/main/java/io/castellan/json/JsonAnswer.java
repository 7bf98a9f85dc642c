package io.castellan.json;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What another program answered. More may stand in it than we know of, and what we look for may be missing, or {@code null}, or of another
 * form: all of that is empty here. For our own formats there is {@link JsonReader}, which refuses.
 */
public final class JsonAnswer {
    private final JsonValue value;

    private JsonAnswer(JsonValue value) {
        this.value = value;
    }

    /**
     * @param name of the document, for messages
     * @throws io.castellan.diagnostics.Failure with {@link JsonCodes} where it is no JSON, or too deep or too large
     */
    public static JsonAnswer parse(String name, byte[] content) {
        return new JsonAnswer(JsonDocument.parse(name, content));
    }

    /** What stands under this name; something empty where nothing does. */
    public JsonAnswer at(String name) {
        var fields = value.asFields();
        return new JsonAnswer(fields == null ? JsonValue.MISSING : fields.get(name));
    }

    /** Whether there is anything, also {@code null}. */
    public boolean exists() {
        return value != JsonValue.MISSING;
    }

    public Optional<String> text() {
        return Optional.ofNullable(value.asText());
    }

    public Optional<String> text(String name) {
        return at(name).text();
    }

    public OptionalLong whole(String name) {
        return whole(at(name).value.asWhole());
    }

    private static OptionalLong whole(@Nullable Long number) {
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }

    public Optional<Boolean> truth(String name) {
        return Optional.ofNullable(at(name).value.asTruth());
    }

    /** Of a list; none of anything else. */
    public List<JsonAnswer> items() {
        var items = value.asItems();
        return items == null ? List.of() : items.stream().map(JsonAnswer::new).toList();
    }

    public List<JsonAnswer> items(String name) {
        return at(name).items();
    }

    public boolean isList() {
        return value.asItems() != null;
    }
}
