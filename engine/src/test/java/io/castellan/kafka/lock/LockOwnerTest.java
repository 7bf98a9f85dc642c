package io.castellan.kafka.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LockOwnerTest {
    private static final Instant SINCE = Instant.parse("2026-11-21T10:00:00.123Z");

    @Test
    void readsWhatItWrote() {
        var owner = new LockOwner("jenkins:ci/deploy prod=1 \"ä\"\n", 4711, SINCE, "castellan-lock x-123");

        assertThat(LockOwner.read(owner.written())).contains(owner);
    }

    @Test
    void takesNobodyElsesMetadataForItsOwn() {
        assertThat(LockOwner.read("")).isEmpty();
        assertThat(LockOwner.read("castellan-lock/2 who=a pid=1 since=2026-11-21T10:00:00Z member=m"))
                .isEmpty();
        assertThat(LockOwner.read("castellan-lock/1 who=a pid=1 since=yesterday member=m"))
                .isEmpty();
        assertThat(LockOwner.read("castellan-lock/1 who=%zz pid=1 since=2026-11-21T10:00:00Z member=m"))
                .isEmpty();
    }

    @Test
    void keepsALongNameWithinWhatKafkaStores() {
        assertThat(new LockOwner("ä".repeat(10_000), 1, SINCE, "m").written().length())
                .isLessThan(4096);
    }

    @Test
    void refusesASessionThatLeavesNoTimeForCalls() {
        var settings = LockSettings.defaults();

        assertThatThrownBy(() -> settings.withSession(Duration.ofSeconds(4)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
