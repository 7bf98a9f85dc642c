package io.castellan.diagnostics;

/** How much a problem matters. Only an {@link #ERROR} changes an exit code. */
public enum Severity {
    ERROR,
    WARNING,
    NOTE;

    /** As printed: {@code error}, {@code warning}, {@code note}. */
    public String word() {
        return switch (this) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "note";
        };
    }
}
