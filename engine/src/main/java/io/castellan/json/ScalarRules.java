package io.castellan.json;

import io.castellan.model.Node;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Rules of {@link Acceptance} for single values, and for the form of a node. */
final class ScalarRules {
    private ScalarRules() {}

    static AcceptanceRule type(List<String> types) {
        var scalars = EnumSet.noneOf(Node.Type.class);
        boolean whole = types.contains("integer") && !types.contains("number");
        for (var type : types) {
            switch (type) {
                case "string" -> scalars.add(Node.Type.STRING);
                case "number", "integer" -> scalars.add(Node.Type.NUMBER);
                case "boolean" -> scalars.add(Node.Type.BOOLEAN);
                case "null" -> scalars.add(Node.Type.NULL);
                default -> {}
            }
        }
        boolean array = types.contains("array");
        boolean object = types.contains("object");
        return new AcceptanceRule() {
            @Override
            public boolean scalar(Node.Scalar node) {
                return scalars.contains(node.type())
                        && !(whole
                                && node.type() == Node.Type.NUMBER
                                && node.text().indexOf('.') >= 0);
            }

            @Override
            public boolean sequence(Node.Sequence node) {
                return array;
            }

            @Override
            public boolean mapping(Node.Mapping node) {
                return object;
            }
        };
    }

    /** Texts and truth values only; other forms are left to the validator. */
    static AcceptanceRule oneOf(List<JsonNode> valid) {
        var texts = new HashSet<String>();
        var truths = new HashSet<String>();
        for (var one : valid) {
            if (one.isString()) {
                texts.add(one.asString());
            } else if (one.isBoolean()) {
                truths.add(one.asString());
            }
        }
        return new AcceptanceRule() {
            @Override
            public boolean scalar(Node.Scalar node) {
                return switch (node.type()) {
                    case STRING -> texts.contains(node.text());
                    case BOOLEAN -> truths.contains(node.text());
                    case NUMBER, NULL -> false;
                };
            }

            @Override
            public boolean sequence(Node.Sequence node) {
                return false;
            }

            @Override
            public boolean mapping(Node.Mapping node) {
                return false;
            }
        };
    }

    /** Only patterns of whole texts, and texts of one line: within several, the anchors have more than one meaning. */
    static AcceptanceRule pattern(String regex) {
        if (!regex.startsWith("^") || !regex.endsWith("$")) {
            return AcceptanceRule.NOTHING;
        }
        var pattern = Pattern.compile(regex);
        return where(
                Node.Type.STRING,
                text -> isOneLine(text) && pattern.matcher(text).matches());
    }

    private static boolean isOneLine(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '\u0085' || c == '\u2028' || c == '\u2029') {
                return false;
            }
        }
        return true;
    }

    static AcceptanceRule minLength(int least) {
        return where(Node.Type.STRING, text -> text.codePointCount(0, text.length()) >= least);
    }

    static AcceptanceRule minimum(BigDecimal least) {
        return where(Node.Type.NUMBER, text -> new BigDecimal(text).compareTo(least) >= 0);
    }

    static AcceptanceRule maximum(BigDecimal most) {
        return where(Node.Type.NUMBER, text -> new BigDecimal(text).compareTo(most) <= 0);
    }

    /** Speaks of scalars of one type only. */
    private static AcceptanceRule where(Node.Type type, Predicate<String> condition) {
        return new AcceptanceRule() {
            @Override
            public boolean scalar(Node.Scalar node) {
                return node.type() != type || condition.test(node.text());
            }
        };
    }
}
