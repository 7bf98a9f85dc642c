package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {
    @Test
    void aTerminalIsColouredAndAPipeIsNot() {
        assertThat(Screen.of("out,err", Map.of("TERM", "xterm"))).isEqualTo(new Screen(true, true, true));
        assertThat(Screen.of(",err", Map.of("TERM", "xterm"))).isEqualTo(new Screen(false, true, true));
        assertThat(Screen.of("out", Map.of("TERM", "xterm"))).isEqualTo(new Screen(true, false, false));
        assertThat(Screen.of("", Map.of())).isEqualTo(Screen.PLAIN);
    }

    @Test
    void anyValueOfNoColorTurnsColoursOffAndLeavesProgress() {
        assertThat(Screen.of("out,err", Map.of("NO_COLOR", "1"))).isEqualTo(new Screen(false, false, true));
        assertThat(Screen.of("out,err", Map.of("NO_COLOR", ""))).isEqualTo(new Screen(true, true, true));
    }

    @Test
    void aDumbTerminalGetsPlainText() {
        assertThat(Screen.of("out,err", Map.of("TERM", "dumb"))).isEqualTo(Screen.PLAIN);
    }

    @Test
    void continuousIntegrationGetsPlainLinesOfProgress() {
        assertThat(Screen.of("out,err", Map.of("CI", "true"))).isEqualTo(new Screen(true, true, false));
    }
}
