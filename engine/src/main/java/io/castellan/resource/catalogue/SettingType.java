package io.castellan.resource.catalogue;

import java.math.BigDecimal;

/** What Kafka parses a value as. The names are Kafka's own. */
public enum SettingType {
    BOOLEAN,
    SHORT,
    INT,
    LONG,
    DOUBLE,
    LIST,
    STRING,
    CLASS,
    PASSWORD;

    boolean isWholeNumber() {
        return this == SHORT || this == INT || this == LONG;
    }

    boolean isNumber() {
        return isWholeNumber() || this == DOUBLE;
    }

    /** Whether a value of this many fits the type. Only for whole numbers. */
    boolean holds(BigDecimal number) {
        long bound = switch (this) {
            case SHORT -> Short.MAX_VALUE;
            case INT -> Integer.MAX_VALUE;
            case LONG -> Long.MAX_VALUE;
            case BOOLEAN, DOUBLE, LIST, STRING, CLASS, PASSWORD ->
                throw new IllegalStateException(this + " has no bounds");
        };
        return number.compareTo(BigDecimal.valueOf(bound)) <= 0
                && number.compareTo(BigDecimal.valueOf(-bound - 1)) >= 0;
    }

    /** For messages: {@code a whole number}. */
    String noun() {
        return switch (this) {
            case BOOLEAN -> "true or false";
            case SHORT, INT, LONG -> "a whole number";
            case DOUBLE -> "a decimal number";
            case LIST -> "a list";
            case STRING -> "a text";
            case CLASS -> "a class name";
            case PASSWORD -> "a secret";
        };
    }
}
