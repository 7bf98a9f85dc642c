package io.castellan.host;

import java.util.Optional;
import java.util.regex.Pattern;

/** The header {@code Link}. */
final class Links {
    private static final Pattern NEXT = Pattern.compile("<([^<>]*)>\\s*(?:;[^,<]*)?;\\s*rel=\"?next\"?");

    private Links() {}

    /** Where the next page is. */
    static Optional<String> next(String header) {
        var found = NEXT.matcher(header);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
