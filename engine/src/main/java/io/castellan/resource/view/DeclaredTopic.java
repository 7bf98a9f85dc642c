package io.castellan.resource.view;

import java.util.Optional;

/** A topic as it is declared to be, as those see it that are not topics. */
public interface DeclaredTopic {
    /** The canonical value that a setting shall have on the topic itself, overrides filled in; empty where none is declared. */
    Optional<String> value(String key);
}
