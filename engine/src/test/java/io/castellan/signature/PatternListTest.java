package io.castellan.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class PatternListTest {
    private static boolean matches(String patterns, String name) {
        return PatternList.parse(patterns).orElseThrow().matches(name);
    }

    @Test
    void starsAndQuestionMarksStandForWhatTheyDoInOpenSsh() {
        assertThat(matches("a", "a")).isTrue();
        assertThat(matches("a", "A")).isFalse();
        assertThat(matches("a", "ab")).isFalse();
        assertThat(matches("a*", "a")).isTrue();
        assertThat(matches("*b*d", "abcd")).isTrue();
        assertThat(matches("*b*d", "abcde")).isFalse();
        assertThat(matches("a?c", "abc")).isTrue();
        assertThat(matches("a?c", "ac")).isFalse();
        assertThat(matches("*", "")).isTrue();
        assertThat(matches("a.c", "abc")).isFalse();
        assertThat(matches("**a", "ba")).isTrue();
    }

    @Test
    void aNegatedPatternWinsWhereverItStands() {
        assertThat(matches("*,!b", "a")).isTrue();
        assertThat(matches("*,!b", "b")).isFalse();
        assertThat(matches("!b,*", "b")).isFalse();
        assertThat(PatternList.parse("b,!b").orElseThrow().names()).isEmpty();
    }

    @Test
    void refusesListsThatSayNothing() {
        for (var text : List.of("", ",", "a,", ",a", "a,,b", "!", "!a", "!a,!b")) {
            assertThat(PatternList.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void noPatternTakesLong() {
        var pattern = PatternList.parse("*a".repeat(500) + "b").orElseThrow();
        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(pattern.matches("a".repeat(5000))).isFalse());
    }
}
