package io.castellan.yaml;

import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;
import java.util.List;
import java.util.Optional;

/**
 * Reads one YAML 1.2 file whose content is a mapping. Anchors are resolved within the file. What people read in two
 * ways is refused: duplicate and merge keys, tags, numbers other than plain decimals without quotes, tabs as
 * indentation, more than one document.
 */
public final class YamlReader {
    /** The largest file, in bytes. */
    public static final int MAX_BYTES = 10 * 1024 * 1024;

    private YamlReader() {}

    /**
     * Reads a file. An empty file, or one of comments only, is an empty mapping.
     *
     * @param file as it shall appear in messages
     * @param content the bytes of the file: UTF-8, with or without byte order mark
     * @param problems receives everything that is wrong
     * @return the root mapping as far as it could be read; it is complete only where no error was reported. Empty where
     * the     file could not be read to its end.
     */
    public static Optional<Node> read(String file, byte[] content, Problems problems) {
        return page(file, content, problems).map(YamlPage::root);
    }

    /** The same, with what one needs to know to change the text of the file. */
    public static Optional<YamlPage> page(String file, byte[] content, Problems problems) {
        try {
            var source = SourceText.decode(file, content);
            var plain = PlainReader.read(source);
            return Optional.of(
                    plain.isPresent()
                            ? new YamlPage(plain.get(), List.of(), List.of())
                            : new NodeBuilder(source, problems).page());
        } catch (Unreadable unreadable) {
            problems.add(unreadable.problem());
            return Optional.empty();
        }
    }
}
