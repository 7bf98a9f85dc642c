package io.castellan.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final Recent<String> recent = new Recent<>();

    @Test
    void whereStateComesFromDoesNotHideWhereItGoes() {
        recent.put("environments/prod", Optional.of("prod"));
        recent.put("environments/dev", Optional.of("dev"));
        recent.put("environments/dev", Optional.of("older dev"));

        assertThat(recent.of("environments/prod")).contains("prod");
        assertThat(recent.of("environments/dev")).contains("older dev");
    }

    @Test
    void aThirdFolderTakesThePlaceOfTheOneThatWasReadLongestAgo() {
        recent.put("a", Optional.of("a"));
        recent.put("b", Optional.of("b"));
        recent.put("a", Optional.of("a again"));
        recent.put("c", Optional.of("c"));

        assertThat(recent.of("a")).contains("a again");
        assertThat(recent.of("b")).isEmpty();
        assertThat(recent.of("c")).contains("c");
    }

    @Test
    void whatIsNotToBeKeptIsForgotten() {
        recent.put("a", Optional.of("a"));
        recent.put("a", Optional.empty());

        assertThat(recent.of("a")).isEmpty();
    }
}
