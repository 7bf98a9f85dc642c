package io.castellan.resource;

import java.util.List;

/**
 * How the declarations of a section stand in its text. What stands by itself there is the unit of promotion: it has one unit
 * digest, and is moved as a whole.
 *
 * @param grouped whether they stand below an owner, such as a principal
 * @param listed whether they are items of a list, else they are entries with names
 * @param identity the fields that name an item; an item without them is known only by all that it says
 */
public record Layout(boolean grouped, boolean listed, List<String> identity) {
    /** {@code name: declaration}. */
    public static final Layout ENTRIES = new Layout(false, false, List.of());

    /** {@code owner: {name: declaration}}. */
    public static final Layout GROUPED_ENTRIES = new Layout(true, false, List.of());

    /** {@code owner: [declaration]}. */
    public static final Layout GROUPED_ITEMS = new Layout(true, true, List.of());

    public Layout {
        identity = List.copyOf(identity);
    }

    /** {@code [declaration]}, each with some of the fields that name it. */
    public static Layout items(String... identity) {
        return new Layout(false, true, List.of(identity));
    }
}
