package io.castellan.yaml;

import io.castellan.diagnostics.Place;
import io.castellan.model.Node;

/** The characters of a file of plain forms, and where {@link PlainReader} is in them. Everything else is {@link NotPlain}. */
final class PlainText {
    private static final int REMEMBERED = 1 << 9;

    private final SourceText source;
    private final char[] chars;
    private final int end;
    private final String[] remembered = new String[REMEMBERED];
    private int at;
    private int line = 1;
    private int lineStart;
    private int indent;

    PlainText(SourceText source) {
        this.source = source;
        var text = source.parsed();
        this.end = text.length();
        // One line feed more than the file has: no search for the end of a line needs to look for the end of the file.
        this.chars = new char[end + 1];
        text.getChars(0, end, chars, 0);
        chars[end] = '\n';
        require(source.skipped() == 0);
    }

    void require(boolean plain) {
        if (!plain) {
            throw NotPlain.INSTANCE;
        }
    }

    int at() {
        return at;
    }

    char current() {
        return chars[at];
    }

    /** Of the present line, in characters; below zero at the end of the file. */
    int indent() {
        return indent;
    }

    int column() {
        return at - lineStart;
    }

    Place place(int index) {
        return new Place(source.file(), line, index - lineStart + 1);
    }

    private Node.Scalar scalar(String text, Node.Type type, int from, int to) {
        return new Node.Scalar(text, type, new Node.Span(place(from), from, to));
    }

    boolean isItem() {
        return chars[at] == '-' && at < end && chars[at + 1] == ' ';
    }

    boolean isQuote() {
        return chars[at] == '"' || chars[at] == '\'';
    }

    /** Whether nothing but a comment follows. */
    boolean isLineEnd() {
        return chars[at] == '\n' || chars[at] == '#' && chars[at - 1] == ' ';
    }

    void skipBlanks() {
        while (chars[at] == ' ') {
            at++;
        }
    }

    void skipHyphen() {
        at++;
        skipBlanks();
        require(!isLineEnd());
    }

    void skipColon() {
        require(chars[at] == ':');
        at++;
    }

    /** Skips a bracket or brace that opens; says whether something stands before the one that closes. */
    boolean open(char close) {
        at++;
        skipBlanks();
        if (chars[at] == close) {
            at++;
            return false;
        }
        return true;
    }

    /** Skips a comma, or what closes; says whether it was a comma. */
    boolean comma(char close) {
        skipBlanks();
        boolean more = chars[at] == ',';
        require(more || chars[at] == close);
        at++;
        if (more) {
            skipBlanks();
        }
        return more;
    }

    void firstLine() {
        goToContent();
    }

    /** Leaves a line of which nothing more is to be read, and goes to the next one with content. */
    void nextLine() {
        skipBlanks();
        require(isLineEnd());
        endLine();
        goToContent();
    }

    private void goToContent() {
        while (at < end) {
            skipBlanks();
            if (chars[at] != '\n' && chars[at] != '#') {
                indent = column();
                return;
            }
            endLine();
        }
        indent = -1;
    }

    private void endLine() {
        while (chars[at] != '\n') {
            require(isOrdinary(chars[at]) || chars[at] == ' ');
            at++;
        }
        at++;
        line++;
        lineStart = at;
    }

    /** Whether a plain scalar begins here that is a name in a block mapping. */
    boolean isName() {
        if (isQuote() || chars[at] == '{' || chars[at] == '[') {
            return false;
        }
        int to = plainEnd(false);
        return chars[to] == ':';
    }

    /**
     * Reads a scalar without quotes.
     *
     * @param name whether it is a name, which ends at a colon, and is always text
     */
    Node.Scalar plain(boolean flow, boolean name) {
        int from = at;
        require(mayBegin(chars[from], name));
        at = plainEnd(flow);
        require(name == (chars[at] == ':'));
        var text = source.shown(text(from, at));
        var plain = PlainScalar.of(text);
        require(plain != PlainScalar.OTHER_NUMBER);
        return name ? scalar(text, Node.Type.STRING, from, at) : scalar(plain.canonical(text), plain.type(), from, at);
    }

    private boolean mayBegin(char c, boolean name) {
        boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c > 0xA0 && c < 0x2000;
        if (letter || c >= '0' && c <= '9' || c == '_' || c == '$') {
            return true;
        }
        return c == '-' ? chars[at + 1] >= '0' && chars[at + 1] <= '9' : !name && (c == '/' || c == '.' || c == '<');
    }

    /** The first character after a plain scalar: a colon after a name, otherwise blanks may follow. */
    private int plainEnd(boolean flow) {
        int i = at;
        while (true) {
            char c = chars[i];
            if (c == ' ') {
                int next = i;
                while (chars[next] == ' ') {
                    next++;
                }
                char d = chars[next];
                if (d == '\n' || d == '#' || flow && isFlowSign(d)) {
                    return i;
                }
                require(d != ':');
                i = next;
            } else if (c == '\n') {
                return i;
            } else if (c == ':') {
                char d = chars[i + 1];
                if (d == ' ' || d == '\n') {
                    return i;
                }
                require(!isFlowSign(d));
                i++;
            } else if (flow && isFlowSign(c)) {
                return i;
            } else {
                require(isOrdinary(c));
                i++;
            }
        }
    }

    private static boolean isFlowSign(char c) {
        return c == ',' || c == '}' || c == ']' || c == '{' || c == '[';
    }

    /** Reads a text in quotes, of one line and without escape sequences. */
    Node.Scalar quoted() {
        int from = at;
        char quote = chars[at++];
        while (chars[at] != quote) {
            require((isOrdinary(chars[at]) || chars[at] == ' ') && chars[at] != '\\');
            at++;
        }
        require(at == end || chars[at + 1] != quote);
        at++;
        return scalar(source.shown(text(from + 1, at - 1)), Node.Type.STRING, from, at);
    }

    /** Printable in every version of YAML, without a meaning for lines, and one code point by itself. */
    private static boolean isOrdinary(char c) {
        return c > ' ' && c < 0x7F || c > 0xA0 && c < 0x2000 || References.stands(c);
    }

    /** The text between two indexes. Files repeat themselves: a text that was seen before is not made again. */
    private String text(int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + chars[i];
        }
        int slot = (hash ^ hash >>> 16) & REMEMBERED - 1;
        var known = remembered[slot];
        if (known == null || !isText(known, from, to)) {
            known = new String(chars, from, to - from);
            remembered[slot] = known;
        }
        return known;
    }

    private boolean isText(String known, int from, int to) {
        if (known.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (known.charAt(i - from) != chars[i]) {
                return false;
            }
        }
        return true;
    }
}
