package io.castellan.resource.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WayTest {
    private static final String THREADS = "num.io.threads";

    @Test
    void whatDoesNotGoInStepsGoesAtOnce() {
        assertThat(Way.of("max.connections", List.of("1", "100"), "5000")).contains(List.of("5000"));
        assertThat(Way.of(THREADS, List.of(), "64")).as("nobody follows").contains(List.of("64"));
    }

    @Test
    void oneNodeDoublesAndHalves() {
        assertThat(Way.of(THREADS, List.of("2"), "16")).contains(List.of("4", "8", "16"));
        assertThat(Way.of(THREADS, List.of("16"), "3")).contains(List.of("8", "4", "3"));
    }

    @Test
    void nodesMeetFirst() {
        assertThat(Way.of(THREADS, List.of("2", "8"), "20")).contains(List.of("4", "8", "16", "20"));
        assertThat(Way.of(THREADS, List.of("2", "9"), "4")).contains(List.of("4"));
        assertThat(Way.of(THREADS, List.of("2", "10"), "4")).isEmpty();
    }

    @Test
    void everyStepIsOneThatEveryNodeTakes() {
        var random = new Random(4711);
        for (int i = 0; i < 2000; i++) {
            var now = Stream.generate(() -> 1 + random.nextInt(40))
                    .limit(1 + random.nextInt(3))
                    .toList();
            int goal = 1 + random.nextInt(300);
            var way = Way.of(THREADS, now.stream().map(String::valueOf).toList(), String.valueOf(goal));
            if (way.isPresent()) {
                var at = now;
                for (var step : way.get()) {
                    int value = Integer.parseInt(step);
                    assertThat(at)
                            .as("%s to %s: %s", now, goal, way)
                            .allMatch(one -> value <= one * 2 && value >= one / 2);
                    at = List.of(value);
                }
                assertThat(at).containsExactly(goal);
            }
        }
    }
}
