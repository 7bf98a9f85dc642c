package io.castellan.git;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** Where a record's branch really is, and how it is moved on to a commit that continues it. */
interface Advance {
    /** The newest commit that is known here; empty where the branch does not exist. */
    Optional<String> tip();

    /**
     * Moves the branch.
     *
     * @return false where it is elsewhere by now; {@link #tip} knows where
     * @throws IOException if it cannot be moved, for a reason that is not the branch's place
     */
    boolean to(Optional<String> expected, ObjectId commit, RecordBranch.Addition addition) throws IOException;

    /** Looks where the branch is now. */
    void refresh();

    /** A commit that could not be moved to: stays with this clone until it can. @return false where that is no help */
    boolean keep(ObjectId commit, RecordBranch.Addition addition) throws IOException;

    /** Moves the branch on to what was kept. */
    void deliver();

    /** For one addition with everything that is tried again. */
    Patience patience();
}
