package io.castellan.git;

import java.util.List;
import java.util.Objects;

/**
 * A branch as another repository had it when it was fetched; complete down to its first commit. What a branch of the same name is in
 * the clone that somebody works in plays no part.
 */
public final class ProtectedBranch {
    private final String name;
    private final String tip;
    private final History history;

    ProtectedBranch(String name, String tip, History history) {
        this.name = Objects.requireNonNull(name, "name");
        this.tip = Objects.requireNonNull(tip, "tip");
        this.history = history;
    }

    public String name() {
        return name;
    }

    /** The newest commit. */
    public String tip() {
        return tip;
    }

    /** Whether the branch itself ever stood at this commit: on its first-parent history. A merged commit was never the branch. */
    public boolean holds(String commit) {
        return history.onFirstParents(tip, commit);
    }

    /** Every commit that the branch itself stood at, from this one on, oldest first; none where it never stood there. */
    public List<String> since(String commit) {
        return history.firstParents(tip, commit);
    }

    /** Whether a commit comes after another one, or is it, on whatever way. */
    public boolean descends(String younger, String older) {
        return history.descends(younger, older);
    }
}
