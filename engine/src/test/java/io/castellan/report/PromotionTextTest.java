package io.castellan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An offer as a person reads it. */
class PromotionTextTest {
    private static final List<PromotionView.Line> MANY = IntStream.range(100, 400)
            .mapToObj(i -> new PromotionView.Line("+", "acl/rule " + i, "new, as in dev"))
            .toList();

    private static String text(boolean full) {
        var out = new StringBuilder();
        var view = new PromotionView(
                "Promote",
                "dev",
                "preprod",
                "0123456789abcdef0123456789abcdef01234567",
                MANY.subList(0, 1),
                List.of(),
                MANY,
                "dev@0");
        new PromotionText(full).write(view, out);
        return out.toString();
    }

    @Test
    void ofManyTheFirstAreListedAndTheOthersCounted() {
        assertThat(text(false))
                .contains("Promoted:\n  + acl/rule 100  new, as in dev\n\nIn preprod then:\n")
                .endsWith("  + acl/rule 119  new, as in dev\n  and 280 more; --full lists all\n");
    }

    @Test
    void whoAsksForAllOfItGetsIt() {
        assertThat(text(true).lines()).hasSize(1 + 3 + 2 + 300);
        assertThat(text(true)).endsWith("  + acl/rule 399  new, as in dev\n");
    }
}
