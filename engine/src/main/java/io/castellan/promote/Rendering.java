package io.castellan.promote;

import java.util.List;
import java.util.Set;

/**
 * The text of declarations, indented for another file and with its line breaks.
 *
 * @param page where they stand
 * @param lineBreak of the other file
 * @param wanted the declarations, by identity; the others are left out
 */
record Rendering(Page page, String lineBreak, Set<Slot> wanted, Habits habits, Touch touch) {

    /** Whether all that stands below it is wanted. */
    private boolean whole(Slot slot) {
        return slot.inside()
                .map(block -> !block.slots().isEmpty() && block.slots().stream().allMatch(this::whole))
                .orElseGet(() -> wanted.contains(slot));
    }

    boolean any(Slot slot) {
        return slot.inside()
                .map(block -> block.slots().stream().anyMatch(this::any))
                .orElseGet(() -> wanted.contains(slot));
    }

    /**
     * One part with what is wanted of it.
     *
     * @param in what it stands in
     * @param column where its name or dash shall stand
     * @param depth 1 for a section
     * @param bare without the comments above it
     */
    String slot(Slot slot, Block in, int column, int depth, boolean bare) {
        return whole(slot) && isUsual(slot, depth) ? whole(slot, in, column, bare) : parts(slot, column, depth, bare);
    }

    /** Whether what stands below it is indented as in the other file. */
    private boolean isUsual(Slot slot, int depth) {
        return slot.inside()
                .map(block -> habits.indentation(depth + 1, block.listed())
                                .filter(usual -> usual != indentation(slot, block))
                                .isEmpty()
                        && block.slots().stream().allMatch(part -> isUsual(part, depth + 1)))
                .orElse(true);
    }

    String whole(Slot slot, Block in, int column, boolean bare) {
        touch.slot(page, slot);
        if (slot.lines().isEmpty()) {
            return flow(slot, in.listed() ? "- " : "", column);
        }
        var lines = slot.lines().get();
        return shifted(page.lines(bare ? lines.head() : lines.from(), lines.to()), column - lines.column());
    }

    private String flow(Slot slot, String dash, int column) {
        var lines = page.lines(slot.body().from(), slot.body().to());
        var text = new StringBuilder(" ".repeat(column)).append(dash).append(lines.isEmpty() ? "" : lines.get(0));
        for (var line : lines.stream().skip(1).toList()) {
            text.append(lineBreak).append(" ".repeat(column + 2)).append(line.stripLeading());
        }
        return text.append(lineBreak).toString();
    }

    private String parts(Slot slot, int column, int depth, boolean bare) {
        var block = slot.inside().orElseThrow();
        var text = new StringBuilder();
        if (block.style() == Block.Style.LINES && slot.lines().isPresent()) {
            touch.header(page, slot);
            var lines = slot.lines().get();
            var head = page.lines(
                    bare ? lines.head() : lines.from(), page.lineEnd(slot.body().nameEnd()));
            text.append(shifted(head, column - lines.column()));
        } else {
            text.append(" ".repeat(column))
                    .append(page.text(), slot.body().from(), slot.body().nameEnd())
                    .append(':')
                    .append(lineBreak);
        }
        int below = column + habits.indentation(depth + 1, block.listed()).orElseGet(() -> indentation(slot, block));
        boolean first = true;
        for (var part : block.slots().stream().filter(this::any).toList()) {
            text.append(first ? "" : gap(part)).append(slot(part, block, below, depth + 1, false));
            first = false;
        }
        return text.toString();
    }

    /** How much deeper the parts of a block stand than its name. */
    static int indentation(Slot header, Block block) {
        return block.style() == Block.Style.LINES
                ? block.column() - header.lines().map(Slot.Lines::column).orElse(0)
                : 2;
    }

    /** The blank lines above. */
    String gap(Slot slot) {
        return slot.lines()
                .map(lines ->
                        lineBreak.repeat(page.lines(lines.gap(), lines.from()).size()))
                .orElse("");
    }

    private String shifted(List<String> lines, int by) {
        var text = new StringBuilder();
        for (var line : lines) {
            int spaces = 0;
            while (spaces < line.length() && line.charAt(spaces) == ' ') {
                spaces++;
            }
            text.append(line.isEmpty() ? "" : " ".repeat(Math.max(0, spaces + by)))
                    .append(line, spaces, line.length())
                    .append(lineBreak);
        }
        return text.toString();
    }
}
