package io.castellan.host;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The hosts whose API Castellan speaks. */
public enum HostKind {
    GITHUB("github", "https://api.github.com", "[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+"),
    GITLAB("gitlab", "https://gitlab.com/api/v4", "[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+"),
    GITEA("gitea", "https://gitea.com/api/v1", "[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+"),
    BITBUCKET("bitbucket", "https://api.bitbucket.org/2.0", "[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+");

    private static final Pattern DOTS = Pattern.compile("(^|.*/)\\.{1,2}(/.*|$)");

    private final String word;
    private final URI usual;
    private final Pattern repository;

    HostKind(String word, String usual, String repository) {
        this.word = word;
        this.usual = URI.create(usual);
        this.repository = Pattern.compile(repository);
    }

    /** As the policy writes it, and as its accounts begin. */
    public String word() {
        return word;
    }

    public static Optional<HostKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /** Where its API is unless somebody hosts it themselves. */
    public URI usual() {
        return usual;
    }

    /** Whether a repository can have this name there. */
    public boolean isRepository(String name) {
        return repository.matcher(name).matches() && !DOTS.matcher(name).matches();
    }

    /** What it takes, besides a token, to find the pull requests of a commit, as a clause that goes on; empty where nothing is. */
    String searching() {
        return this == BITBUCKET
                ? ", and whether the app 'Pull Request Commit Links' is installed in the workspace"
                : "";
    }
}
