package io.castellan.access;

/** What a break-glass may leave out. It never leaves out the record, cluster id, lock, state comparison, deletion rules or identity. */
public enum Skip {
    PROMOTION,
    APPROVAL,
    /** A freeze. */
    WINDOW;

    /** As written in the policy. */
    public String word() {
        return switch (this) {
            case PROMOTION -> "promotion";
            case APPROVAL -> "approval";
            case WINDOW -> "window";
        };
    }
}
