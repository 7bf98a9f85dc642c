package io.castellan.resource.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetentionTest {

    @Test
    void onlyATopicThatDeletesHasLimits() {
        assertThat(of("cleanup.policy", "delete", "retention.ms", "10", "retention.bytes", "20"))
                .isEqualTo(new Retention(10, 20));
        assertThat(of("cleanup.policy", "compact,delete", "retention.ms", "10", "retention.bytes", "-1"))
                .isEqualTo(new Retention(10, Retention.UNLIMITED));
        assertThat(of("cleanup.policy", "compact", "retention.ms", "10", "retention.bytes", "20")
                        .isLimited())
                .isFalse();
        assertThat(of("retention.ms", "10").byAge())
                .as("an unknown policy deletes")
                .isTrue();
    }

    @Test
    void onlyATighterLimitIsNew() {
        var before = new Retention(100, 1000);

        assertThat(new Retention(50, 2000).beyond(before)).isEqualTo(new Retention(50, Retention.UNLIMITED));
        assertThat(new Retention(100, 500).beyond(before)).isEqualTo(new Retention(Retention.UNLIMITED, 500));
        assertThat(new Retention(200, 1000).beyond(before).isLimited()).isFalse();
        assertThat(before.beyond(new Retention(Retention.UNLIMITED, Retention.UNLIMITED)))
                .isEqualTo(before);
    }

    @Test
    void whatLiesBeyondTheSizeGoes() {
        var limit = new Retention(Retention.UNLIMITED, 300);

        assertThat(limit.dropped(1000, 0, 10, Optional.empty())).isEqualTo(700);
        assertThat(limit.dropped(200, 0, 10, Optional.empty())).isZero();
    }

    @Test
    void theShareOfOffsetsThatIsTooOldGoes() {
        var limit = new Retention(1, Retention.UNLIMITED);

        assertThat(limit.dropped(1000, 100, 200, Optional.of(125L))).isEqualTo(250);
        assertThat(limit.dropped(1000, 100, 200, Optional.of(100L))).isZero();
        assertThat(limit.dropped(1000, 100, 200, Optional.empty()))
                .as("none is young enough")
                .isEqualTo(1000);
        assertThat(limit.dropped(1000, 200, 200, Optional.empty()))
                .as("nothing is there")
                .isZero();
        assertThat(limit.dropped(1000, 150, 200, Optional.of(125L)))
                .as("deleted meanwhile")
                .isZero();
    }

    @Test
    void ofTwoLimitsTheTighterOneCounts() {
        assertThat(new Retention(1, 900).dropped(1000, 0, 100, Optional.of(50L)))
                .isEqualTo(500);
        assertThat(new Retention(1, 100).dropped(1000, 0, 100, Optional.of(50L)))
                .isEqualTo(900);
    }

    private static Retention of(String... settings) {
        var map = new HashMap<String, String>();
        for (int i = 0; i < settings.length; i += 2) {
            map.put(settings[i], settings[i + 1]);
        }
        return Retention.of(key -> Optional.ofNullable(Map.copyOf(map).get(key)));
    }
}
