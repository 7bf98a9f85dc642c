package io.castellan.signature;

/** What may be shown of a text that somebody else wrote. */
final class Showable {
    private static final int MOST = 120;

    private Showable() {}

    /** Without control characters, line separators and characters that are invisible or turn the direction of writing. */
    static boolean isShowable(String text) {
        return text.codePoints().allMatch(Showable::isShowable);
    }

    /** On one line and not longer than a line. */
    static String of(String text) {
        var shown = new StringBuilder();
        text.codePoints().limit(MOST).forEach(point -> shown.appendCodePoint(isShowable(point) ? point : '?'));
        return text.codePointCount(0, text.length()) > MOST ? shown.append('…').toString() : shown.toString();
    }

    private static boolean isShowable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
