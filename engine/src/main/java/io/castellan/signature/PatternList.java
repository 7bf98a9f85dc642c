package io.castellan.signature;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A pattern list of OpenSSH: patterns with commas between, {@code *} for anything, {@code ?} for one character. A name matches
 * if one pattern does and none that begins with {@code !}.
 */
public record PatternList(List<String> patterns) {
    private static final Pattern COMMA = Pattern.compile(",");

    public PatternList {
        patterns = List.copyOf(patterns);
    }

    /** @return empty where no name could match, or a pattern is empty */
    static Optional<PatternList> parse(String text) {
        var patterns = List.of(COMMA.split(text, -1));
        boolean whole = patterns.stream().noneMatch(pattern -> pattern.isEmpty() || pattern.equals("!"));
        boolean positive = patterns.stream().anyMatch(pattern -> !isNegated(pattern));
        return whole && positive ? Optional.of(new PatternList(patterns)) : Optional.empty();
    }

    public boolean matches(String name) {
        requireNonNull(name, "name");
        return patterns.stream().anyMatch(pattern -> !isNegated(pattern) && matches(pattern, name))
                && patterns.stream().noneMatch(pattern -> isNegated(pattern) && matches(pattern.substring(1), name));
    }

    /** The names that are written out and match, in their order. There may be others where a pattern has {@code *} or {@code ?}. */
    public List<String> names() {
        return patterns.stream()
                .filter(pattern -> !isNegated(pattern) && !isWild(pattern) && matches(pattern))
                .distinct()
                .toList();
    }

    private static boolean isNegated(String pattern) {
        return pattern.startsWith("!");
    }

    private static boolean isWild(String pattern) {
        return pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0;
    }

    /** Goes back to the latest star only, so that no pattern takes long. */
    private static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int from = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                from = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++from;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    @Override
    public String toString() {
        return String.join(",", patterns);
    }
}
