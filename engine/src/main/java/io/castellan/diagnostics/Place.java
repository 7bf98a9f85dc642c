package io.castellan.diagnostics;

import java.util.Comparator;
import java.util.Objects;

/**
 * A position in a text file.
 *
 * @param file path as the user would write it, relative to the environments folder where possible
 * @param line first line is 1; 0 means the file as a whole
 * @param column first column is 1, counted in code points; 0 where the line is 0
 */
public record Place(String file, int line, int column) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::file).thenComparingInt(Place::line).thenComparingInt(Place::column);

    public Place {
        Objects.requireNonNull(file, "file");
        if (line < 0 || column < 0) {
            throw new IllegalArgumentException(line + ":" + column);
        }
    }

    public static Place whole(String file) {
        return new Place(file, 0, 0);
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    /** {@code payments.yaml:5:7}, or only the file where no line is known. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
