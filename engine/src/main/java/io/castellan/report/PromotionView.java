package io.castellan.report;

import java.util.List;
import java.util.Objects;

/**
 * Changes of state files that are offered for review, from one environment to another.
 *
 * @param title one line
 * @param base full id of the commit that they are made on top of
 * @param offered what is moved, and why it may be
 * @param held what differs and is not moved, and why
 * @param effects what becomes of the target's resources
 * @param witness where the ledger stood that this was told by
 */
public record PromotionView(
        String title,
        String source,
        String target,
        String base,
        List<Line> offered,
        List<Line> held,
        List<Line> effects,
        String witness) {
    public PromotionView {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(base, "base");
        offered = List.copyOf(offered);
        held = List.copyOf(held);
        effects = List.copyOf(effects);
        Objects.requireNonNull(witness, "witness");
    }

    /**
     * One declaration or resource.
     *
     * @param sign {@code +}, {@code ~}, {@code -} or {@code =}
     * @param sides where both sides were changed, what each has, a field each
     */
    public record Line(String sign, String name, String words, List<String> sides) {
        public Line(String sign, String name, String words) {
            this(sign, name, words, List.of());
        }

        public Line {
            Objects.requireNonNull(sign, "sign");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(words, "words");
            sides = List.copyOf(sides);
        }
    }
}
