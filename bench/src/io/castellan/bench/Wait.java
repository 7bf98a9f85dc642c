package io.castellan.bench;

/** Waits for what nobody tells when it is so. */
final class Wait {
    private Wait() {}

    /** Whether it is so by now. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /** @param look milliseconds between two looks */
    static void until(long look, Condition condition) throws Exception {
        while (!condition.holds()) {
            Thread.sleep(look);
        }
    }
}
