package io.castellan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 99, 100, 12_345, 999_999, 1_000_000, 123_456_789, 999_999_999_999_999_999L})
    void anEventIsToldByItsPath(long sequence) {
        assertThat(Events.entryOf(Events.path(sequence, "intent"))).contains(sequence);
        assertThat(Events.entryOf(Events.path(sequence, "plan"))).contains(sequence);
        assertThat(Events.entryOf(Events.path(sequence, "outcome"))).contains(sequence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".json",
                "-.json",
                "intent.json",
                "events/0000/intent.json",
                "events/0000/-intent.json",
                "events/0000/000001.json",
                "events/0000/000001-intent",
                "events/0000/000001-intent.json.json",
                "events/0000/000001-other.json",
                "events/0000/000001-Intent.json",
                "events/0000/00001-intent.json",
                "events/0000/0000001-intent.json",
                "events/0001/000001-intent.json",
                "events/0000/00000x-intent.json",
                "events/0000/٠٠٠٠٠١-intent.json",
                "events/-500/-50000-intent.json",
                "events/0000/000001--intent.json",
                "events/10000000000000000/1000000000000000000-intent.json",
                "events/0000/99999999999999999999-intent.json",
                "other/0000/000001-intent.json",
                "x/events/0000/000001-intent.json"
            })
    void anyOtherFileIsNone(String path) {
        assertThat(Events.entryOf(path)).isEmpty();
        assertThatThrownBy(() -> Events.of("ledger", Map.of(path, "blob")))
                .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
                .extracting(Failure::problems, InstanceOfAssertFactories.list(Problem.class))
                .extracting(Problem::code)
                .containsExactly(LedgerCodes.UNKNOWN_FILE);
    }
}
