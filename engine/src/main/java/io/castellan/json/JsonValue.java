package io.castellan.json;

import java.math.BigDecimal;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON document, as small as can be: the largest entries of a ledger hold hundreds of thousands. Each form answers the
 * question that is for it, and nothing to the others.
 */
sealed interface JsonValue {
    JsonValue NULL = new Constant();
    /** Stands for what is not there. */
    JsonValue MISSING = new Constant();

    default @Nullable String asText() {
        return null;
    }

    default @Nullable Long asWhole() {
        return null;
    }

    default @Nullable BigDecimal asOtherNumber() {
        return null;
    }

    default @Nullable Boolean asTruth() {
        return null;
    }

    default @Nullable List<JsonValue> asItems() {
        return null;
    }

    default @Nullable Fields asFields() {
        return null;
    }

    record Text(String text) implements JsonValue {
        @Override
        public String asText() {
            return text;
        }
    }

    record Whole(long number) implements JsonValue {
        @Override
        public Long asWhole() {
            return number;
        }
    }

    /** A number that is not whole, or larger than a long. */
    record OtherNumber(BigDecimal number) implements JsonValue {
        @Override
        public BigDecimal asOtherNumber() {
            return number;
        }
    }

    record Truth(boolean truth) implements JsonValue {
        @Override
        public Boolean asTruth() {
            return truth;
        }
    }

    record Items(List<JsonValue> items) implements JsonValue {
        @Override
        public List<JsonValue> asItems() {
            return items;
        }
    }

    final class Constant implements JsonValue {
        private Constant() {}
    }

    /** An object: its fields in their order, of which there are few. */
    final class Fields implements JsonValue {
        private final String[] names;
        private final JsonValue[] values;

        /**
         * @param names kept, so that objects with the same names can have them in common
         * @param values one for each name, kept
         */
        Fields(String[] names, JsonValue[] values) {
            this.names = names;
            this.values = values;
        }

        /** The field, or {@link #MISSING}. */
        JsonValue get(String name) {
            for (int i = 0; i < names.length; i++) {
                if (names[i].equals(name)) {
                    return values[i];
                }
            }
            return MISSING;
        }

        List<String> names() {
            return Arrays.asList(names);
        }

        List<Map.Entry<String, JsonValue>> entries() {
            return IntStream.range(0, names.length)
                    .<Map.Entry<String, JsonValue>>mapToObj(i -> new SimpleImmutableEntry<>(
                            Objects.requireNonNull(names[i]), Objects.requireNonNull(values[i])))
                    .toList();
        }

        @Override
        public Fields asFields() {
            return this;
        }
    }
}
