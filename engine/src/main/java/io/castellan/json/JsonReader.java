package io.castellan.json;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.json.JsonValue.Fields;
import io.castellan.model.Format;
import io.castellan.model.Value;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object. Whatever is not as expected ends with a {@link Failure} of {@link
 * ExitCode#INPUT} that names the file and the field; a name that stands twice is refused when the document is parsed.
 */
public final class JsonReader {
    private static final String FORMAT = "format";

    private final String file;
    private final Supplier<String> pointer; // put together for messages only
    private final Fields fields;

    private JsonReader(String file, Supplier<String> pointer, JsonValue value) {
        this.file = file;
        this.pointer = pointer;
        this.fields = found(value.asFields(), () -> failure(JsonCodes.FIELD, pointer.get(), "must be an object"));
    }

    private static <T> T found(@Nullable T value, Supplier<Failure> otherwise) {
        if (value == null) {
            throw otherwise.get();
        }
        return value;
    }

    /** @param file as it shall appear in messages */
    public static JsonReader read(String file, byte[] content) {
        return new JsonReader(file, () -> "", JsonDocument.parse(file, content));
    }

    /** The same, of one format only. */
    public static JsonReader read(String file, byte[] content, Format format) {
        return of(format, read(file, content));
    }

    private static JsonReader of(Format format, JsonReader reader) {
        var found = reader.fields.get(FORMAT).asText();
        if (!format.text().equals(found)) {
            var message = found == null ? "the file names no format" : "the format '" + found + "' is not known here";
            throw reader.failure(JsonCodes.UNKNOWN_FORMAT, "", message + ", expected " + format.text());
        }
        return reader;
    }

    /**
     * The same for a document with one list that may be very long: each of its objects is handed over as soon as it is read, and is
     * not kept.
     *
     * @param list the name of the list, which the reader finds empty
     */
    public static JsonReader read(String file, byte[] content, Format format, String list, Consumer<JsonReader> each) {
        var document = JsonDocument.parse(file, content, new JsonDocument.LongList() {
            @Override
            public boolean begins(String name, List<String> names, List<JsonValue> values) {
                return isList(name, list, format, names, values);
            }

            @Override
            public void take(int index, JsonValue value) {
                each.accept(new JsonReader(file, () -> "/" + list + "/" + index, value));
            }
        });
        var reader = of(format, new JsonReader(file, () -> "", document));
        reader.objects(list).forEach(each); // what stood before the format
        return reader;
    }

    /**
     * The same where of each object only one field matters, a text: nothing else of them is kept, or looked at further than that it
     * is JSON.
     *
     * @throws java.io.UncheckedIOException if the content cannot be read
     */
    public static JsonReader glance(
            String file, InputStream content, Format format, String list, String field, Consumer<String> each) {
        var document = JsonDocument.parse(file, content, new JsonDocument.LongList() {
            @Override
            public boolean begins(String name, List<String> names, List<JsonValue> values) {
                return isList(name, list, format, names, values);
            }

            @Override
            public Optional<String> only() {
                return Optional.of(field);
            }

            @Override
            public void take(int index, JsonValue value) {
                var fields = value.asFields();
                var text = fields == null ? null : fields.get(field).asText();
                if (text == null) { // says which of both it is
                    text = new JsonReader(file, () -> "/" + list + "/" + index, value).text(field);
                }
                each.accept(text);
            }
        });
        var reader = of(format, new JsonReader(file, () -> "", document));
        reader.objects(list).forEach(one -> each.accept(one.text(field))); // what stood before the format
        return reader;
    }

    /** Where the format is not known yet, nothing is known of the list. */
    private static boolean isList(String name, String list, Format format, List<String> names, List<JsonValue> values) {
        int at = names.indexOf(FORMAT);
        return name.equals(list)
                && at >= 0
                && format.text().equals(values.get(at).asText());
    }

    /** Refuses every other name. */
    public JsonReader only(String... names) {
        var known = Arrays.asList(names);
        if (!known.containsAll(fields.names())) {
            fields.names().stream()
                    .filter(name -> !known.contains(name))
                    .sorted()
                    .findFirst()
                    .ifPresent(name -> {
                        throw failure(JsonCodes.FIELD, at(name), "is not known; valid are " + String.join(", ", names));
                    });
        }
        return this;
    }

    public boolean has(String name) {
        return fields.names().contains(name);
    }

    public Set<String> names() {
        return Set.copyOf(fields.names());
    }

    public String text(String name) {
        return found(fields.get(name).asText(), () -> bad(name, "must be text"));
    }

    public Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    public long whole(String name) {
        return found(fields.get(name).asWhole(), () -> bad(name, "must be a whole number"));
    }

    public boolean truth(String name) {
        return found(fields.get(name).asTruth(), () -> bad(name, "must be true or false"));
    }

    public Instant instant(String name) {
        return convert(name, Instants::parse);
    }

    /** The text of a field as something else, which may refuse it with an {@link IllegalArgumentException}. */
    public <T> T convert(String name, Function<String, T> conversion) {
        return converted(() -> at(name), text(name), conversion);
    }

    /** The same for a field that may be missing. */
    public <T> Optional<T> optional(String name, Function<String, T> conversion) {
        return has(name) ? Optional.of(convert(name, conversion)) : Optional.empty();
    }

    /** The constant that is written with this word. */
    public <E extends Enum<E>> E word(String name, E[] constants, Function<E, String> word) {
        var text = text(name);
        for (var constant : constants) {
            if (word.apply(constant).equals(text)) {
                return constant;
            }
        }
        throw bad(
                name,
                "is '" + text + "', valid are "
                        + Arrays.stream(constants).map(word).collect(Collectors.joining(", ")));
    }

    public List<String> texts(String name) {
        return texts(name, Function.identity());
    }

    /** Each text of a list as something else. */
    public <T> List<T> texts(String name, Function<String, T> conversion) {
        var list = array(name);
        return IntStream.range(0, list.size())
                .mapToObj(i -> {
                    Supplier<String> at = () -> at(name) + "/" + i;
                    var text = found(list.get(i).asText(), () -> failure(JsonCodes.FIELD, at.get(), "must be text"));
                    return converted(at, text, conversion);
                })
                .toList();
    }

    public JsonReader object(String name) {
        return new JsonReader(file, () -> at(name), fields.get(name));
    }

    public Optional<JsonReader> optionalObject(String name) {
        return has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    public List<JsonReader> objects(String name) {
        var list = array(name);
        return IntStream.range(0, list.size())
                .mapToObj(i -> new JsonReader(file, () -> at(name) + "/" + i, list.get(i)))
                .toList();
    }

    private List<JsonValue> array(String name) {
        return found(fields.get(name).asItems(), () -> bad(name, "must be a list"));
    }

    /** The inverse of {@link JsonWriter#put(String, Value)}; a missing field is refused. */
    public Value value(String name) {
        if (!has(name)) {
            throw bad(name, "is missing");
        }
        return value(at(name), fields.get(name));
    }

    private Value value(String at, JsonValue found) {
        var text = found.asText();
        if (text != null) {
            return Value.text(text);
        }
        var whole = found.asWhole();
        if (whole != null) {
            return Value.whole(whole);
        }
        var items = found.asItems();
        if (items != null) {
            return new Value.Items(IntStream.range(0, items.size())
                    .mapToObj(i -> value(at + "/" + i, items.get(i)))
                    .toList());
        }
        var entries = found.asFields();
        if (entries != null) {
            return entries(at, entries);
        }
        if (found == JsonValue.NULL) {
            return Value.unset();
        }
        throw failure(
                JsonCodes.FIELD,
                at,
                found.asOtherNumber() != null
                        ? "must be a whole number, or text"
                        : "must be text, a whole number, a list, an object or null");
    }

    private Value entries(String at, Fields found) {
        var secret = found.get(JsonWriter.SECRET).asText();
        if (secret != null && found.names().size() == 1) {
            return new Value.SecretRef(secret);
        }
        var entries = new TreeMap<String, Value>();
        for (var field : found.entries()) {
            var name = field.getKey();
            boolean doubled = name.startsWith(JsonWriter.OURS + JsonWriter.OURS);
            if (name.startsWith(JsonWriter.OURS) && !doubled) {
                throw failure(JsonCodes.FIELD, at + "/" + name, "is not known");
            }
            entries.put(doubled ? name.substring(1) : name, value(at + "/" + name, field.getValue()));
        }
        return Value.entries(entries);
    }

    private <T> T converted(Supplier<String> at, String text, Function<String, T> conversion) {
        try {
            return conversion.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw failure(JsonCodes.FIELD, at.get(), "cannot be '" + text + "'");
        }
    }

    /** For what only the reader of a format can see to be wrong. */
    public Failure bad(String name, String message) {
        return failure(JsonCodes.FIELD, at(name), message);
    }

    private String at(String name) {
        return pointer.get() + "/" + name;
    }

    Failure failure(Code code, String at, String message) {
        var where = at.isEmpty() ? "" : at + " ";
        return new Failure(ExitCode.INPUT, Problem.error(code, Place.whole(file), where + message));
    }

    String pointer() {
        return pointer.get();
    }
}
