package io.castellan.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * How many items go into one request: limited by number and by weight, because the controller refuses a request that would need
 * more than 10,000 metadata records.
 *
 * @param items most items of one request
 * @param weight most records of one request; a single item may be heavier and then goes alone
 * @param weigh records that one item needs
 */
record Batching<I>(int items, int weight, ToIntFunction<I> weigh) {
    /** Kafka's own limit is 10,000 records a request; some are left for what the controller adds. */
    static final int RECORDS = 9_000;

    Batching {
        if (items < 1 || weight < 1) {
            throw new IllegalArgumentException(items + " items, weight " + weight);
        }
    }

    static <I> Batching<I> byCount(int items) {
        return new Batching<>(items, items, item -> 1);
    }

    static <I> Batching<I> byRecords(int items, ToIntFunction<I> weigh) {
        return new Batching<>(items, RECORDS, weigh);
    }

    /** The items in their order, in as few batches as the limits allow without reordering. */
    List<List<I>> split(Collection<? extends I> all) {
        var batches = new ArrayList<List<I>>();
        var batch = new ArrayList<I>();
        int records = 0;
        for (I item : all) {
            int more = Math.max(1, weigh.applyAsInt(item));
            if (!batch.isEmpty() && (batch.size() == items || records + more > weight)) {
                batches.add(List.copyOf(batch));
                batch.clear();
                records = 0;
            }
            batch.add(item);
            records += more;
        }
        if (!batch.isEmpty()) {
            batches.add(List.copyOf(batch));
        }
        return batches;
    }
}
