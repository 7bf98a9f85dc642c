package io.castellan.promote;

import io.castellan.promote.Block.Style;
import io.castellan.promote.Slot.Lines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The edits of one file of the target. Parts are told apart by identity: two may say the same. */
final class Draft {
    private static final int SECTION = 1;

    private final Page page;
    private final Block root;
    private final Optional<Beside> beside;
    private final Touch touch;
    private final String lineBreak;
    private final List<TextEdit> edits = new ArrayList<>();
    private final Map<Slot, Source> replaced = new IdentityHashMap<>();
    private final Set<Slot> removed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Slot> coming = Collections.newSetFromMap(new IdentityHashMap<>());

    /** A file of the source environment. */
    record Beside(Page page, Block root) {}

    /** A part of a file of the source environment, and what it stands in. */
    private record Source(Page page, Block in, Slot slot) {}

    /**
     * @param beside the file of the same path in the source environment: what comes, comes from there
     * @param moves all that change this file
     */
    Draft(Page page, Block root, Optional<Beside> beside, List<Move> moves, Touch touch) {
        this.page = page;
        this.root = root;
        this.beside = beside;
        this.touch = touch;
        this.lineBreak = page.lineBreak()
                .or(() -> beside.flatMap(source -> source.page().lineBreak()))
                .orElse("\n");
        moves.forEach(this::take);
    }

    private void take(Move move) {
        if (move.target().isEmpty()) {
            coming.add(move.source().orElseThrow().unit());
        } else {
            var target = move.target().get().unit();
            move.source()
                    .ifPresentOrElse(
                            from -> replaced.put(target, new Source(from.page(), from.block(), from.unit())),
                            () -> removed.add(target));
        }
    }

    /** The new text; to be used only where nothing was found that cannot be touched. */
    String text() {
        for (var section : root.slots()) {
            var from = comingTo(section);
            section.inside().ifPresent(block -> {
                block.slots().forEach(owner -> owner(section, owner, from));
                parts(Optional.of(section), block, from, SECTION + 1);
            });
        }
        var sections = beside.map(source -> source.root().slots()).orElse(List.of()).stream()
                .filter(section -> any(section) && root.named(section.name()).isEmpty())
                .toList();
        if (!sections.isEmpty()) {
            insert(Optional.empty(), root, beside.orElseThrow().root(), Optional.empty(), sections, SECTION);
        }
        if (page.lineBreak().isEmpty() && !page.isBroken()) {
            int end = page.text().length();
            edits.add(new TextEdit(end - 1, end, lineBreak)); // the one line had no break of its own
        }
        return TextEdit.apply(page.text(), edits);
    }

    /** The part of the source's file that has the same name, if something comes from it. */
    private Optional<Slot> comingTo(Slot section) {
        return beside.flatMap(source -> source.root().named(section.name())).filter(this::any);
    }

    private boolean any(Slot slot) {
        return slot.inside()
                .map(block -> block.slots().stream().anyMatch(this::any))
                .orElseGet(() -> coming.contains(slot));
    }

    private boolean isTouched(Slot slot) {
        return removed.contains(slot) || replaced.containsKey(slot);
    }

    /** What an owner has; nothing to do for a section without owners. */
    private void owner(Slot section, Slot owner, Optional<Slot> fromSection) {
        if (owner.inside().isEmpty()) {
            return;
        }
        var block = owner.inside().get();
        var from = fromSection
                .flatMap(Slot::inside)
                .flatMap(owners -> owners.named(owner.name()))
                .filter(this::any);
        if (from.isEmpty() && block.slots().stream().noneMatch(this::isTouched)) {
            return;
        }
        if (from.isEmpty() && block.slots().stream().allMatch(removed::contains)) {
            removed.add(owner);
        } else if (block.style() == Style.FLOW) {
            asAWhole(section, owner, block, from);
        } else {
            parts(Optional.of(owner), block, from, SECTION + 2);
        }
    }

    /** Braces are not taken apart; but all that an owner has may take the place of all that it had. */
    private void asAWhole(Slot section, Slot owner, Block block, Optional<Slot> from) {
        var result = new ArrayList<Slot>();
        for (var slot : block.slots()) {
            if (!removed.contains(slot)) {
                result.add(Optional.ofNullable(replaced.get(slot))
                        .map(Source::slot)
                        .orElse(slot));
            }
        }
        from.flatMap(Slot::inside)
                .ifPresent(
                        some -> some.slots().stream().filter(coming::contains).forEach(result::add));
        var source = beside.flatMap(file -> file.root()
                .named(section.name())
                .flatMap(Slot::inside)
                .flatMap(owners -> owners.named(owner.name())
                        .filter(other -> other.inside().stream().anyMatch(theirs -> same(theirs.slots(), result)))
                        .map(other -> new Source(file.page(), owners, other))));
        if (source.isPresent()) {
            replaced.put(owner, source.get());
            from.flatMap(Slot::inside).ifPresent(some -> some.slots().forEach(coming::remove));
        } else {
            touch.container(page, owner, block);
        }
    }

    private static boolean same(List<Slot> some, List<Slot> others) {
        return some.size() == others.size()
                && some.stream()
                        .allMatch(one -> others.stream()
                                .anyMatch(other -> one.name().equals(other.name())
                                        && Likeness.of(one.value()).equals(Likeness.of(other.value()))));
    }

    /** Changes the parts of a block that are touched, and puts in what comes. */
    private void parts(Optional<Slot> header, Block block, Optional<Slot> from, int depth) {
        var theirs = from.filter(this::any).flatMap(Slot::inside);
        var come = theirs.map(Block::slots).orElse(List.of()).stream()
                .filter(slot -> any(slot) && !isBelow(block, slot))
                .toList();
        if (come.isEmpty() && block.slots().stream().noneMatch(this::isTouched)) {
            return;
        }
        if (!touch.container(page, header.orElseThrow(), block)) {
            return;
        }
        block.slots().forEach(slot -> part(slot, block, depth));
        boolean empty = block.slots().stream().allMatch(removed::contains);
        if (!come.isEmpty()) {
            insert(header, block, theirs.orElseThrow(), from, come, depth);
        } else if (empty) {
            int colon = Outline.colon(page, header.orElseThrow().body().nameEnd());
            edits.add(new TextEdit(colon + 1, colon + 1, block.listed() ? " []" : " {}"));
        }
    }

    /** Whether it comes to an owner that the target has already. */
    private static boolean isBelow(Block block, Slot slot) {
        return slot.inside().isPresent() && block.named(slot.name()).isPresent();
    }

    private void part(Slot slot, Block block, int depth) {
        if (!isTouched(slot)) {
            return;
        }
        touch.slot(page, slot);
        var lines = slot.lines().orElseThrow();
        var source = replaced.get(slot);
        if (source == null) {
            edits.add(new TextEdit(lines.gap(), lines.to(), ""));
        } else {
            var text = rendering(source.page()).whole(source.slot(), source.in(), block.column(), false);
            edits.add(new TextEdit(lines.from(), lines.to(), text));
        }
    }

    private Rendering rendering(Page source) {
        return new Rendering(source, lineBreak, coming, new Habits(root), touch);
    }

    private void insert(
            Optional<Slot> header, Block block, Block theirs, Optional<Slot> theirHeader, List<Slot> come, int depth) {
        if (depth == SECTION && block.style() == Style.FLOW) {
            touch.container(page, block.slots().get(0), block);
            return;
        }
        int column = block.style() == Style.LINES
                ? block.column()
                : header.flatMap(Slot::lines).map(Lines::column).orElse(0)
                        + new Habits(root)
                                .indentation(depth, block.listed())
                                .orElseGet(() -> theirHeader
                                        .map(slot -> Rendering.indentation(slot, theirs))
                                        .orElse(0));
        var rendering = rendering(beside.orElseThrow().page());
        boolean first = block.slots().stream().allMatch(removed::contains);
        for (var slot : come) {
            var before = before(block, theirs, slot);
            int at = before.flatMap(Slot::lines).map(Lines::to).orElseGet(() -> end(header, block));
            boolean open = before.flatMap(Slot::lines).map(Lines::open).orElse(false);
            var gap = first || open ? "" : rendering.gap(slot);
            edits.add(new TextEdit(at, at, gap + rendering.slot(slot, theirs, column, depth, false)));
            first = false;
        }
        if (block.style() == Style.EMPTY_FLOW) {
            int colon = Outline.colon(page, header.orElseThrow().body().nameEnd());
            edits.add(new TextEdit(colon + 1, page.at(block.node().span().to()), ""));
        }
    }

    /** After which part of the block a new one shall stand: its nearest predecessor in the source that stays, else the last one. */
    private Optional<Slot> before(Block block, Block theirs, Slot slot) {
        for (int i = slot.index() - 1; i >= 0; i--) {
            var known = block.named(theirs.slots().get(i).name());
            if (known.isPresent() && !removed.contains(known.get())) {
                touch.header(page, known.get());
                return known;
            }
        }
        var last = block.isEmpty()
                ? Optional.<Slot>empty()
                : Optional.of(block.slots().get(block.slots().size() - 1));
        last.ifPresent(known -> touch.header(page, known));
        return last;
    }

    private int end(Optional<Slot> header, Block block) {
        if (header.isEmpty()) {
            return page.text().length();
        }
        return page.lineEnd(
                block.style() == Style.NOTHING
                        ? header.get().body().nameEnd()
                        : page.at(block.node().span().to()));
    }
}
