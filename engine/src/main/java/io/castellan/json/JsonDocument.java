package io.castellan.json;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Parses JSON to a tree, strictly: no name twice, one value, bounded in size and depth. Works on the token stream,
 * because the object mapper takes a tenth of a second to start.
 */
final class JsonTree {
    static final int MAX_BYTES = 256 * 1024 * 1024;
    private static final int MAX_DEPTH = 64;
    private static final int MAX_STRING = 8 * 1024 * 1024;
    private static final int MAX_NUMBER = 40;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING)
                    .maxNumberLength(MAX_NUMBER)
                    .build())
            .build();

    private JsonTree() {}

    /** @throws Failure with {@link JsonCodes} */
    static JsonNode parse(String file, byte[] content) {
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
            parser.nextToken();
            var node = value(parser);
            if (parser.nextToken() != null) {
                throw syntax(file, parser, "something follows the end of the document");
            }
            return node;
        } catch (JacksonException e) {
            throw syntax(file, e);
        }
    }

    private static JsonNode value(JsonParser parser) {
        var token = parser.currentToken();
        if (token == null) {
            return NODES.missingNode();
        }
        return switch (token) {
            case START_OBJECT -> {
                var object = NODES.objectNode();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    var name = parser.currentName();
                    parser.nextToken();
                    object.set(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                var array = NODES.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                yield array;
            }
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? NODES.numberNode(parser.getBigIntegerValue())
                        : NODES.numberNode(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
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
