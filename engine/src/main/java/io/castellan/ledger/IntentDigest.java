package io.castellan.ledger;

import io.castellan.model.Digest;
import io.castellan.model.Intent;

/** Names an intent: the SHA-256 of its file in the ledger, which plain Git and {@code sha256sum} tell, too. */
public final class IntentDigest {
    private IntentDigest() {}

    public static Digest of(Intent intent) {
        return Digest.ofBytes(IntentFormat.write(intent));
    }
}
