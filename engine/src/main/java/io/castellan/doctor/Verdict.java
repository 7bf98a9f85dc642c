package io.castellan.doctor;

import io.castellan.diagnostics.ExitCode;

/** How one check ended. */
public enum Verdict {
    OK,
    /** It works, and could fail somebody. */
    WARNING,
    /** It does not hold. */
    PROBLEM,
    /** Nobody was asked: nothing is configured that could be asked, or nothing can tell. */
    NOT_CHECKED,
    /** Asked, without an answer. */
    UNANSWERED;

    /** As printed. */
    public String word() {
        return switch (this) {
            case OK -> "ok";
            case WARNING -> "warning";
            case PROBLEM -> "problem";
            case NOT_CHECKED -> "not checked";
            case UNANSWERED -> "no answer";
        };
    }

    public ExitCode exitCode() {
        return switch (this) {
            case OK, WARNING, NOT_CHECKED -> ExitCode.OK;
            case PROBLEM -> ExitCode.REFUSED;
            case UNANSWERED -> ExitCode.UNREACHABLE;
        };
    }
}
