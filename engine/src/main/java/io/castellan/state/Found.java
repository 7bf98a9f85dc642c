package io.castellan.state;

import io.castellan.model.Declared;
import io.castellan.resource.Section;

/** What a section declares. */
record Found(Section section, Declared<?> declared) {
    /** Whether it may take the other one's place without a look at the whole. Rules that are shared have more than one. */
    boolean isLike(Found other) {
        return section == other.section
                && !section.shared()
                && declared.id().equals(other.declared.id())
                && section.reviewsAlike(declared, other.declared);
    }
}
