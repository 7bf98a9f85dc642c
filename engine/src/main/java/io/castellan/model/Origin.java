package io.castellan.model;

import java.util.Objects;
import java.util.Optional;

/**
 * Where the declared state of a plan comes from.
 *
 * @param repository as configured, without credentials; empty for a bare folder
 * @param commit the commit whose state was read; empty for a bare folder
 * @param tree the id of the environment's folder in that commit
 * @param dirty whether files of the work tree, which no commit holds, were read
 * @param ledgerHead the ledger entry that the baseline was taken from
 */
public record Origin(
        Optional<String> repository,
        Optional<String> commit,
        Optional<String> tree,
        boolean dirty,
        Optional<String> ledgerHead) {
    public Origin {
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(tree, "tree");
        Objects.requireNonNull(ledgerHead, "ledgerHead");
    }

    /** A folder that is in no repository. */
    public static Origin folder() {
        return new Origin(Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    /** The same state, compared with the baseline as of this ledger entry. */
    public Origin withLedgerHead(Optional<String> head) {
        return new Origin(repository, commit, tree, dirty, head);
    }
}
