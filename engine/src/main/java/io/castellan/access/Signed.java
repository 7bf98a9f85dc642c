package io.castellan.access;

import java.util.Set;

/**
 * What must be signed in an environment.
 *
 * @param commits whether every commit of the state must be
 * @param ledger whether every entry of the ledger must be
 * @param keys those whose signatures on ledger entries count
 */
public record Signed(boolean commits, boolean ledger, Set<Identity> keys) {
    /** What holds where the policy does not say. */
    public static final Signed NOTHING = new Signed(false, false, Set.of());

    public Signed {
        keys = Set.copyOf(keys);
    }
}
