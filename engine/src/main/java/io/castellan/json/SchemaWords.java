package io.castellan.json;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Parts of sentences about schemas and values. */
final class SchemaWords {
    /** Keywords that every value fulfils. */
    static final Set<String> ANNOTATIONS =
            Set.of("$schema", "$id", "$defs", "title", "description", "examples", "writeOnly");

    private static final int LONGEST = 60;

    private SchemaWords() {}

    /** {@code a whole number or a ${variable}}. */
    static String expected(JsonNode schema) {
        var type = schema.path("type");
        var words = (type.isArray() ? type.valueStream() : java.util.stream.Stream.of(type))
                .map(one -> word(one.asString(""), schema))
                .toList();
        return words.size() < 2
                ? String.join("", words)
                : words.stream().limit(words.size() - 1L).collect(Collectors.joining(", ")) + " or "
                        + words.get(words.size() - 1);
    }

    private static String word(String type, JsonNode schema) {
        return switch (type) {
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "a mapping";
            case "null" -> "nothing";
            default -> text(schema.path("pattern").asString(""));
        };
    }

    private static String text(String pattern) {
        if (pattern.startsWith("^\\$\\{[A-Za-z]")) {
            return "a ${variable}";
        }
        if (pattern.startsWith("^\\$\\{")) {
            return "a secret reference";
        }
        return pattern.isEmpty() ? "text" : "text as in the example";
    }

    /** What stands in the file; a secret only by its type. */
    static String found(JsonNode value, boolean secret) {
        return switch (value.getNodeType()) {
            case OBJECT -> "a mapping";
            case ARRAY -> "a list";
            case NULL, MISSING -> "nothing";
            case BOOLEAN -> value.asString();
            case NUMBER -> secret ? "a number" : "the number " + value.asString();
            default -> secret ? "text" : "'" + abbreviated(value.asString()) + "'";
        };
    }

    static String limit(String keyword, JsonNode bound, JsonNode value, boolean secret) {
        var found = found(value, secret);
        return switch (keyword) {
            case "minimum" -> "must be at least " + bound.asString() + ", found " + found;
            case "maximum" -> "must be at most " + bound.asString() + ", found " + found;
            case "minLength" ->
                bound.asInt(0) == 1 ? "the text is empty" : "the text is shorter than " + bound.asString();
            case "maxLength" -> "the text is longer than " + bound.asString() + " characters";
            case "minItems" ->
                bound.asInt(0) == 1 ? "the list is empty" : "the list needs " + bound.asString() + " entries";
            case "maxItems" -> "the list has more than " + bound.asString() + " entries";
            case "minProperties" -> "the mapping is empty";
            case "uniqueItems" -> "an entry stands twice in the list";
            default -> "not valid here: " + found;
        };
    }

    static String forExample(List<String> examples) {
        return examples.isEmpty() ? "" : "for example " + String.join(" or ", examples);
    }

    static String lowerFirst(String text) {
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private static String abbreviated(String text) {
        var line = text.replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
