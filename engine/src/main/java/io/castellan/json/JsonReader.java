package io.castellan.json;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Format;
import io.castellan.model.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of one JSON object. Whatever is not as expected ends with a {@link Failure} of {@link
 * ExitCode#INPUT} that names the file and the field; a name that stands twice is refused when the document is parsed.
 */
public final class JsonReader {
    private final String file;
    private final String pointer;
    private final JsonNode node;

    private JsonReader(String file, String pointer, JsonNode node) {
        this.file = file;
        this.pointer = pointer;
        this.node = node;
        if (!node.isObject()) {
            throw failure(JsonCodes.FIELD, pointer, "must be an object");
        }
    }

    /** @param file as it shall appear in messages */
    public static JsonReader read(String file, byte[] content) {
        return new JsonReader(file, "", JsonTree.parse(file, content));
    }

    /** The same, of one format only. */
    public static JsonReader read(String file, byte[] content, Format format) {
        var reader = read(file, content);
        var found = reader.node.path("format").asString("");
        if (!found.equals(format.text())) {
            var message = found.isEmpty() ? "the file names no format" : "the format '" + found + "' is not known here";
            throw reader.failure(JsonCodes.UNKNOWN_FORMAT, "", message + ", expected " + format.text());
        }
        return reader;
    }

    /** Refuses every other name. */
    public JsonReader only(String... names) {
        var unknown = new HashSet<>(node.propertyNames());
        Arrays.asList(names).forEach(unknown::remove);
        unknown.stream().sorted().findFirst().ifPresent(name -> {
            throw failure(JsonCodes.FIELD, pointer + "/" + name, "is not known; valid are " + String.join(", ", names));
        });
        return this;
    }

    public boolean has(String name) {
        return node.has(name);
    }

    public Set<String> names() {
        return Set.copyOf(node.propertyNames());
    }

    public String text(String name) {
        var found = node.path(name);
        if (!found.isString()) {
            throw bad(name, "must be text");
        }
        return found.asString();
    }

    public Optional<String> optionalText(String name) {
        return node.has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    public long whole(String name) {
        var found = node.path(name);
        if (!found.isIntegralNumber() || !found.canConvertToLong()) {
            throw bad(name, "must be a whole number");
        }
        return found.asLong();
    }

    public boolean truth(String name) {
        var found = node.path(name);
        if (!found.isBoolean()) {
            throw bad(name, "must be true or false");
        }
        return found.asBoolean();
    }

    public Instant instant(String name) {
        return convert(name, Instant::parse);
    }

    /** The text of a field as something else, which may refuse it with an {@link IllegalArgumentException}. */
    public <T> T convert(String name, Function<String, T> conversion) {
        return converted(pointer + "/" + name, text(name), conversion);
    }

    /** The same for a field that may be missing. */
    public <T> Optional<T> optional(String name, Function<String, T> conversion) {
        return node.has(name) ? Optional.of(convert(name, conversion)) : Optional.empty();
    }

    /** The constant that is written with this word. */
    public <E extends Enum<E>> E word(String name, E[] constants, Function<E, String> word) {
        var text = text(name);
        return Arrays.stream(constants)
                .filter(constant -> word.apply(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> bad(
                        name,
                        "is '" + text + "', valid are "
                                + Arrays.stream(constants).map(word).collect(Collectors.joining(", "))));
    }

    public List<String> texts(String name) {
        return texts(name, Function.identity());
    }

    /** Each text of a list as something else. */
    public <T> List<T> texts(String name, Function<String, T> conversion) {
        var list = array(name);
        return IntStream.range(0, list.size())
                .mapToObj(i -> {
                    var at = pointer + "/" + name + "/" + i;
                    if (!list.path(i).isString()) {
                        throw failure(JsonCodes.FIELD, at, "must be text");
                    }
                    return converted(at, list.path(i).asString(), conversion);
                })
                .toList();
    }

    public JsonReader object(String name) {
        return new JsonReader(file, pointer + "/" + name, node.path(name));
    }

    public Optional<JsonReader> optionalObject(String name) {
        return node.has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    public List<JsonReader> objects(String name) {
        var list = array(name);
        return IntStream.range(0, list.size())
                .mapToObj(i -> new JsonReader(file, pointer + "/" + name + "/" + i, list.path(i)))
                .toList();
    }

    private JsonNode array(String name) {
        var found = node.path(name);
        if (!found.isArray()) {
            throw bad(name, "must be a list");
        }
        return found;
    }

    /** The inverse of {@link JsonWriter#put(String, Value)}; a missing field is refused. */
    public Value value(String name) {
        if (!node.has(name)) {
            throw bad(name, "is missing");
        }
        return value(pointer + "/" + name, node.path(name));
    }

    private Value value(String at, JsonNode found) {
        return switch (found.getNodeType()) {
            case STRING -> Value.text(found.asString());
            case NULL -> Value.unset();
            case ARRAY ->
                new Value.Items(IntStream.range(0, found.size())
                        .mapToObj(i -> value(at + "/" + i, found.path(i)))
                        .toList());
            case OBJECT -> entries(at, found);
            case NUMBER -> {
                if (!found.isIntegralNumber() || !found.canConvertToLong()) {
                    throw failure(JsonCodes.FIELD, at, "must be a whole number, or text");
                }
                yield Value.whole(found.asLong());
            }
            default -> throw failure(JsonCodes.FIELD, at, "must be text, a whole number, a list, an object or null");
        };
    }

    private Value entries(String at, JsonNode found) {
        var secret = found.path(JsonWriter.SECRET);
        if (secret.isString() && found.size() == 1) {
            return new Value.SecretRef(secret.asString());
        }
        var entries = new TreeMap<String, Value>();
        for (var field : found.properties()) {
            var name = field.getKey();
            boolean doubled = name.startsWith(JsonWriter.OURS + JsonWriter.OURS);
            if (name.startsWith(JsonWriter.OURS) && !doubled) {
                throw failure(JsonCodes.FIELD, at + "/" + name, "is not known");
            }
            entries.put(doubled ? name.substring(1) : name, value(at + "/" + name, field.getValue()));
        }
        return Value.entries(entries);
    }

    private <T> T converted(String at, String text, Function<String, T> conversion) {
        try {
            return conversion.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw failure(JsonCodes.FIELD, at, "cannot be '" + text + "'");
        }
    }

    /** For what only the reader of a format can see to be wrong. */
    public Failure bad(String name, String message) {
        return failure(JsonCodes.FIELD, pointer + "/" + name, message);
    }

    Failure failure(Code code, String at, String message) {
        var where = at.isEmpty() ? "" : at + " ";
        return new Failure(ExitCode.INPUT, Problem.error(code, Place.whole(file), where + message));
    }

    String pointer() {
        return pointer;
    }
}
