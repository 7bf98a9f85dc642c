package io.castellan.yaml;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Locale;

/**
 * The decoded text of a file, without its byte order mark.
 *
 * @param parsed what the parser gets: the text with its references hidden
 * @param skipped code points before the text: 1 after a byte order mark, else 0
 * @param tabbed lines (from 0) whose white space at the start has a tab
 */
record SourceText(String file, String text, String parsed, int skipped, BitSet tabbed) {
    private static final char REPLACEMENT = '\uFFFD';
    /**
     * A byte order mark within the text, and what turns the direction of text: a reviewer would see another file than
     * we read.
     */
    private static final String UNSEEN = "\uFEFF\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    static SourceText decode(String file, byte[] content) {
        if (content.length > YamlReader.MAX_BYTES) {
            throw new Unreadable(Problem.error(
                            YamlCodes.TOO_LARGE,
                            Place.whole(file),
                            String.format(
                                    Locale.ROOT,
                                    "the file has %,d bytes, at most %,d are read",
                                    content.length,
                                    YamlReader.MAX_BYTES))
                    .withHint("split it: files of one folder are merged"));
        }
        refuseOtherEncodings(file, content);
        int bom = startsWith(content, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        var text = new String(content, bom, content.length - bom, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            decodeStrictly(file, content, bom);
        }
        refuseUnseen(file, text);
        return new SourceText(file, text, References.hide(text), bom == 0 ? 0 : 1, tabbedLines(text));
    }

    /** What the parser read, as it stands in the file. */
    String shown(String read) {
        return References.show(read, !parsed.equals(text));
    }

    private static void refuseUnseen(String file, String text) {
        // A search for each of them is cheaper than a look at each character: most files have none beyond Latin-1.
        int first = UNSEEN.chars()
                .map(text::indexOf)
                .filter(index -> index >= 0)
                .min()
                .orElse(-1);
        if (first >= 0) {
            throw new Unreadable(Problem.error(
                            YamlCodes.CONTROL_CHARACTER,
                            place(file, text, first),
                            String.format(
                                    Locale.ROOT, "the character U+%04X is invisible and changes what people see", (int)
                                            text.charAt(first)))
                    .withHint("remove it, or write it as an escape sequence in double quotes"));
        }
    }

    private static void refuseOtherEncodings(String file, byte[] content) {
        boolean utf16 = startsWith(content, 0xFE, 0xFF)
                || startsWith(content, 0xFF, 0xFE)
                || content.length >= 2 && (content[0] == 0) != (content[1] == 0);
        if (utf16) {
            throw new Unreadable(Problem.error(
                            YamlCodes.NOT_UTF8,
                            new Place(file, 1, 1),
                            "the file is UTF-16 or UTF-32, only UTF-8 is read")
                    .withHint("save it as UTF-8"));
        }
    }

    private static boolean startsWith(byte[] content, int... start) {
        if (content.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((content[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    /** Finds the first byte that is not UTF-8; returns when U+FFFD stands in the file itself. */
    private static void decodeStrictly(String file, byte[] content, int from) {
        var in = ByteBuffer.wrap(content, from, content.length - from);
        var out = CharBuffer.allocate(content.length - from);
        var result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        if (result.isError()) {
            var before = out.flip().toString();
            var place = place(file, before, before.length());
            throw new Unreadable(Problem.error(
                            YamlCodes.NOT_UTF8,
                            place,
                            String.format(Locale.ROOT, "byte 0x%02X is not UTF-8 here", content[in.position()] & 0xFF))
                    .withHint("save the file as UTF-8"));
        }
    }

    private static BitSet tabbedLines(String text) {
        var lines = new BitSet();
        if (text.indexOf('\t') < 0) {
            return lines;
        }
        int line = 0;
        boolean leading = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (endsLine(text, i)) {
                line++;
                leading = true;
            } else if (leading && c == '\t') {
                lines.set(line);
            } else if (c != ' ' && c != '\r') {
                leading = false;
            }
        }
        return lines;
    }

    /** The place of a character. */
    static Place place(String file, String text, int index) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < index; i++) {
            if (endsLine(text, i)) {
                line++;
                start = i + 1;
            }
        }
        return new Place(file, line, text.codePointCount(start, index) + 1);
    }

    /** LF, CR LF or CR, as YAML 1.2 has it. */
    private static boolean endsLine(String text, int index) {
        char c = text.charAt(index);
        return c == '\n' || c == '\r' && (index + 1 == text.length() || text.charAt(index + 1) != '\n');
    }
}
