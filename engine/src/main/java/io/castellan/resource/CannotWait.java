package io.castellan.resource;

import io.castellan.model.Declared;
import java.util.Optional;

/**
 * What a declaration's spec implements that may only take access away, or only send a password, so that the core can tell before a
 * cluster is asked. Such a change does not wait until it was shown elsewhere.
 */
public interface CannotWait {
    /** @param applied what the resource was applied with last */
    boolean cannotWait(Optional<Declared<?>> applied);

    /** The same of any declaration. */
    static boolean applies(Declared<?> declared, Optional<Declared<?>> applied) {
        return declared.spec() instanceof CannotWait spec && spec.cannotWait(applied);
    }
}
