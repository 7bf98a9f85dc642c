package io.castellan.model;

/** Ids of Git as people read them. */
public final class ShortId {
    private static final int SHOWN = 12;

    private ShortId() {}

    /** The beginning of an id, long enough to find what it names in any repository; what is shorter stays as it is. */
    public static String of(String id) {
        return id.substring(0, Math.min(SHOWN, id.length()));
    }
}
