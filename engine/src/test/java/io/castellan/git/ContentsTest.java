package io.castellan.git;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

class ContentsTest {
    private static final int SIX_MEGABYTES = 6 * 1024 * 1024;

    private final Contents contents = new Contents();

    private static ObjectId id(int number) {
        return ObjectId.fromString("%040x".formatted(number));
    }

    @Test
    void whatWasReadIsKnownByItsId() {
        contents.put(id(1), new byte[] {1});

        assertThat(contents.of(id(1))).contains(new byte[] {1});
        assertThat(contents.of(id(2))).isEmpty();
    }

    @Test
    void whatWasAskedForLongestAgoIsForgottenFirst() {
        contents.put(id(1), new byte[SIX_MEGABYTES]);
        contents.put(id(2), new byte[SIX_MEGABYTES]);
        contents.of(id(1));
        contents.put(id(3), new byte[SIX_MEGABYTES]);

        assertThat(contents.of(id(2))).isEmpty();
        assertThat(contents.of(id(1))).isPresent();
        assertThat(contents.of(id(3))).isPresent();
    }

    @Test
    void whatIsPutTwiceIsCountedOnce() {
        contents.put(id(1), new byte[SIX_MEGABYTES]);
        contents.put(id(2), new byte[SIX_MEGABYTES]);
        contents.put(id(2), new byte[SIX_MEGABYTES]);

        assertThat(contents.of(id(1))).isPresent();
    }
}
