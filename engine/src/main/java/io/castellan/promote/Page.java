package io.castellan.promote;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;
import io.castellan.yaml.PageReader;
import io.castellan.yaml.YamlPage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One state file as text. The text ends with a line break, also where the file does not, so that every line is a whole one. All
 * positions are of characters in it; spans, which count code points, are converted by {@link #at}.
 */
final class Page {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String file;
    private final String path;
    private final String text;
    private final String lineBreak;
    private final boolean broken;
    private final YamlPage yaml;
    private final int[] offsets;
    private final List<Integer> lines;
    private final Set<Node.Span> anchored;

    private Page(String file, String path, String written, YamlPage yaml) {
        this.file = file;
        this.path = path;
        this.yaml = yaml;
        lineBreak = mostUsedBreak(written);
        broken = written.length() == beginning(written) || endsWithBreak(written);
        text = broken ? written : written + (lineBreak.isEmpty() ? "\n" : lineBreak);
        offsets = offsets(written);
        lines = lineStarts(text);
        anchored = Set.copyOf(yaml.anchored());
    }

    /**
     * @param file as in messages
     * @param path within the environment's folder
     * @return empty where the file cannot be read; problems say why
     */
    static Optional<Page> read(String file, String path, byte[] content, PageReader pages, Problems problems) {
        return pages.page(file, content, problems)
                .map(yaml -> new Page(file, path, new String(content, StandardCharsets.UTF_8), yaml));
    }

    String file() {
        return file;
    }

    String path() {
        return path;
    }

    String text() {
        return text;
    }

    /** The line break that the file uses most; empty where it has none. */
    Optional<String> lineBreak() {
        return lineBreak.isEmpty() ? Optional.empty() : Optional.of(lineBreak);
    }

    /** Whether the file ends with a line break, or has no text. */
    boolean isBroken() {
        return broken;
    }

    YamlPage yaml() {
        return yaml;
    }

    /** The bytes of a text that was made from this one: without the last line break, where this file has none. */
    byte[] written(String changed) {
        var whole = changed;
        if (!broken) {
            whole = whole.endsWith("\r\n")
                    ? whole.substring(0, whole.length() - 2)
                    : endsWithBreak(whole) ? whole.substring(0, whole.length() - 1) : whole;
        }
        return whole.getBytes(StandardCharsets.UTF_8);
    }

    /** Where the first line begins: after the byte order mark. */
    int beginning() {
        return beginning(text);
    }

    /** The character that a code point of a span is. */
    int at(int codePoint) {
        return offsets.length == 0 ? codePoint : offsets[codePoint];
    }

    /** The character at a place that a span gave. */
    int at(Place place) {
        int start = lines.get(place.line() - 1);
        return text.offsetByCodePoints(start, place.column() - 1);
    }

    Place place(int index) {
        int found = Collections.binarySearch(lines, index);
        int line = Math.max(0, found >= 0 ? found : -found - 2);
        return new Place(file, line + 1, text.codePointCount(lines.get(line), index) + 1);
    }

    int lineStart(int index) {
        int i = index;
        while (i > beginning() && !endsLine(text, i - 1)) {
            i--;
        }
        return i;
    }

    /** After the line break of the line that the character stands in. */
    int lineEnd(int index) {
        int i = index;
        while (i < text.length() && !endsLine(text, i)) {
            i++;
        }
        return Math.min(i + 1, text.length());
    }

    /** The first character of the line that is neither a space nor a tab: a line break where it is blank. */
    int content(int lineStart) {
        int i = lineStart;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    boolean isBlank(int lineStart) {
        int i = content(lineStart);
        return i == text.length() || text.charAt(i) == '\n' || text.charAt(i) == '\r';
    }

    /** Whether the line, or what is left of it from here, is a comment. It is up to the caller that no text goes on here. */
    boolean isComment(int lineStart) {
        int i = content(lineStart);
        return i < text.length() && text.charAt(i) == '#';
    }

    /** Whether the line has only spaces before this character. */
    boolean isFirst(int index) {
        for (int i = lineStart(index); i < index; i++) {
            if (text.charAt(i) != ' ') {
                return false;
            }
        }
        return true;
    }

    /** Whether no part of the text stands for another. */
    boolean isPlain() {
        return yaml.aliases().isEmpty() && anchored.isEmpty();
    }

    boolean isAnchored(Node node) {
        return anchored.contains(node.span());
    }

    /** The lines of a part of the text, without their breaks. */
    List<String> lines(int from, int to) {
        var found = new ArrayList<String>();
        int start = from;
        for (int i = from; i < to; i++) {
            if (endsLine(text, i)) {
                boolean two = text.charAt(i) == '\n' && i > start && text.charAt(i - 1) == '\r';
                found.add(text.substring(start, two ? i - 1 : i));
                start = i + 1;
            }
        }
        if (start < to) {
            found.add(text.substring(start, to));
        }
        return found;
    }

    private static int beginning(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    }

    private static boolean endsWithBreak(String text) {
        return text.endsWith("\n") || text.endsWith("\r");
    }

    /** LF, CR LF or CR, as YAML 1.2 has it. */
    private static boolean endsLine(String text, int index) {
        char c = text.charAt(index);
        return c == '\n' || c == '\r' && (index + 1 == text.length() || text.charAt(index + 1) != '\n');
    }

    private static String mostUsedBreak(String text) {
        if (text.indexOf('\r') < 0) {
            return text.indexOf('\n') < 0 ? "" : "\n"; // as nearly always
        }
        int lf = 0;
        int crLf = 0;
        int cr = 0;
        for (int i = 0; i < text.length(); i++) {
            if (endsLine(text, i)) {
                if (text.charAt(i) == '\r') {
                    cr++;
                } else if (i > 0 && text.charAt(i - 1) == '\r') {
                    crLf++;
                } else {
                    lf++;
                }
            }
        }
        int most = Math.max(lf, Math.max(crLf, cr));
        return most == lf ? "\n" : most == crLf ? "\r\n" : "\r";
    }

    private static List<Integer> lineStarts(String text) {
        var starts = new ArrayList<Integer>();
        starts.add(beginning(text));
        boolean simple = text.indexOf('\r') < 0;
        for (int i = simple ? text.indexOf('\n') : 0;
                i >= 0 && i < text.length();
                i = simple ? text.indexOf('\n', i + 1) : i + 1) {
            if (simple || endsLine(text, i)) {
                starts.add(i + 1);
            }
        }
        return starts;
    }

    /** The character of each code point, and of the end; nothing where they are the same. */
    private static int[] offsets(String text) {
        int count = text.codePointCount(0, text.length());
        if (count == text.length()) {
            return new int[0];
        }
        var offsets = new int[count + 1];
        int index = 0;
        for (int i = 0; i < count; i++) {
            offsets[i] = index;
            index += Character.charCount(text.codePointAt(index));
        }
        offsets[count] = text.length();
        return offsets;
    }
}
