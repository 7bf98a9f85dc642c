package io.castellan.doctor;

import java.util.regex.Pattern;

/** Which paths a line of CODEOWNERS is about. */
final class PathRule {
    /** Far more than any sensible pattern needs for one path: a hostile one must not keep us busy. */
    private static final int MOST_STEPS = 200_000;

    private final Pattern pattern;
    private final boolean wanted;

    private PathRule(Pattern pattern) {
        this(pattern, true);
    }

    private PathRule(Pattern pattern, boolean wanted) {
        this.pattern = pattern;
        this.wanted = wanted;
    }

    /** All other paths. */
    PathRule negated() {
        return new PathRule(pattern, !wanted);
    }

    /**
     * As of gitignore: a pattern with a slash, other than at its end, begins at the root; a folder stands for all below it. Other than
     * there, {@code docs/*} is not about what is deeper.
     */
    static PathRule gitignore(String written) {
        var text = written.startsWith("/") ? written.substring(1) : written;
        boolean folder = text.endsWith("/");
        var bare = folder ? text.substring(0, text.length() - 1) : text;
        boolean anchored = written.startsWith("/") || bare.contains("/");
        var expression = (anchored ? "" : "(?:.*/)?") + globs(bare, false);
        if (folder) {
            expression += "/.*";
        } else if (!bare.endsWith("*")) {
            expression += "(?:/.*)?";
        }
        return new PathRule(Pattern.compile(expression));
    }

    /** As of a shell that lets no star pass a slash: a folder without a slash at its end is not about what is in it. */
    static PathRule shell(String written) {
        if (written.equals("*")) {
            return new PathRule(Pattern.compile(".*"));
        }
        var rooted = written.startsWith("/") ? written.substring(1) : "**/" + written;
        return new PathRule(Pattern.compile(globs(rooted.endsWith("/") ? rooted + "**/*" : rooted, true)));
    }

    /** @throws java.util.regex.PatternSyntaxException where it is none */
    static PathRule expression(String written) {
        return new PathRule(Pattern.compile(written));
    }

    /** @param sets whether brackets hold a set of signs */
    private static String globs(String glob, boolean sets) {
        var out = new StringBuilder();
        int i = 0;
        while (i < glob.length()) {
            boolean atStart = i == 0 || glob.charAt(i - 1) == '/';
            int close = sets && glob.charAt(i) == '[' ? glob.indexOf(']', i + 2) : -1;
            if (atStart && glob.startsWith("**/", i)) {
                out.append("(?:.*/)?");
                i += 3;
            } else if (atStart && glob.substring(i).equals("**")) {
                out.append(".*");
                i += 2;
            } else if (close > 0) {
                var set = glob.substring(i + 1, close)
                        .replace("\\", "\\\\")
                        .replace("[", "\\[")
                        .replace("&", "\\&");
                out.append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                        .append(']');
                i = close + 1;
            } else {
                out.append(sign(glob.charAt(i)));
                i++;
            }
        }
        return out.toString();
    }

    private static String sign(char sign) {
        return switch (sign) {
            case '*' -> "[^/]*";
            case '?' -> "[^/]";
            default -> Pattern.quote(String.valueOf(sign));
        };
    }

    /** False also where it cannot be found out in sensible time. */
    boolean matches(String path) {
        try {
            return pattern.matcher(new Bounded(path, new int[1])).matches() == wanted;
        } catch (TooLong e) {
            return false;
        }
    }

    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record Bounded(String text, int[] steps) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (++steps[0] > MOST_STEPS) {
                throw new TooLong();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Bounded(text.substring(start, end), steps);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
