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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object. Whatever is not as expected ends with a {@link Failure} of {@link
 * ExitCode#INPUT} that names the file and the field; a name that stands twice is refused when the document is parsed.
 */
public final class JsonReader {
    private static final String FORMAT = "format";

    private static final int NO_INDEX = -1;

    private final String file;
    private final @Nullable JsonReader parent;
    private final String name;
    private final int index;
    private final Fields fields;

    /**
     * Where the object stands is put together for messages only, and no lambda keeps it: there are as many readers as changes, and the
     * quick compiler makes each lambda that keeps something by way of the virtual machine.
     *
     * @param name of the field of the parent; empty for a whole document
     * @param index in the list that the field is
     */
    private JsonReader(String file, @Nullable JsonReader parent, String name, int index, JsonValue value) {
        this.file = file;
        this.parent = parent;
        this.name = name;
        this.index = index;
        var found = value.asFields();
        if (found == null) {
            throw failure(JsonCodes.FIELD, pointer(), "must be an object");
        }
        this.fields = found;
    }

    private static JsonReader document(String file, JsonValue value) {
        return new JsonReader(file, null, "", NO_INDEX, value);
    }

    /** @param file as it shall appear in messages */
    public static JsonReader read(String file, byte[] content) {
        return document(file, JsonDocument.parse(file, content));
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
                each.accept(new JsonReader(file, null, list, index, value));
            }
        });
        var reader = of(format, document(file, document));
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
                    text = new JsonReader(file, null, list, index, value).text(field);
                }
                each.accept(text);
            }
        });
        var reader = of(format, document(file, document));
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
        int at = 0;
        for (var name : fields.names()) { // mostly they come in this order
            while (at < names.length && !names[at].equals(name)) {
                at++;
            }
        }
        if (at == names.length) {
            var known = Arrays.asList(names);
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
        return fields.get(name) != JsonValue.MISSING;
    }

    public Set<String> names() {
        return Set.copyOf(fields.names());
    }

    public String text(String name) {
        var text = fields.get(name).asText();
        if (text == null) {
            throw bad(name, "must be text");
        }
        return text;
    }

    public Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    public long whole(String name) {
        var whole = fields.get(name).asWhole();
        if (whole == null) {
            throw bad(name, "must be a whole number");
        }
        return whole;
    }

    public boolean truth(String name) {
        var truth = fields.get(name).asTruth();
        if (truth == null) {
            throw bad(name, "must be true or false");
        }
        return truth;
    }

    public Instant instant(String name) {
        return convert(name, Instants::parse);
    }

    /** The text of a field as something else, which may refuse it with an {@link IllegalArgumentException}. */
    public <T> T convert(String name, Function<String, T> conversion) {
        return converted(name, NO_INDEX, text(name), conversion);
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
        var texts = new ArrayList<T>(list.size());
        for (int i = 0; i < list.size(); i++) {
            var text = list.get(i).asText();
            if (text == null) {
                throw failure(JsonCodes.FIELD, at(name, i), "must be text");
            }
            texts.add(converted(name, i, text, conversion));
        }
        return List.copyOf(texts);
    }

    public JsonReader object(String name) {
        return new JsonReader(file, this, name, NO_INDEX, fields.get(name));
    }

    public Optional<JsonReader> optionalObject(String name) {
        return has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    public List<JsonReader> objects(String name) {
        return objects(name, Function.identity());
    }

    /** Each object of a list as something else. */
    public <T> List<T> objects(String name, Function<JsonReader, T> conversion) {
        var list = array(name);
        var objects = new ArrayList<T>(list.size());
        for (int i = 0; i < list.size(); i++) {
            objects.add(conversion.apply(new JsonReader(file, this, name, i, list.get(i))));
        }
        return List.copyOf(objects);
    }

    private List<JsonValue> array(String name) {
        var items = fields.get(name).asItems();
        if (items == null) {
            throw bad(name, "must be a list");
        }
        return items;
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

    private <T> T converted(String name, int index, String text, Function<String, T> conversion) {
        try {
            return conversion.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw failure(JsonCodes.FIELD, at(name, index), "cannot be '" + text + "'");
        }
    }

    /** For what only the reader of a format can see to be wrong. */
    public Failure bad(String name, String message) {
        return failure(JsonCodes.FIELD, at(name), message);
    }

    private String at(String name) {
        return pointer() + "/" + name;
    }

    private String at(String name, int index) {
        return index == NO_INDEX ? at(name) : at(name) + "/" + index;
    }

    Failure failure(Code code, String at, String message) {
        var where = at.isEmpty() ? "" : at + " ";
        return new Failure(ExitCode.INPUT, Problem.error(code, Place.whole(file), where + message));
    }

    String pointer() {
        if (name.isEmpty()) { // a whole document
            return "";
        }
        var at = (parent == null ? "" : parent.pointer()) + "/" + name;
        return index == NO_INDEX ? at : at + "/" + index;
    }
}
