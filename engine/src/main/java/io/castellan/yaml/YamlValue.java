package io.castellan.yaml;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What {@link YamlWriter} writes. */
public sealed interface YamlValue permits YamlValue.Scalar, YamlValue.Items, YamlValue.Entries {
    <R> R fold(Function<Scalar, R> scalar, Function<Items, R> items, Function<Entries, R> entries);

    /** @param written as it stands in the file, quotes included */
    record Scalar(String written) implements YamlValue {
        public Scalar {
            Objects.requireNonNull(written, "written");
        }

        @Override
        public <R> R fold(Function<Scalar, R> scalar, Function<Items, R> items, Function<Entries, R> entries) {
            return scalar.apply(this);
        }
    }

    record Items(List<YamlValue> items) implements YamlValue {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public <R> R fold(Function<Scalar, R> scalar, Function<Items, R> each, Function<Entries, R> entries) {
            return each.apply(this);
        }
    }

    /** Entries in the order in which they are written. */
    record Entries(List<Entry> entries) implements YamlValue {
        public Entries {
            entries = List.copyOf(entries);
        }

        @Override
        public <R> R fold(Function<Scalar, R> scalar, Function<Items, R> items, Function<Entries, R> each) {
            return each.apply(this);
        }
    }

    /**
     * One entry of a mapping.
     *
     * @param comment lines above it; empty for none
     */
    record Entry(String name, YamlValue value, String comment) {
        public Entry {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(comment, "comment");
        }
    }

    /** Text that is read back as the same text, whatever it looks like. */
    static YamlValue text(String text) {
        return new Scalar(Quoting.quoted(text));
    }

    static YamlValue number(long number) {
        return new Scalar(Long.toString(number));
    }

    static YamlValue number(BigDecimal number) {
        return new Scalar(number.toPlainString());
    }

    static YamlValue truth(boolean truth) {
        return new Scalar(Boolean.toString(truth));
    }

    static YamlValue items(List<YamlValue> items) {
        return new Items(items);
    }

    static YamlValue texts(List<String> texts) {
        return new Items(texts.stream().map(YamlValue::text).toList());
    }

    /** Starts a mapping. */
    static Builder entries() {
        return new Builder();
    }

    /** Collects the entries of a mapping in order. */
    final class Builder {
        private final List<Entry> entries = new ArrayList<>();
        private String comment = "";

        private Builder() {}

        /** Stands above the entry that is put next. */
        public Builder comment(String lines) {
            comment = lines;
            return this;
        }

        public Builder put(String name, YamlValue value) {
            entries.add(new Entry(name, value, comment));
            comment = "";
            return this;
        }

        public Builder put(String name, String text) {
            return put(name, text(text));
        }

        public Builder put(String name, long number) {
            return put(name, number(number));
        }

        public Builder put(String name, boolean truth) {
            return put(name, truth(truth));
        }

        public Builder put(String name, Builder mapping) {
            return put(name, mapping.build());
        }

        public boolean isEmpty() {
            return entries.isEmpty();
        }

        public Entries build() {
            return new Entries(entries);
        }
    }
}
