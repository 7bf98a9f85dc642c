package io.castellan.yaml;

import io.castellan.model.Node;
import java.util.regex.Pattern;

/** What a scalar without quotes is. */
enum PlainScalar {
    STRING,
    NUMBER,
    TRUE,
    FALSE,
    NULL,
    /** A number to some readers of YAML 1.1 or 1.2, and not a plain decimal. */
    OTHER_NUMBER;

    /** More digits than any quantity here has, and few enough to be parsed without harm. */
    private static final int LONGEST_NUMBER = 30;

    private static final Pattern ANY_NUMBER = Pattern.compile(
            // whole, octal with a leading 0, fraction, exponent; underscores as YAML 1.1 has them
            "[-+]?(?:[0-9][0-9_]*(?:\\.[0-9_]*)?|\\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?"
                    + "|[-+]?0(?:x[0-9a-fA-F_]+|o[0-7_]+|b[01_]+)"
                    // sexagesimal: 12:30 is 750 to a reader of YAML 1.1
                    + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?"
                    + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

    static PlainScalar of(String text) {
        if (text.isEmpty()) {
            return NULL;
        }
        char first = text.charAt(0);
        if (first >= '0' && first <= '9' || first == '-' || first == '+' || first == '.') {
            if (isPlainDecimal(text)) {
                return NUMBER;
            }
            return ANY_NUMBER.matcher(text).matches() ? OTHER_NUMBER : STRING;
        }
        return switch (text) {
            case "true", "True", "TRUE" -> TRUE;
            case "false", "False", "FALSE" -> FALSE;
            case "null", "Null", "NULL", "~" -> NULL;
            default -> STRING;
        };
    }

    /** {@code 12}, {@code 12.5}, {@code -1}. */
    private static boolean isPlainDecimal(String text) {
        int start = text.charAt(0) == '-' ? 1 : 0;
        int i = digits(text, start);
        if (i == start || text.length() > LONGEST_NUMBER || text.charAt(start) == '0' && i > start + 1) {
            return false;
        }
        if (i == text.length()) {
            return true;
        }
        return text.charAt(i) == '.' && i + 1 < text.length() && digits(text, i + 1) == text.length();
    }

    private static int digits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    Node.Type type() {
        return switch (this) {
            case STRING, OTHER_NUMBER -> Node.Type.STRING;
            case NUMBER -> Node.Type.NUMBER;
            case TRUE, FALSE -> Node.Type.BOOLEAN;
            case NULL -> Node.Type.NULL;
        };
    }

    /** The one spelling of what has several; {@code text} for all others. */
    String canonical(String text) {
        return switch (this) {
            case TRUE -> "true";
            case FALSE -> "false";
            case NULL -> "null";
            case STRING, NUMBER, OTHER_NUMBER -> text;
        };
    }
}
