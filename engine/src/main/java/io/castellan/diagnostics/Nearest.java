package io.castellan.diagnostics;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class Nearest {
    private Nearest() {}

    /**
     * The candidate with the fewest edits (insert, delete, replace, swap of neighbours) from what was written; empty if
     * even that one needs more than a quarter of the text, and at least two.
     */
    public static Optional<String> of(String written, Collection<String> candidates) {
        var plain = plain(written);
        int limit = Math.max(2, plain.length() / 4);
        return candidates.stream()
                .map(candidate -> new Scored(candidate, distance(plain, plain(candidate), limit)))
                .filter(scored -> scored.distance <= limit && scored.distance < plain.length())
                .min(Comparator.comparingInt(Scored::distance).thenComparing(Scored::candidate))
                .map(Scored::candidate);
    }

    /** {@code did you mean 'retention.ms'?} */
    public static String question(String meant) {
        return "did you mean '" + meant + "'?";
    }

    private record Scored(String candidate, int distance) {}

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[._ -]", "");
    }

    /** The number of edits, or any number above the limit if there are more. */
    private static int distance(String one, String other, int limit) {
        if (Math.abs(one.length() - other.length()) > limit) {
            return limit + 1;
        }
        int[][] edits = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            edits[i][0] = i;
        }
        for (int j = 0; j <= other.length(); j++) {
            edits[0][j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            for (int j = 1; j <= other.length(); j++) {
                int replace = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                edits[i][j] = Math.min(edits[i - 1][j - 1] + replace, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
                }
            }
        }
        return edits[one.length()][other.length()];
    }
}
