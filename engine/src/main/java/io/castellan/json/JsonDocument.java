package io.castellan.json;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Parses JSON, strictly: no name twice, one value, bounded in size and depth. Works on the token stream,
 * because the object mapper takes a tenth of a second to start.
 */
final class JsonDocument {
    static final int MAX_BYTES = 256 * 1024 * 1024;
    private static final int MAX_DEPTH = 64;
    private static final int MAX_STRING = 8 * 1024 * 1024;
    private static final int MAX_NUMBER = 40;
    private static final int USUAL_FIELDS = 12;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING)
                    .maxNumberLength(MAX_NUMBER)
                    .maxDocumentLength(MAX_BYTES)
                    .build())
            .build();

    private final String file;
    private final JsonParser parser;
    private final LongList longList;
    private String[] lastNames = {};

    private JsonDocument(String file, JsonParser parser, LongList longList) {
        this.file = file;
        this.parser = parser;
        this.longList = longList;
    }

    /** A list of the document whose values are taken as they come, so that they are never there all at once. */
    interface LongList {
        LongList NONE = new LongList() {
            @Override
            public boolean begins(String name, List<String> names, List<JsonValue> values) {
                return false;
            }

            @Override
            public void take(int index, JsonValue value) {
                throw new IllegalStateException("nothing began");
            }
        };

        /**
         * Whether the field of this name is the list. If so, the field will be found empty.
         *
         * @param names of the fields before it
         * @param values of the fields before it
         */
        boolean begins(String name, List<String> names, List<JsonValue> values);

        /** The only field of the list's objects that is wanted: that is what is taken then, and nothing else is looked at. */
        default Optional<String> only() {
            return Optional.empty();
        }

        void take(int index, JsonValue value);
    }

    /** @throws Failure with {@link JsonCodes} */
    static JsonValue parse(String file, byte[] content) {
        return parse(file, content, LongList.NONE);
    }

    /** The same. */
    static JsonValue parse(String file, byte[] content, LongList longList) {
        if (content.length > MAX_BYTES) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                            JsonCodes.TOO_LARGE,
                            Place.whole(file),
                            String.format(
                                    Locale.ROOT,
                                    "the file has %,d bytes, at most %,d are read",
                                    content.length,
                                    MAX_BYTES)));
        }
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), content)) {
            return parse(file, parser, longList);
        } catch (JacksonException e) {
            throw syntax(file, e);
        }
    }

    /**
     * The same.
     *
     * @throws UncheckedIOException if the content cannot be read
     */
    static JsonValue parse(String file, InputStream content, LongList longList) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), content)) {
            return parse(file, parser, longList);
        } catch (JacksonIOException e) {
            throw new UncheckedIOException(e.getCause());
        } catch (JacksonException e) {
            throw syntax(file, e);
        }
    }

    private static JsonValue parse(String file, JsonParser parser, LongList longList) {
        parser.nextToken();
        var value = new JsonDocument(file, parser, longList).value();
        if (parser.nextToken() != null) {
            throw syntax(file, parser, "something follows the end of the document");
        }
        return value;
    }

    private JsonValue value() {
        var token = parser.currentToken();
        if (token == null) {
            return JsonValue.MISSING;
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> new JsonValue.Text(parser.getString());
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? new JsonValue.OtherNumber(new BigDecimal(parser.getBigIntegerValue()))
                        : new JsonValue.Whole(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> new JsonValue.OtherNumber(parser.getDecimalValue());
            case VALUE_TRUE -> new JsonValue.Truth(true);
            case VALUE_FALSE -> new JsonValue.Truth(false);
            default -> JsonValue.NULL;
        };
    }

    private JsonValue array() {
        var items = new ArrayList<JsonValue>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
        }
        return new JsonValue.Items(items);
    }

    private JsonValue taken() {
        var only = longList.only().map(name -> new String[] {name});
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            longList.take(index, only.isEmpty() ? value() : glance(only.get()));
        }
        return new JsonValue.Items(List.of());
    }

    /** One field of an object, or what else there is. */
    private JsonValue glance(String[] names) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return value();
        }
        var field = names[0];
        var found = JsonValue.MISSING;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            boolean wanted = field.equals(parser.currentName());
            if (wanted && found != JsonValue.MISSING) {
                throw twice(field);
            }
            parser.nextToken();
            if (wanted) {
                found = value();
            } else {
                parser.skipChildren();
            }
        }
        return new JsonValue.Fields(names, new JsonValue[] {found});
    }

    /** The objects of a list mostly have the same names: as long as one has those of the object before, it has none twice. */
    private JsonValue object() {
        var names = lastNames;
        boolean same = true;
        boolean own = false;
        var values = new JsonValue[Math.max(names.length, 1)];
        var many = Set.<String>of();
        int count = 0;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            same = same && count < names.length && names[count].equals(name);
            if (!same) {
                if (many.isEmpty() && count >= USUAL_FIELDS) {
                    many = new HashSet<>(Arrays.asList(names).subList(0, count));
                }
                if (many.isEmpty() ? isAmong(names, count, name) : !many.add(name)) {
                    throw twice(name);
                }
                if (!own || count == names.length) {
                    names = Arrays.copyOf(names, room(count));
                    own = true;
                }
                names[count] = name;
            }
            if (count == values.length) {
                values = Arrays.copyOf(values, room(count));
            }
            parser.nextToken();
            boolean taken = parser.currentToken() == JsonToken.START_ARRAY
                    && parser.streamReadContext().getParent().getParent().inRoot()
                    && longList.begins(
                            name,
                            Arrays.asList(names).subList(0, count),
                            Arrays.asList(values).subList(0, count));
            values[count] = taken ? taken() : value();
            count++;
        }
        if (names.length != count) {
            names = Arrays.copyOf(names, count);
        }
        lastNames = names;
        return new JsonValue.Fields(names, values.length == count ? values : Arrays.copyOf(values, count));
    }

    private static int room(int count) {
        return Math.max(USUAL_FIELDS, 2 * count);
    }

    private static boolean isAmong(String[] names, int count, String name) {
        for (int i = 0; i < count; i++) {
            if (names[i].equals(name)) {
                return true;
            }
        }
        return false;
    }

    private Failure twice(String name) {
        return syntax(file, parser, "not valid JSON: Duplicate Object property \"" + name + "\"");
    }

    private static Failure syntax(String file, JsonParser parser, String message) {
        var location = parser.currentTokenLocation();
        var place = new Place(file, location.getLineNr(), location.getColumnNr());
        return new Failure(ExitCode.INPUT, Problem.error(JsonCodes.SYNTAX, place, message));
    }

    private static Failure syntax(String file, JacksonException e) {
        var location = e.getLocation();
        var place = location == null || location.getLineNr() < 1
                ? Place.whole(file)
                : new Place(file, location.getLineNr(), Math.max(1, location.getColumnNr()));
        var detail = String.valueOf(e.getOriginalMessage()).replaceAll("\\s+", " ");
        var message = "not valid JSON: " + (detail.length() > 200 ? detail.substring(0, 200) + "…" : detail);
        return new Failure(ExitCode.INPUT, Problem.error(JsonCodes.SYNTAX, place, message), e);
    }
}
