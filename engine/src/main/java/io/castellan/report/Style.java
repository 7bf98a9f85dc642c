package io.castellan.report;

/** Whether text for a terminal carries colours. Who decides it knows the stream and {@code NO_COLOR}. */
public enum Style {
    PLAIN,
    COLOURED;

    public static Style of(boolean coloured) {
        return coloured ? COLOURED : PLAIN;
    }

    /** The text in this colour; the text itself without colours, and nothing for nothing. */
    String paint(Ink ink, String text) {
        return this == PLAIN || text.isEmpty() || ink == Ink.NONE
                ? text
                : "\u001B[" + ink.code + "m" + text + "\u001B[0m";
    }

    /** What a colour is for: named by meaning, so that one table decides how it looks. */
    enum Ink {
        NONE(""),
        HEADING("1"),
        FAINT("2"),
        GIVEN("32"),
        CHANGED("33"),
        TAKEN("31"),
        WAITING("36"),
        ALARM("1;31"),
        WARNING("1;33"),
        CALM("1;32");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }
}
