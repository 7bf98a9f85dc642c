package io.castellan.resource;

import io.castellan.model.Value;
import java.util.Set;

/** What a declaration's spec implements that refers to secrets, so that the core can tell which. */
public interface UsesSecrets {
    /** References, never secrets. */
    Set<Value.SecretRef> secrets();
}
