package io.castellan.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JaasLineTest {
    @Test
    void readsModuleAndOptionsAsKafkaDoes() {
        var lines = JaasLine.read("a.b.C required // note\n user_name=\"x y\" n=bare\n /* more */ q='single';");

        assertThat(lines.orElseThrow())
                .containsExactly(new JaasLine("a.b.C", Map.of("user_name", "x y", "n", "bare", "q", "single")));
    }

    @Test
    void readsSeveralEntries() {
        assertThat(JaasLine.read("A required; B optional x=\"1\";").orElseThrow())
                .extracting(JaasLine::module)
                .containsExactly("A", "B");
    }

    @Test
    void readsNothingFromNothing() {
        assertThat(JaasLine.read("").orElseThrow()).isEmpty();
    }

    @Test
    void showsNoValues() {
        assertThat(JaasLine.read("A required password=\"hunter2\";")
                        .orElseThrow()
                        .toString())
                .doesNotContain("hunter2");
    }
}
