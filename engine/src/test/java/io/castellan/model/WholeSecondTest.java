package io.castellan.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WholeSecondTest {
    private static final Instant BETWEEN = Instant.parse("2026-11-22T04:26:52.535157328Z");
    private static final Instant WHOLE = Instant.parse("2026-11-22T04:26:52Z");

    @Test
    void peopleAreToldTheSecondInWhichItWas() {
        assertThat(WholeSecond.of(BETWEEN)).hasToString("2026-11-22T04:26:52Z");
        assertThat(WholeSecond.of(WHOLE)).isEqualTo(WHOLE);
    }

    @Test
    void whoWaitsIsNotToldToComeBackTooEarly() {
        assertThat(WholeSecond.notBefore(BETWEEN)).hasToString("2026-11-22T04:26:53Z");
        assertThat(WholeSecond.notBefore(WHOLE)).isEqualTo(WHOLE);
    }
}
