package io.castellan.sandbox;

/** Whether a node's process lives. */
public enum NodeState {
    /** The process lives; it may still be starting. */
    RUNNING,
    /** The process lives and is suspended (SIGSTOP). */
    FROZEN,
    /** Not started, or stopped by us. */
    STOPPED,
    /** Started by us and gone without being asked to. */
    DIED;

    /** As printed: {@code running}, {@code frozen}, {@code stopped}, {@code died}. */
    public String word() {
        return switch (this) {
            case RUNNING -> "running";
            case FROZEN -> "frozen";
            case STOPPED -> "stopped";
            case DIED -> "died";
        };
    }
}
