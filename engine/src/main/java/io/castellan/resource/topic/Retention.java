package io.castellan.resource.topic;

import java.util.Optional;
import java.util.function.Function;

/**
 * How much of a partition stays.
 *
 * @param milliseconds age beyond which records may go; {@link #UNLIMITED} where age does not matter
 * @param bytes size beyond which records may go; {@link #UNLIMITED} where size does not matter
 */
record Retention(long milliseconds, long bytes) {
    static final long UNLIMITED = Long.MAX_VALUE;

    private static final Retention EVERYTHING = new Retention(UNLIMITED, UNLIMITED);

    /** @param effective the value in effect by key; an unknown limit is taken for none */
    static Retention of(Function<String, Optional<String>> effective) {
        boolean deletes = effective
                .apply(Settings.CLEANUP_POLICY)
                .map(policy -> Settings.items(policy).contains("delete"))
                .orElse(true);
        return deletes
                ? new Retention(
                        limit(effective.apply(Settings.RETENTION_MS)), limit(effective.apply(Settings.RETENTION_BYTES)))
                : EVERYTHING;
    }

    private static long limit(Optional<String> canonical) {
        return canonical.map(Long::parseLong).filter(limit -> limit >= 0).orElse(UNLIMITED);
    }

    /** What of this retention is tighter than the other; no limit where it is not. */
    Retention beyond(Retention before) {
        return new Retention(
                milliseconds < before.milliseconds ? milliseconds : UNLIMITED,
                bytes < before.bytes ? bytes : UNLIMITED);
    }

    boolean isLimited() {
        return !equals(EVERYTHING);
    }

    boolean byAge() {
        return milliseconds != UNLIMITED;
    }

    /**
     * An estimate of the bytes of one partition that go. Kafka removes whole segments, so it may be a little less at first.
     *
     * @param size bytes of the partition
     * @param begin first offset
     * @param end offset after the last record
     * @param young first offset of the records that are young enough; empty where none is, or where age does not matter
     */
    long dropped(long size, long begin, long end, Optional<Long> young) {
        long bySize = bytes == UNLIMITED ? 0 : Math.max(0, size - bytes);
        if (!byAge() || end <= begin) {
            return bySize;
        }
        long old = Math.min(end, Math.max(begin, young.orElse(end))) - begin;
        long ofAge = (long) ((double) size * old / (end - begin));
        return Math.max(bySize, ofAge);
    }
}
