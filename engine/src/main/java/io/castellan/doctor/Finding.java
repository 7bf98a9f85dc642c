package io.castellan.doctor;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one check found.
 *
 * @param code empty where all is well
 * @param message one sentence without a final full stop
 * @param hint what to do; empty where there is nothing to do
 */
public record Finding(Verdict verdict, Optional<Code> code, Optional<Place> place, String message, String hint) {
    public Finding {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(hint, "hint");
        if (code.isEmpty() != (verdict == Verdict.OK)) {
            throw new IllegalArgumentException("a finding has a code unless all is well: " + message);
        }
    }

    public static Finding ok(String message) {
        return new Finding(Verdict.OK, Optional.empty(), Optional.empty(), message, "");
    }

    public static Finding warning(Code code, String message, String hint) {
        return new Finding(Verdict.WARNING, Optional.of(code), Optional.empty(), message, hint);
    }

    public static Finding problem(Code code, String message, String hint) {
        return new Finding(Verdict.PROBLEM, Optional.of(code), Optional.empty(), message, hint);
    }

    public static Finding notChecked(Code code, String message, String hint) {
        return new Finding(Verdict.NOT_CHECKED, Optional.of(code), Optional.empty(), message, hint);
    }

    /** The same, of a line of a file. */
    Finding at(Place where) {
        return new Finding(verdict, code, Optional.of(where), message, hint);
    }

    /** What was found elsewhere: an error is a problem, anything less a warning. */
    public static Finding of(Problem problem) {
        return of(problem, problem.isError() ? Verdict.PROBLEM : Verdict.WARNING);
    }

    /** What stopped a check: what does not answer cannot be judged, all else is a problem. */
    public static List<Finding> of(Failure failure) {
        var verdict = failure.exitCode() == ExitCode.UNREACHABLE ? Verdict.UNANSWERED : Verdict.PROBLEM;
        return failure.problems().stream().map(problem -> of(problem, verdict)).toList();
    }

    private static Finding of(Problem problem, Verdict verdict) {
        return new Finding(verdict, Optional.of(problem.code()), problem.place(), problem.message(), problem.hint());
    }
}
