package io.castellan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisibleTest {
    @Test
    void ordinaryTextStaysAsItIs() {
        for (var text : List.of("", "payments.orders.v1", "größer als 5 €", "請求", "Ελλάδα", "العربية", "e\u0301")) {
            assertThat(Visible.of(text)).isEqualTo(text);
        }
    }

    @Test
    void whatCannotBeSeenIsNamed() {
        assertThat(Visible.of("a\nb")).isEqualTo("a⟨U+000A⟩b");
        assertThat(Visible.of("a\u001B[0m")).isEqualTo("a⟨U+001B⟩[0m");
        assertThat(Visible.of("a\u009B")).isEqualTo("a⟨U+009B⟩");
        assertThat(Visible.of("a\u202Eb")).isEqualTo("a⟨U+202E⟩b");
        assertThat(Visible.of("a\u00A0b")).isEqualTo("a⟨U+00A0⟩b");
        assertThat(Visible.of("a\uD800")).isEqualTo("a⟨U+D800⟩");
        assertThat(Visible.of("a\uDB40\uDC41")).isEqualTo("a⟨U+E0041⟩");
        assertThat(Visible.of("\uFE0F\u3164")).isEqualTo("⟨U+FE0F⟩⟨U+3164⟩");
    }

    @Test
    void spacesThatCouldImitateTheLayoutAreNamedAndInALineTheyAreNot() {
        assertThat(Visible.of(" a  b ")).isEqualTo("⟨U+0020⟩a ⟨U+0020⟩b⟨U+0020⟩");
        assertThat(Visible.of("CN=a b")).isEqualTo("CN=a b");
        assertThat(Visible.line("    a:  1")).isEqualTo("    a:  1");
    }

    @Test
    void differentTextsNeverLookTheSame() {
        var texts = new HashSet<>(SamplePlans.HOSTILE);
        texts.addAll(List.of("a\nb", "a⟨U+000A⟩b", "⟨U+27E8⟩", "⟨", "a b", "a\u2028b", "a", "a ", " a"));

        assertThat(texts.stream().map(Visible::of).distinct()).hasSameSizeAs(texts);
    }

    @Test
    void widthCountsColumnsOfATerminal() {
        assertThat(Visible.width("abc")).isEqualTo(3);
        assertThat(Visible.width("請求")).isEqualTo(4);
        assertThat(Visible.width("e\u0301")).isEqualTo(1);
        assertThat(Visible.pad("請", 4)).isEqualTo("請  ");
    }
}
