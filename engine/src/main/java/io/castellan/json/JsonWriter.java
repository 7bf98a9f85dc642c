package io.castellan.json;

import io.castellan.model.Value;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/**
 * Writes the fields of one JSON object in the order in which they are put. The text is the same to the byte for the
 * same fields: two spaces a level, line feeds, one at the end, UTF-8.
 */
public final class JsonWriter {
    /** Names that begin with this sign are ours: {@code {"$secret": "env:NAME"}}. In others the sign is doubled. */
    static final String OURS = "$";

    static final String SECRET = "$secret";

    private static final JsonFactory FACTORY = JsonFactory.builder().build();
    private static final DefaultPrettyPrinter PRETTY = pretty();

    private final JsonGenerator out;

    private JsonWriter(JsonGenerator out) {
        this.out = out;
    }

    private static DefaultPrettyPrinter pretty() {
        var indenter = new DefaultIndenter("  ", "\n");
        var separators = Separators.createDefaultInstance()
                .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        return new DefaultPrettyPrinter(separators).withObjectIndenter(indenter).withArrayIndenter(indenter);
    }

    /** One document. */
    public static byte[] write(Consumer<JsonWriter> fields) {
        var bytes = new ByteArrayOutputStream();
        var context = new ObjectWriteContext.Base() {
            @Override
            public PrettyPrinter getPrettyPrinter() {
                return PRETTY.createInstance();
            }

            @Override
            public boolean hasPrettyPrinter() {
                return true;
            }
        };
        try (var generator = FACTORY.createGenerator(context, bytes)) {
            new JsonWriter(generator).fields(fields);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private void fields(Consumer<JsonWriter> fields) {
        out.writeStartObject();
        fields.accept(this);
        out.writeEndObject();
    }

    public JsonWriter put(String name, String text) {
        out.writeName(name).writeString(text);
        return this;
    }

    public JsonWriter put(String name, long number) {
        out.writeName(name).writeNumber(number);
        return this;
    }

    public JsonWriter put(String name, boolean truth) {
        out.writeName(name).writeBoolean(truth);
        return this;
    }

    public JsonWriter put(String name, Instant instant) {
        return put(name, instant.toString());
    }

    /**
     * Text as a string, whole numbers as numbers, unset as {@code null}, a secret as {@code {"$secret": "env:NAME"}}.
     */
    public JsonWriter put(String name, Value value) {
        out.writeName(name);
        value.fold(new Values());
        return this;
    }

    /** Nothing where there is no text. */
    public JsonWriter put(String name, Optional<String> text) {
        text.ifPresent(present -> put(name, present));
        return this;
    }

    public JsonWriter object(String name, Consumer<JsonWriter> fields) {
        out.writeName(name);
        fields(fields);
        return this;
    }

    /** A list of objects. */
    public <T> JsonWriter objects(String name, Iterable<T> items, BiConsumer<JsonWriter, T> fields) {
        out.writeName(name).writeStartArray();
        items.forEach(item -> fields(writer -> fields.accept(writer, item)));
        out.writeEndArray();
        return this;
    }

    /** A list of texts: each item as its {@code toString} says. */
    public JsonWriter texts(String name, Iterable<?> items) {
        out.writeName(name).writeStartArray();
        items.forEach(item -> out.writeString(item.toString()));
        out.writeEndArray();
        return this;
    }

    private final class Values implements Value.Cases<JsonGenerator> {
        @Override
        public JsonGenerator text(String text) {
            return out.writeString(text);
        }

        @Override
        public JsonGenerator whole(long number) {
            return out.writeNumber(number);
        }

        @Override
        public JsonGenerator items(List<Value> items) {
            out.writeStartArray();
            items.forEach(item -> item.fold(this));
            return out.writeEndArray();
        }

        @Override
        public JsonGenerator entries(SortedMap<String, Value> entries) {
            out.writeStartObject();
            entries.forEach((name, value) -> {
                out.writeName(name.startsWith(OURS) ? OURS + name : name);
                value.fold(this);
            });
            return out.writeEndObject();
        }

        @Override
        public JsonGenerator secret(String reference) {
            out.writeStartObject();
            out.writeName(SECRET).writeString(reference);
            return out.writeEndObject();
        }

        @Override
        public JsonGenerator unset() {
            return out.writeNull();
        }
    }
}
