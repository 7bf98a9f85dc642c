package io.castellan.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchingTest {
    private static List<Integer> sizes(List<List<Integer>> batches) {
        return batches.stream().map(List::size).toList();
    }

    @Test
    void fillsEachBatchUpToTheNumberOfItems() {
        var batches = Batching.<Integer>byCount(1000).split(Collections.nCopies(2500, 1));

        assertThat(sizes(batches)).containsExactly(1000, 1000, 500);
    }

    @Test
    void startsANewBatchBeforeTheControllersLimitOfRecordsIsPassed() {
        var batches = Batching.<Integer>byRecords(1000, weight -> weight).split(Collections.nCopies(25, 1000));

        assertThat(sizes(batches)).containsExactly(9, 9, 7);
    }

    @Test
    void sendsAnItemThatIsTooHeavyAlone() {
        var batches = Batching.<Integer>byRecords(1000, weight -> weight).split(List.of(1, 20_000, 1));

        assertThat(batches).containsExactly(List.of(1), List.of(20_000), List.of(1));
    }

    @Test
    void keepsTheOrder() {
        var items = IntStream.range(0, 57).boxed().toList();

        assertThat(Batching.<Integer>byCount(10).split(items).stream().flatMap(List::stream))
                .containsExactlyElementsOf(items);
    }

    @Test
    void makesNoBatchOfNothing() {
        assertThat(Batching.<Integer>byCount(10).split(List.of())).isEmpty();
    }
}
