package io.castellan.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Lines of text, written as they come: a plan of many changes is never held twice. */
final class Sheet {
    private final Appendable out;

    Sheet(Appendable out) {
        this.out = Objects.requireNonNull(out, "out");
    }

    void line(String text) {
        try {
            out.append(text + "\n"); // at once: whoever takes secrets out looks for the end of a line each time
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void blank() {
        line("");
    }
}
