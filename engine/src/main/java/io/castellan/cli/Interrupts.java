package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;

/**
 * Hears a Ctrl-C while something must end in good order: the first asks to stop, and the process stays until what was sent is read
 * back and recorded, and ends with the command's own status.
 */
final class Interrupts implements AutoCloseable {
    /** Of the process, as signals are: whether a signal began to end it while a command was at work. */
    private static volatile boolean waitedFor;

    private final Thread hook;
    private final Thread worker = Thread.currentThread();
    private volatile boolean asked;
    private boolean ended;

    Interrupts(Session session) {
        hook = new Thread(() -> stop(session), "interrupts");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Never returns. */
    static void endProcess(ExitCode exitCode) {
        if (waitedFor) {
            // the JVM is ending already and waits for this thread: another exit would wait for the JVM
            Runtime.getRuntime().halt(exitCode.status());
        }
        Runtime.getRuntime().exit(exitCode.status());
    }

    private void stop(Session session) {
        synchronized (this) {
            if (ended) {
                return;
            }
            asked = true;
            waitedFor = true;
        }
        session.err().println("Stopping: what was sent is read back and recorded, nothing more is begun …");
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean asked() {
        return asked;
    }

    @Override
    public void close() {
        synchronized (this) {
            ended = true;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending already, and the hook waits for this thread
        }
    }
}
