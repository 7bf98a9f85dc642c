package io.castellan.report;

import java.util.Optional;

/** The text of the files that problems are about, so that a reader sees the line. */
@FunctionalInterface
public interface Sources {
    Sources NONE = file -> Optional.empty();

    /** @param file as in a problem's place; empty where the text is not at hand */
    Optional<String> text(String file);
}
