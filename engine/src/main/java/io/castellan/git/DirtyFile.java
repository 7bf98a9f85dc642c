package io.castellan.git;

import java.util.Objects;

/**
 * A file of the work tree that is not as in the commit that is checked out.
 *
 * @param path in the repository
 */
public record DirtyFile(String path, State state) implements Comparable<DirtyFile> {
    public DirtyFile {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(state, "state");
    }

    @Override
    public int compareTo(DirtyFile other) {
        int byPath = path.compareTo(other.path);
        return byPath != 0 ? byPath : state.compareTo(other.state);
    }

    /** {@code modified: environments/prod/payments.yaml}. */
    @Override
    public String toString() {
        return state.word() + ": " + path;
    }

    /** In which way it differs. */
    public enum State {
        CONFLICTING,
        /** Differs from the commit, and the difference is in the index. */
        STAGED,
        MODIFIED,
        DELETED,
        UNTRACKED,
        /** Git leaves it out of every commit, but it would be read from the folder. */
        IGNORED;

        /** For people: lower case. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
