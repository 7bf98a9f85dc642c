package io.castellan.resource.broker;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the value of one key on one node can come from, strongest first.
 *
 * @param sources those that say something
 */
record Layers(List<Source> sources) {
    static final Layers NONE = new Layers(List.of());

    Layers {
        sources = List.copyOf(sources);
    }

    /** Strongest first. */
    enum Level {
        NODE,
        CLUSTER,
        FILE,
        KAFKA
    }

    /**
     * @param name the key that says it: the key itself or one that speaks for it
     * @param value canonical, as the key itself would say it
     */
    record Source(Level level, String name, String value) {
        Source {
            Objects.requireNonNull(level, "level");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
        }
    }

    Optional<String> effective() {
        return sources.stream().map(Source::value).findFirst();
    }

    /** What would hold without what is set at this level. */
    Optional<String> without(Level level) {
        return sources.stream()
                .filter(source -> source.level() != level)
                .map(Source::value)
                .findFirst();
    }

    /** What holds when this is set at that level, or, where there is no value, nothing is. */
    Optional<String> with(Level level, Optional<String> value) {
        var stronger = sources.stream()
                .filter(source -> source.level().compareTo(level) < 0)
                .map(Source::value)
                .findFirst();
        return stronger.or(() -> value).or(() -> without(level));
    }

    /** Whether somebody said something of this very key, at that level. */
    boolean has(Level level, String name) {
        return sources.stream()
                .anyMatch(source -> source.level() == level && source.name().equals(name));
    }

    /** Whether somebody other than Kafka said something of this very key. */
    boolean isExplicit(String name) {
        return sources.stream()
                .anyMatch(
                        source -> source.level() != Level.KAFKA && source.name().equals(name));
    }
}
