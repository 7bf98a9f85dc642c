package io.castellan.access;

import io.castellan.model.Node;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What one variable may be. */
public sealed interface VariableRange
        permits VariableRange.WholeNumber, VariableRange.Words, VariableRange.AnyText, VariableRange.Truth {

    /** Whether a value is in range. */
    boolean holds(Node.Scalar value);

    /** What is in range, for people. */
    String display();

    /** A whole number, both ends included. */
    record WholeNumber(Optional<Long> min, Optional<Long> max) implements VariableRange {
        @Override
        public boolean holds(Node.Scalar value) {
            if (value.type() != Node.Type.NUMBER || !value.text().matches("-?[0-9]{1,30}")) {
                return false;
            }
            var number = new BigInteger(value.text());
            return min.map(least -> number.compareTo(BigInteger.valueOf(least)) >= 0)
                            .orElse(true)
                    && max.map(most -> number.compareTo(BigInteger.valueOf(most)) <= 0)
                            .orElse(true);
        }

        @Override
        public String display() {
            return "a whole number" + min.map(least -> " from " + least).orElse("")
                    + max.map(most -> (min.isPresent() ? " to " : " up to ") + most)
                            .orElse("");
        }
    }

    /** One of some texts, exactly; how YAML types them does not matter. */
    record Words(Set<String> values) implements VariableRange {
        public Words {
            values = Collections.unmodifiableSet(new TreeSet<>(values));
        }

        @Override
        public boolean holds(Node.Scalar value) {
            return values.contains(value.text());
        }

        @Override
        public String display() {
            return "one of " + String.join(", ", values);
        }
    }

    record AnyText() implements VariableRange {
        @Override
        public boolean holds(Node.Scalar value) {
            return value.type() == Node.Type.STRING;
        }

        @Override
        public String display() {
            return "text";
        }
    }

    record Truth() implements VariableRange {
        @Override
        public boolean holds(Node.Scalar value) {
            return value.type() == Node.Type.BOOLEAN;
        }

        @Override
        public String display() {
            return "true or false";
        }
    }
}
