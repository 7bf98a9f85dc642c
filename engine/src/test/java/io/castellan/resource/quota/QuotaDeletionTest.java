package io.castellan.resource.quota;

import io.castellan.resource.keyed.KeyedSpec;
import io.castellan.resource.keyed.KeyedState;
import io.castellan.testing.DeletionCaps;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class QuotaDeletionTest extends DeletionCaps<KeyedSpec, KeyedState> {
    QuotaDeletionTest() {
        super(QuotaRoom.room(), new QuotaKind(), number -> new KeyedState(Map.of("producer_byte_rate", "1")));
    }

    @Override
    protected String state(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "{user: u" + number + ", producer_byte_rate: 1}")
                .collect(Collectors.joining(", ", "quotas: [", "]"));
    }
}
