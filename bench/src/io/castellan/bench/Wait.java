package io.castellan.bench;

/** Waits for what nobody tells when it is so. */
final class Wait {
    private Wait() {}

    /** Whether it is so by now. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /**
     * @param look milliseconds between two looks
     * @throws IllegalStateException if it is not so after ten minutes
     */
    static void until(long look, Condition condition) throws Exception {
        if (!within(600_000, look, condition)) {
            throw new IllegalStateException("waited in vain for ten minutes");
        }
    }

    /**
     * @param most milliseconds
     * @return whether it became so
     */
    static boolean within(long most, long look, Condition condition) throws Exception {
        long end = System.nanoTime() + most * 1_000_000;
        while (!condition.holds()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            Thread.sleep(look);
        }
        return true;
    }
}
