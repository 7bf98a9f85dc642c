package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.report.Drift;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Looks at clusters, several at once: most of the time is waiting for them. */
final class DriftLook {
    private static final int AT_ONCE = 4;

    private final Session session;
    private final Workspace workspace;

    DriftLook(Session session, Workspace workspace) {
        this.session = session;
        this.workspace = workspace;
    }

    /**
     * @param environments at least one
     * @param declared the commit that each is held against; the files on disk if empty
     */
    List<Drift> at(List<String> environments, Function<String, Optional<String>> declared) throws InterruptedException {
        var pool = Executors.newFixedThreadPool(Math.min(AT_ONCE, environments.size()));
        try {
            List<Callable<Drift>> looks = environments.stream()
                    .<Callable<Drift>>map(name -> () -> look(name, declared.apply(name)))
                    .toList();
            return pool.invokeAll(looks).stream().map(DriftLook::result).toList();
        } finally {
            pool.shutdownNow();
        }
    }

    private Drift look(String environment, Optional<String> at) {
        try {
            var engine = new Engine(session, workspace);
            var files = workspace.files(environment, at);
            engine.govern(environment, files);
            var loaded = engine.load(environment, files);
            return Drift.of(engine.withWarnings(engine.plan(loaded, Set.of()).plan(), loaded));
        } catch (Failure failure) {
            return failure.exitCode() == ExitCode.UNREACHABLE
                    ? Drift.unreachable(environment, failure.problems())
                    : Drift.refused(environment, failure.problems());
        }
    }

    private static Drift result(Future<Drift> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("looking at an environment ended in a defect", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted after everything ended", e);
        }
    }
}
