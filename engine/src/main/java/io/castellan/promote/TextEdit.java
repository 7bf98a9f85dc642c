package io.castellan.promote;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Text that takes the place of other text.
 *
 * @param from the first character that goes
 * @param to after the last one; the same for text that only comes
 * @param depth of what it belongs to: of several at one place the deepest comes first
 */
record TextEdit(int from, int to, String text, int depth) {
    private static final Comparator<TextEdit> ORDER = Comparator.comparingInt(TextEdit::from)
            .thenComparingInt(TextEdit::to)
            .thenComparing(TextEdit::depth, Comparator.reverseOrder());

    TextEdit {
        Objects.requireNonNull(text, "text");
    }

    /** Of several that are equal in place and depth, the first in the list comes first. */
    static String apply(String text, List<TextEdit> edits) {
        var result = new StringBuilder();
        int done = 0;
        for (var edit : edits.stream().sorted(ORDER).toList()) {
            if (edit.from() < done) {
                throw new IllegalStateException("two edits of the same text");
            }
            result.append(text, done, edit.from()).append(edit.text());
            done = edit.to();
        }
        return result.append(text, done, text.length()).toString();
    }
}
