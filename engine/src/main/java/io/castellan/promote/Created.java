package io.castellan.promote;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;

/** A file that the target does not have yet: the source's, from its first line on, without what is not moved. */
final class Created {
    private Created() {}

    static byte[] of(Page source, Block root, List<Move> moves, Touch touch) {
        var coming = Collections.newSetFromMap(new IdentityHashMap<Slot, Boolean>());
        moves.forEach(move -> coming.add(move.source().orElseThrow().unit()));
        var rendering = new Rendering(
                source,
                source.lineBreak().orElse("\n"),
                coming,
                new Habits(new Block(root.node(), false, Block.Style.NOTHING, List.of())),
                touch);
        var text = new StringBuilder();
        if (root.style() == Block.Style.LINES) {
            int head = root.slots().get(0).lines().orElseThrow().head();
            text.append(source.text(), 0, head);
        }
        boolean first = true;
        for (var section : root.slots()) {
            if (rendering.any(section)) {
                int column = section.lines().map(Slot.Lines::column).orElse(0);
                text.append(first ? "" : rendering.gap(section))
                        .append(rendering.slot(section, root, column, 1, section.index() == 0));
                first = false;
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
