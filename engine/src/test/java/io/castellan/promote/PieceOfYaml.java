package io.castellan.promote;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of state, a section, an owner or a declaration, as a test writes it: the lines that belong to it are known, because they
 * were put together here, not found in a text.
 */
final class PieceOfYaml {
    final String name;
    /** Above it, and nobody's: comments with a blank line below. */
    final List<String> loose = new ArrayList<>();

    int gap;
    final List<String> comments = new ArrayList<>();
    /** Of a declaration: all of it. Else the line of the name. */
    final List<String> lines = new ArrayList<>();
    /** Which of several things it says; -1 for what is no declaration. */
    int version = -1;

    final List<PieceOfYaml> parts = new ArrayList<>();
    boolean listed;
    int step;
    /** Below its last part. */
    final List<String> tail = new ArrayList<>();

    boolean removed;

    PieceOfYaml(String name) {
        this.name = name;
    }

    boolean isDeclaration() {
        return version >= 0;
    }

    Stream<PieceOfYaml> declarations() {
        return isDeclaration() ? Stream.of(this) : parts.stream().flatMap(PieceOfYaml::declarations);
    }

    PieceOfYaml part(String wanted) {
        return parts.stream()
                .filter(part -> part.name.equals(wanted))
                .findFirst()
                .orElse(null);
    }

    boolean isEmpty() {
        return parts.stream().allMatch(part -> part.removed);
    }

    /** What belongs to it, and nothing above that. */
    void own(int column, List<String> out) {
        comments.forEach(line -> out.add(indented(line, column)));
        if (isDeclaration()) {
            lines.forEach(line -> out.add(indented(line, column)));
            return;
        }
        var header = lines.get(0);
        int comment = header.indexOf(": #");
        int colon = comment >= 0 ? comment : header.length() - 1;
        out.add(indented(
                isEmpty()
                        ? header.substring(0, colon + 1) + (listed ? " []" : " {}") + header.substring(colon + 1)
                        : header,
                column));
        below(column + step, out);
    }

    void below(int column, List<String> out) {
        for (int i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            part.loose.forEach(line -> out.add(indented(line, column)));
            // what separates a piece from its sibling goes with it
            if (!part.removed || i == 0) {
                for (int j = 0; j < part.gap; j++) {
                    out.add("");
                }
            }
            if (!part.removed) {
                part.own(column, out);
            }
        }
        tail.forEach(line -> out.add(indented(line, column)));
    }

    private static String indented(String line, int column) {
        return line.isEmpty() ? "" : " ".repeat(column) + line;
    }
}
