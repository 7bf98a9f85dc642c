package io.castellan.diagnostics;

/** What a command's exit status says. The only place that knows these numbers. */
public enum ExitCode {
    /** Done, or nothing to do. */
    OK(0),
    /** Wrong input or usage; nothing changed. */
    INPUT(1),
    /** Differences were found ({@code plan --detailed-exitcode}, {@code drift}). */
    DIFFERENCES(2),
    /** Refused, nothing changed; also a plan with refused changes. */
    REFUSED(3),
    /** The cluster or Git moved since the plan; nothing changed. */
    STALE(4),
    /** Something changed and something did not, or it is not known. */
    PARTIAL(5),
    /** Cluster, Git or driver unreachable; nothing changed. */
    UNREACHABLE(6),
    /** A defect of Castellan. */
    DEFECT(70),
    /** Interrupted before any change. */
    INTERRUPTED(130);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** Of several results the one to report: 70, 5, 6, 4, 3, 2 in this order, then whatever is not zero. */
    public static ExitCode worst(ExitCode one, ExitCode other) {
        return one.weight() >= other.weight() ? one : other;
    }

    private int weight() {
        return switch (this) {
            case OK -> 0;
            case INPUT -> 1;
            case INTERRUPTED -> 2;
            case DIFFERENCES -> 3;
            case REFUSED -> 4;
            case STALE -> 5;
            case UNREACHABLE -> 6;
            case PARTIAL -> 7;
            case DEFECT -> 8;
        };
    }
}
