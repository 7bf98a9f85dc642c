package io.castellan.promote;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;

/** Whether text can be taken out of its file, or put into it, without changing what other text means. */
record Touch(Problems problems) {
    private static final String BY_HAND =
            "write it out in block style, one declaration on lines of its own, then promote again";

    /** Text that is read or replaced. */
    void slot(Page page, Slot slot) {
        if (slot.body().to() == 0) {
            refuse(MoveCodes.ANCHOR, page, slot, "stands where an anchor is, and is brought here by an alias");
        } else if (slot.lines().isPresent()) {
            var lines = slot.lines().get();
            if (!lines.regular()) {
                refuse(MoveCodes.UNUSUAL_LAYOUT, page, slot, "does not have its lines for itself");
            }
            range(page, slot, lines.from(), lines.to());
        } else {
            range(page, slot, slot.body().from(), slot.body().to());
        }
    }

    /**
     * The line of a name whose content is taken apart, or below which something is put.
     *
     * @return whether it has its line for itself
     */
    boolean header(Page page, Slot slot) {
        if (slot.lines().isEmpty()) {
            refuse(MoveCodes.FLOW_STYLE, page, slot, "stands in braces or brackets, which are not taken apart");
        } else if (!slot.lines().get().regular()) {
            refuse(MoveCodes.UNUSUAL_LAYOUT, page, slot, "does not have its lines for itself");
        }
        return slot.lines().filter(Slot.Lines::regular).isPresent();
    }

    /** @return whether parts can be put into or taken out of what stands below the slot */
    boolean container(Page page, Slot slot, Block block) {
        switch (block.style()) {
            case FLOW ->
                refuse(
                        MoveCodes.FLOW_STYLE,
                        page,
                        slot,
                        "is written in braces or brackets, of which single parts are not changed");
            case ELSEWHERE -> refuse(MoveCodes.ANCHOR, page, slot, "has an anchor or an alias");
            case MALFORMED -> refuse(MoveCodes.UNUSUAL_LAYOUT, page, slot, "is not what this section consists of");
            case LINES, EMPTY_FLOW, NOTHING -> {
                return header(page, slot);
            }
        }
        return false;
    }

    private void range(Page page, Slot slot, int from, int to) {
        var yaml = page.yaml();
        boolean shared = yaml.anchored().stream()
                        .anyMatch(span -> page.at(span.from()) < to && page.at(span.to()) > from)
                || yaml.aliases().stream().anyMatch(span -> page.at(span.from()) < to && page.at(span.to()) > from);
        if (shared) {
            refuse(MoveCodes.ANCHOR, page, slot, "has an anchor or an alias in it");
        }
        for (int line = from; line < to; line = page.lineEnd(line)) {
            if (page.isComment(line)
                    && page.text().substring(line, page.content(line)).indexOf('\t') >= 0) {
                refuse(MoveCodes.TAB, page, slot, "has a comment that is indented with a tab");
                break;
            }
        }
    }

    private void refuse(Code code, Page page, Slot slot, String why) {
        var place = slot.body().to() == 0
                ? slot.value().at()
                : page.place(slot.body().from());
        problems.add(Problem.error(code, place, "'" + slot.name() + "' " + why).withHint(BY_HAND));
    }
}
