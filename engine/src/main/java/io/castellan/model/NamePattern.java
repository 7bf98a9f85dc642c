package io.castellan.model;

import java.util.Objects;

/** Names of resources: {@code *} stands for any text, everything else for itself. */
public record NamePattern(String text) {
    public NamePattern {
        Objects.requireNonNull(text, "text");
    }

    public boolean matches(String name) {
        var parts = text.split("\\*", -1);
        if (parts.length == 1) {
            return text.equals(name);
        }
        int at = parts[0].length();
        int end = name.length() - parts[parts.length - 1].length();
        if (at > end || !name.startsWith(parts[0]) || !name.endsWith(parts[parts.length - 1])) {
            return false;
        }
        for (int i = 1; i < parts.length - 1; i++) {
            int found = name.indexOf(parts[i], at);
            if (found < 0 || found + parts[i].length() > end) {
                return false;
            }
            at = found + parts[i].length();
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}
