package io.castellan.promote;

import io.castellan.diagnostics.Place;
import io.castellan.model.Digest;
import io.castellan.model.Node;
import java.util.Objects;
import java.util.Optional;

/**
 * One place where a unit is declared.
 *
 * @param owner where its section has owners
 * @param block what it stands in
 */
record Occurrence(UnitId id, Page page, Slot section, Optional<Slot> owner, Block block, Slot unit) {
    Occurrence {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(page, "page");
        Objects.requireNonNull(section, "section");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(block, "block");
        Objects.requireNonNull(unit, "unit");
    }

    Node value() {
        return unit.value();
    }

    Digest digest() {
        return Digest.of(value());
    }

    /** Where the unit begins; where its value does, if that stands elsewhere. */
    Place place() {
        return unit.body().to() == 0 ? value().at() : page.place(unit.body().from());
    }

    boolean holds(int index) {
        return unit.body().from() <= index && index <= unit.body().to();
    }

    /** Whether the text is the same, and says all that the unit is: as far from the margin, which counts where text says how far it is. */
    boolean isWrittenLike(Occurrence other) {
        var here = unit.body();
        var there = other.unit.body();
        int length = here.to() - here.from();
        return length > 0
                && length == there.to() - there.from()
                && page.isPlain()
                && other.page.isPlain()
                && here.from() - page.lineStart(here.from()) == there.from() - other.page.lineStart(there.from())
                && page.text().regionMatches(here.from(), other.page.text(), there.from(), length);
    }
}
