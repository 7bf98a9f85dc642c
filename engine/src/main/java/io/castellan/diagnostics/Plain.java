package io.castellan.diagnostics;

import java.util.Locale;

/** Text without anything that a terminal obeys or hides: control characters but line ends and tabs, and what turns or joins letters. */
final class Plain {
    private Plain() {}

    /** The same text where there is nothing of that kind, which is nearly always. */
    static String of(String text) {
        if (text.codePoints().noneMatch(Plain::isObeyed)) {
            return text;
        }
        var plain = new StringBuilder();
        text.codePoints().forEach(sign -> {
            if (isObeyed(sign)) {
                plain.append(String.format(Locale.ROOT, "⟨U+%04X⟩", sign));
            } else {
                plain.appendCodePoint(sign);
            }
        });
        return plain.toString();
    }

    private static boolean isObeyed(int sign) {
        return switch (Character.getType(sign)) {
            case Character.CONTROL -> sign != '\n' && sign != '\t';
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
            default -> false;
        };
    }
}
