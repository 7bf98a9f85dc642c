package io.castellan.yaml;

import io.castellan.model.Node;
import java.util.List;
import java.util.Objects;

/**
 * What a file says, and where in its text one part of it stands for another. An alias is resolved in {@link #root}: what
 * it stands for has the span of its anchor, not its own.
 *
 * @param anchored the nodes that have an anchor, each with its text, in the order in which they end
 * @param aliases the texts of the aliases, in the order of the file
 */
public record YamlPage(Node.Mapping root, List<Node.Span> anchored, List<Node.Span> aliases) {
    public YamlPage {
        Objects.requireNonNull(root, "root");
        anchored = List.copyOf(anchored);
        aliases = List.copyOf(aliases);
    }
}
