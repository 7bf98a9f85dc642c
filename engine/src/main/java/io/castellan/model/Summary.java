package io.castellan.model;

import java.util.Collection;

/** The changes of a plan, counted. */
public record Summary(int create, int update, int delete, int refused, int deferred, int unmanaged) {
    public static Summary of(Collection<Change> changes) {
        int[] counts = new int[6];
        for (var change : changes) {
            int index = change.disposition()
                    .<Integer>fold(planned -> verbIndex(change.verb()), refused -> 3, deferred -> 4, unmanaged -> 5);
            counts[index]++;
        }
        return new Summary(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
    }

    private static int verbIndex(Verb verb) {
        return switch (verb) {
            case CREATE -> 0;
            case UPDATE -> 1;
            case DELETE -> 2;
            case NONE -> throw new IllegalArgumentException("a planned change has a verb");
        };
    }

    public int planned() {
        return create + update + delete;
    }

    /** Whether the cluster differs from what is declared; what waits or is not ours does not count. */
    public boolean hasDifferences() {
        return planned() + refused > 0;
    }
}
