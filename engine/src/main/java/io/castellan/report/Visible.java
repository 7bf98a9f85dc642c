package io.castellan.report;

import java.util.Locale;

/**
 * Shows text as it is, and never lets it act. What a reader could not see or would be deceived by (control characters, line
 * breaks, changes of direction, invisible and unassigned characters, spaces that are not spaces, piled up accents) is written
 * as {@code ⟨U+202E⟩}, and so is what a build server would take from its log as a command. The opening bracket is written so too, so that two different texts never look the same.
 */
public final class Visible {
    private static final int BRACKET = '⟨';
    private static final int MARKS_ALLOWED = 2;

    private Visible() {}

    /** A name, a value or a message. Spaces at either end and after a space are shown: they could imitate our layout. */
    public static String of(String text) {
        return isPlain(text) && !hasOddSpace(text) && !mayCommand(text) ? text : shown(text, true);
    }

    /** A line of a file: spaces stay spaces. */
    static String line(String text) {
        return isPlain(text) && !mayCommand(text) ? text : shown(text, false);
    }

    /** Columns on a terminal: none for combining marks, two for wide characters. */
    static int width(String visible) {
        if (isPlain(visible)) {
            return visible.length();
        }
        return visible.codePoints().map(Visible::columns).sum();
    }

    static String pad(String visible, int width) {
        int missing = width - width(visible);
        return missing > 0 ? visible + " ".repeat(missing) : visible;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean hasOddSpace(String text) {
        return text.startsWith(" ") || text.endsWith(" ") || text.contains("  ");
    }

    private static boolean mayCommand(String text) {
        return text.startsWith("::") || text.contains("##");
    }

    /** {@code ::error::} at the start of a line, {@code ##vso[…]} and {@code ##[…]} anywhere in it. */
    private static boolean isCommand(String text, int at) {
        if (!text.startsWith("##", at)) {
            return at == 0 && text.startsWith("::");
        }
        int end = at + 2;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return end < text.length() && text.charAt(end) == '[';
    }

    private static String shown(String text, boolean oddSpaces) {
        var out = new StringBuilder(text.length() + 16);
        int last = text.length() - 1;
        int marks = MARKS_ALLOWED;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            boolean mark = isMark(c);
            marks = mark ? marks + 1 : 0;
            boolean odd = oddSpaces && c == ' ' && (i == 0 || i == last || text.charAt(i - 1) == ' ');
            if (odd || isDeceptive(c) || isCommand(text, i) || (mark && marks > MARKS_ALLOWED)) {
                out.append(String.format(Locale.ROOT, "⟨U+%04X⟩", c));
            } else {
                out.appendCodePoint(c);
            }
        }
        return out.toString();
    }

    private static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    private static boolean isDeceptive(int c) {
        if (c == ' ') {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> true;
            default -> c == BRACKET || isInvisible(c);
        };
    }

    /** Characters that Unicode calls letters, symbols or marks and that show nothing. */
    private static boolean isInvisible(int c) {
        return c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || (c >= 0x180B && c <= 0x180F)
                || c == 0x2800
                || c == 0x3164
                || (c >= 0xFE00 && c <= 0xFE0F)
                || c == 0xFFA0
                || (c >= 0xE0100 && c <= 0xE01EF);
    }

    private static int columns(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(c) ? 2 : 1;
    }

    /** The East Asian wide and fullwidth blocks, and emoji. */
    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0x303E)
                || (c >= 0x3041 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6)
                || (c >= 0x1F300 && c <= 0x1F64F)
                || (c >= 0x1F900 && c <= 0x1F9FF)
                || (c >= 0x20000 && c <= 0x3FFFD);
    }
}
