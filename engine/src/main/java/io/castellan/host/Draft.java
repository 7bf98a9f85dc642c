package io.castellan.host;

import java.util.Objects;

/** A pull request that is not opened yet. */
public record Draft(String branch, String into, String title, String body) {
    public Draft {
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(into, "into");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(body, "body");
    }
}
