package io.castellan.yaml;

import java.util.Locale;
import java.util.Set;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Writes text so that every reader of YAML, 1.1 or 1.2, reads the same text. */
final class Quoting {
    /** Words that YAML 1.1 reads as booleans. */
    private static final Set<String> OLD_BOOLEANS = Set.of("y", "yes", "n", "no", "on", "off", "true", "false", "null");

    private static final String FIRST = "_/.$+(<^";
    private static final String LATER = "_/.$+()<>^-:@=~*&!|%;?\\ '\"#";

    private Quoting() {}

    static String quoted(String text) {
        if (isPlain(text)) {
            return text;
        }
        boolean oneLine = text.codePoints().allMatch(Quoting::isVisible);
        boolean marks = text.indexOf('"') >= 0 || text.indexOf('\\') >= 0;
        return oneLine && marks ? "'" + text.replace("'", "''") + "'" : doubleQuoted(text);
    }

    private static boolean isPlain(String text) {
        if (PlainScalar.of(text) != PlainScalar.STRING || OLD_BOOLEANS.contains(text.toLowerCase(Locale.ROOT))) {
            return false;
        }
        if (text.startsWith("<<") || text.startsWith("...") || text.endsWith(" ") || text.endsWith(":")) {
            return false;
        }
        if (text.contains(": ") || text.contains(" #")) {
            return false;
        }
        int first = text.codePointAt(0);
        return (isWord(first) || FIRST.indexOf(first) >= 0)
                && text.codePoints().skip(1).allMatch(c -> isWord(c) || LATER.indexOf(c) >= 0);
    }

    private static boolean isWord(int codePoint) {
        return Character.isLetterOrDigit(codePoint);
    }

    private static boolean isVisible(int codePoint) {
        return codePoint >= ' ' && StreamReader.isPrintable(codePoint) && !isUnseen(codePoint);
    }

    private static boolean isUnseen(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.FORMAT
                || type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.PRIVATE_USE
                || type == Character.UNASSIGNED;
    }

    private static String doubleQuoted(String text) {
        var out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(isVisible(c) ? Character.toString(c) : escaped(c));
            }
        });
        return out.append('"').toString();
    }

    private static String escaped(int codePoint) {
        if (Character.getType(codePoint) == Character.SURROGATE) {
            throw new IllegalArgumentException("text with half a character");
        }
        return String.format(Locale.ROOT, codePoint < 0x10000 ? "\\u%04X" : "\\U%08X", codePoint);
    }
}
