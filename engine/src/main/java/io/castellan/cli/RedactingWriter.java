package io.castellan.cli;

import io.castellan.environment.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Objects;

/**
 * Takes resolved secrets out of what is written. It hands on whole lines, because a secret may come in pieces; the rest of a line
 * goes with a flush.
 */
final class RedactingWriter extends Writer {
    private final PrintWriter out;
    private final Secrets secrets;
    private final StringBuilder pending = new StringBuilder();

    private RedactingWriter(PrintWriter out, Secrets secrets) {
        this.out = Objects.requireNonNull(out, "out");
        this.secrets = Objects.requireNonNull(secrets, "secrets");
    }

    /** Flushed at every line, as the writers of a process are. */
    static PrintWriter of(PrintWriter out, Secrets secrets) {
        return new PrintWriter(new RedactingWriter(out, secrets), true);
    }

    @Override
    public void write(char[] text, int from, int length) {
        synchronized (lock) {
            pending.append(text, from, length);
            handOnLines();
        }
    }

    /** The same without a copy. */
    @Override
    public void write(String text, int from, int length) {
        synchronized (lock) {
            pending.append(text, from, from + length);
            handOnLines();
        }
    }

    private void handOnLines() {
        int whole = pending.lastIndexOf("\n") + 1;
        if (whole > 0) {
            handOn(whole);
        }
    }

    private void handOn(int length) {
        out.write(secrets.redact(pending.substring(0, length)));
        pending.delete(0, length);
    }

    @Override
    public void flush() {
        synchronized (lock) {
            handOn(pending.length());
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        flush();
        out.close();
    }
}
