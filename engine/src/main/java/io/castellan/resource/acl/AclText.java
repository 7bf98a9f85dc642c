package io.castellan.resource.acl;

import java.util.Set;

/** Writes parts of rules so that two different rules never read the same. */
final class AclText {
    static final String PREFIXED = "prefixed";
    static final String FROM = "from";

    private static final Set<String> KEYWORDS = Set.of(PREFIXED, FROM);

    private AclText() {}

    /** The part as it is; in double quotes where it has blanks, quotes or control characters, or could be taken for a keyword. */
    static String part(String part) {
        return isPlain(part) ? part : quoted(part);
    }

    private static boolean isPlain(String part) {
        if (part.isEmpty() || KEYWORDS.contains(part)) {
            return false;
        }
        for (int i = 0; i < part.length(); i++) {
            if (needsQuotes(part.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean needsQuotes(int unit) {
        if (unit > ' ' && unit < 0x7F) {
            return unit == '"' || unit == '\\';
        }
        return Character.isWhitespace(unit) || Character.isSpaceChar(unit) || isHidden(unit);
    }

    private static boolean isHidden(int unit) {
        return Character.isISOControl(unit) || Character.getType(unit) == Character.FORMAT || unit == '\u2028';
    }

    private static String quoted(String part) {
        var text = new StringBuilder("\"");
        part.chars().forEach(unit -> {
            if (unit == '"' || unit == '\\') {
                text.append('\\').append((char) unit);
            } else if (isHidden(unit)) {
                text.append(String.format("\\u%04x", unit));
            } else {
                text.append((char) unit);
            }
        });
        return text.append('"').toString();
    }
}
