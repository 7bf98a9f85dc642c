package io.castellan.promote;

import io.castellan.promote.Block.Style;
import java.util.Optional;
import java.util.stream.Stream;

/** How a file indents what it has already. */
record Habits(Block root) {

    /**
     * How much deeper than its name the first block stands that is like it.
     *
     * @param depth 2 for what stands in a section, 3 for what an owner has
     */
    Optional<Integer> indentation(int depth, boolean listed) {
        var headers = depth == 2 ? root.slots().stream() : root.slots().stream().flatMap(Habits::inside);
        return headers.filter(header -> header.lines().isPresent())
                .flatMap(header -> header.inside().stream()
                        .filter(block -> block.style() == Style.LINES && block.listed() == listed)
                        .map(block -> Rendering.indentation(header, block)))
                .findFirst();
    }

    private static Stream<Slot> inside(Slot section) {
        return section.inside().stream().flatMap(block -> block.slots().stream());
    }
}
