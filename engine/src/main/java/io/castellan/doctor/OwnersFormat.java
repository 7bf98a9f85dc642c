package io.castellan.doctor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whose rules a file CODEOWNERS follows. */
public enum OwnersFormat {
    /** As of gitignore, with exceptions; the last rule that matches decides, also where it names nobody. */
    GITHUB("github", List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")),
    /** In sections, of which each has its say; in a section the last rule that matches decides. */
    GITLAB("gitlab", List.of("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")),
    /** Regular expressions; every rule that matches counts. */
    GITEA("gitea", List.of("CODEOWNERS", "docs/CODEOWNERS", ".gitea/CODEOWNERS"));

    private final String word;
    private final List<String> places;

    OwnersFormat(String word, List<String> places) {
        this.word = word;
        this.places = places;
    }

    /** As accounts of the policy begin. */
    public String word() {
        return word;
    }

    public static Optional<OwnersFormat> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word.equals(word))
                .findFirst();
    }

    /** Where the host looks for the file; the first that is there is the one. */
    public List<String> places() {
        return places;
    }
}
