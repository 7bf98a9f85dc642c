package io.castellan.diagnostics;

import java.util.List;
import java.util.stream.Collectors;

/** Ends a command with coded problems and an exit code. Its message never contains a secret. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final ExitCode exitCode;

    public Failure(ExitCode exitCode, List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.exitCode = exitCode;
        this.problems = List.copyOf(problems);
    }

    public Failure(ExitCode exitCode, Problem problem) {
        this(exitCode, List.of(problem));
    }

    public Failure(ExitCode exitCode, Problem problem, Throwable cause) {
        this(exitCode, List.of(problem));
        initCause(cause);
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    public List<Problem> problems() {
        return problems;
    }
}
