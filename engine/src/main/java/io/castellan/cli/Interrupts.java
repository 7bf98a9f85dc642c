package io.castellan.cli;

/**
 * Hears a Ctrl-C while something must end in good order: the first asks to stop, and the process stays until what was sent is read
 * back and recorded.
 */
final class Interrupts implements AutoCloseable {
    private final Thread hook;
    private final Thread worker = Thread.currentThread();
    private volatile boolean asked;
    private volatile boolean ended;

    Interrupts(Session session) {
        hook = new Thread(() -> stop(session), "interrupts");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop(Session session) {
        if (ended) {
            return;
        }
        asked = true;
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
        ended = true;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending already, and the hook waits for this thread
        }
    }
}
