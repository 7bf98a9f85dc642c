package io.castellan.report;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Collects whole pieces of Markdown: a piece is in or it is out and counted, so nothing is ever cut inside markup. */
final class MarkdownPage {
    /** What a fold needs beside its content. */
    static final int FOLD = 400;

    private final StringBuilder text = new StringBuilder();

    void add(String piece) {
        text.append(piece);
    }

    int length() {
        return text.length();
    }

    String text() {
        return text.toString();
    }

    /**
     * Rows of a list or a table, as many as there is room for; nothing where there is no row.
     *
     * @param more the last row, which says how many are left out
     */
    <T> void rows(String heading, List<T> items, Function<T, String> row, int room, IntFunction<String> more) {
        if (items.isEmpty()) {
            return;
        }
        add(heading);
        int left = room - heading.length();
        for (int i = 0; i < items.size(); i++) {
            var piece = row.apply(items.get(i));
            left -= piece.length();
            if (left < 0) {
                add(more.apply(items.size() - i));
                break;
            }
            add(piece);
        }
        add("\n");
    }

    /** A fold with a block of code, as many of its pieces as there is room for. */
    void folded(String summary, String language, List<String> pieces, int room) {
        var inside = new StringBuilder();
        int shown = 0;
        for (var piece : pieces) {
            if (inside.length() + piece.length() + FOLD > room) {
                break;
            }
            inside.append(piece);
            shown++;
        }
        int missing = pieces.size() - shown;
        var left = missing == 0
                ? ""
                : "\nLeft out here for length: " + Units.count(missing) + " of " + Units.count(pieces.size())
                        + ". The plan as HTML or JSON holds all of them.\n";
        add("<details><summary>" + summary + "</summary>\n\n"
                + (shown == 0 ? "" : MarkdownWords.fenced(language, inside.toString()))
                + left + "\n</details>\n\n");
    }
}
