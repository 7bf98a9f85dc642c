package io.castellan.resource.catalogue;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The levels of every finalisable feature up to Kafka 4.4, and what people call them. */
public final class FeatureLevels {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final FeatureLevels KNOWN = read(Table.shipped("feature-level.tsv"));

    private final List<FeatureLevel> levels;

    private FeatureLevels(List<FeatureLevel> levels) {
        this.levels = List.copyOf(levels);
    }

    /**
     * One level that can be finalised.
     *
     * @param name for example {@code 4.4-IV2}; empty where the level has none
     * @param release the Kafka release that brought it, for example {@code 4.4}
     */
    public record FeatureLevel(String feature, int level, Optional<String> name, String release) {
        public FeatureLevel {
            Objects.requireNonNull(feature, "feature");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(release, "release");
        }
    }

    public static FeatureLevels known() {
        return KNOWN;
    }

    /** The levels of a feature, lowest first; empty for a feature that is not known. */
    public List<FeatureLevel> of(String feature) {
        return levels.stream().filter(level -> level.feature().equals(feature)).toList();
    }

    /**
     * The level that is meant by a number ({@code 33}), a name ({@code 4.4-IV2}) or a release ({@code 4.4}: the last level
     * of that release). Empty if there is none. A number is not checked against the known levels.
     */
    public OptionalInt level(String feature, String written) {
        var text = written.trim();
        if (NUMBER.matcher(text).matches()) {
            return OptionalInt.of(Integer.parseInt(text));
        }
        return of(feature).stream()
                .filter(level -> level.name().filter(text::equals).isPresent()
                        || level.name().isPresent() && level.release().equals(text))
                .mapToInt(FeatureLevel::level)
                .max();
    }

    private static FeatureLevels read(Table table) {
        return new FeatureLevels(table.rows().stream()
                .map(row -> new FeatureLevel(
                        row.cell("feature"),
                        Integer.parseInt(row.cell("level")),
                        Optional.of(row.cell("name")).filter(name -> !name.isEmpty()),
                        row.cell("release")))
                .toList());
    }
}
