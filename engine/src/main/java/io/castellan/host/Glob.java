package io.castellan.host;

import java.util.regex.Pattern;

/** Patterns of branch names. */
final class Glob {
    private Glob() {}

    /** A star stands for anything, also for slashes; as GitLab and Bitbucket have it. */
    static boolean matches(String pattern, String branch) {
        return matches(pattern, branch, ".*");
    }

    /** A star stands for anything within a part, two stars for anything; as Gitea has it. */
    static boolean matchesParts(String pattern, String branch) {
        return matches(pattern, branch, "[^/]*");
    }

    private static boolean matches(String pattern, String branch, String star) {
        var expression = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            boolean two = pattern.startsWith("**", i);
            if (two) {
                expression.append(".*");
                i++;
            } else if (pattern.charAt(i) == '*') {
                expression.append(star);
            } else {
                expression.append(Pattern.quote(pattern.substring(i, i + 1)));
            }
        }
        return Pattern.matches(expression.toString(), branch);
    }
}
