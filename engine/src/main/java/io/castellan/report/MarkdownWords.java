package io.castellan.report;

/**
 * Text of unknown origin inside Markdown. It shows as it is and never becomes markup, a mention, a link or a reference, whatever
 * host renders it: hosts look for mentions outside of code only, and a character reference is never markup.
 */
final class MarkdownWords {
    private static final String HARMLESS_IN_PROSE = " ,;()%=\"'’→×–—";

    private MarkdownWords() {}

    /** Inside a line, also of a table. Set as code, because only there a host looks for nothing. */
    static String code(String visible) {
        return "<code>" + references(visible) + "</code>";
    }

    /** A sentence: as it is where nothing in it could mean anything, else as code. */
    static String prose(String visible) {
        return isHarmless(visible) ? visible : code(visible);
    }

    /** A block of code. The fence is longer than any run of backticks in it. */
    static String fenced(String language, String lines) {
        var fence = "`".repeat(Math.max(3, longestRun(lines) + 1));
        return fence + language + "\n" + lines + fence + "\n";
    }

    /** At most this many characters, and how many there are more. */
    static String clipped(String visible, int most) {
        if (visible.length() <= most) {
            return visible;
        }
        int end = Character.isHighSurrogate(visible.charAt(most - 1)) ? most - 1 : most;
        return visible.substring(0, end) + "… (" + Units.plural(visible.length() - end, "character", "characters")
                + " more)";
    }

    private static boolean isHarmless(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean harmless = switch (c) {
                case '.', ':' -> i + 1 == text.length() || text.charAt(i + 1) == ' ';
                case '-', '/' -> isLetterOrDigit(text, i - 1) && isLetterOrDigit(text, i + 1);
                default -> Character.isLetterOrDigit(c) || HARMLESS_IN_PROSE.indexOf(c) >= 0;
            };
            if (!harmless) {
                return false;
            }
        }
        return true;
    }

    /** Also hours and minutes. */
    private static boolean isDecimal(String text, int at) {
        return at > 0 && Character.isDigit(text.charAt(at - 1)) && Character.isDigit(text.charAt(at + 1));
    }

    private static boolean isLetterOrDigit(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }

    /** Every ASCII character that can mean something as a character reference. */
    private static String references(String text) {
        var out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean dotOfWeb = c == '.' && i > 0 && (text.charAt(i - 1) | 0x20) == 'w';
            boolean plain =
                    c >= 0x7F || Character.isLetterOrDigit(c) || " -(),=+%;".indexOf(c) >= 0 || (c == '.' && !dotOfWeb);
            if (plain) {
                out.append(c);
            } else {
                out.append("&#").append((int) c).append(';');
            }
        }
        return out.toString();
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
