package io.castellan.yaml;

import java.util.regex.Pattern;

/**
 * Lets {@code ${name}} and {@code ${env:NAME}} stand without quotes within braces and brackets too, where YAML would
 * end the text at the brace: {@code {password: ${env:NAME}}}. No YAML file means anything else by it. The two braces
 * are hidden from the parser behind characters that have no other use, one for one, so that places stay what they are.
 */
final class References {
    private static final char OPEN = '\uE000';
    private static final char CLOSE = '\uE001';
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9_.:/-]*)}");

    private References() {}

    static String hide(String text) {
        boolean taken = text.indexOf(OPEN) >= 0 || text.indexOf(CLOSE) >= 0;
        if (taken || !text.contains("${")) {
            return text;
        }
        return REFERENCE.matcher(text).replaceAll("\\$" + OPEN + "$1" + CLOSE);
    }

    /** Whether the character stands for a brace that is hidden, or would if it were. */
    static boolean stands(char c) {
        return c == OPEN || c == CLOSE;
    }

    /** Undoes {@link #hide}; leaves a text alone of which nothing was hidden. */
    static String show(String text, boolean hidden) {
        return hidden && text.indexOf(OPEN) >= 0 ? text.replace(OPEN, '{').replace(CLOSE, '}') : text;
    }
}
