package io.castellan.promote;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Text that takes the place of other text.
 *
 * @param from the first character that goes
 * @param to after the last one; the same for text that only comes
 */
record TextEdit(int from, int to, String text) {
    private static final Comparator<TextEdit> ORDER =
            Comparator.comparingInt(TextEdit::from).thenComparingInt(TextEdit::to);

    TextEdit {
        Objects.requireNonNull(text, "text");
    }

    /** Of several at one place, the first in the list comes first: what is put below a part before what is put after it. */
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
