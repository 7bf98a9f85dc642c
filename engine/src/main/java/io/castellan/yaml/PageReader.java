package io.castellan.yaml;

import io.castellan.diagnostics.Problems;
import java.util.Optional;

/** {@link YamlReader#page}, in whatever way. */
@FunctionalInterface
public interface PageReader {
    Optional<YamlPage> page(String file, byte[] content, Problems problems);
}
