package io.castellan.git;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.ProgressMonitor;

/** Tells people about a transfer that takes longer than a moment, and ends it when the time is up. */
final class FetchProgress implements ProgressMonitor {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Consumer<String> lines;
    private final Patience patience;
    private long spoke = System.nanoTime();
    private String task = "";
    private int total;
    private int done;

    FetchProgress(Consumer<String> lines, Patience patience) {
        this.lines = lines;
        this.patience = patience;
    }

    @Override
    public void start(int tasks) {
        // their number says nothing to people
    }

    @Override
    public void beginTask(String title, int work) {
        task = Wire.plain(title); // may be what the other side says
        total = work;
        done = 0;
    }

    @Override
    public void update(int completed) {
        done += completed;
        if (System.nanoTime() - spoke > QUIET_NANOS) {
            spoke = System.nanoTime();
            lines.accept("git: " + task + " " + done + (total == UNKNOWN ? "" : " of " + total));
        }
    }

    @Override
    public void endTask() {
        task = "";
    }

    @Override
    public boolean isCancelled() {
        return patience.isOver();
    }

    @Override
    public void showDuration(boolean enabled) {
        // never
    }
}
