package io.castellan.access;

/** What somebody may do in an environment. */
public enum Right {
    /** Author changes of what is declared. */
    WRITE,
    /** Approve changes. */
    APPROVE,
    /** Run an apply. */
    EXECUTE;

    /** As written in the policy. */
    public String word() {
        return switch (this) {
            case WRITE -> "write";
            case APPROVE -> "approve";
            case EXECUTE -> "execute";
        };
    }
}
