package io.castellan.access;

import io.castellan.diagnostics.Problem;
import io.castellan.ledger.IntentDigest;
import io.castellan.model.Digest;
import io.castellan.model.Intent;
import io.castellan.model.Warrant.BreakGlass;
import io.castellan.model.WholeSecond;
import java.util.Objects;
import java.util.Optional;

/**
 * That somebody broke the glass, which another person has to sign off.
 *
 * @param intent of the apply in which it was broken
 */
public record Debt(Intent intent, BreakGlass glass) {
    public Debt {
        Objects.requireNonNull(intent, "intent");
        Objects.requireNonNull(glass, "glass");
    }

    /** Empty for an apply in which nothing was left out. */
    public static Optional<Debt> of(Intent intent) {
        return intent.warrant().breakGlass().map(glass -> new Debt(intent, glass));
    }

    /** What a sign-off speaks of, in the place of a change's digest. */
    public Digest digest() {
        return IntentDigest.of(intent);
    }

    /** Who broke the glass, as the executor was named then. */
    public Identity executor() {
        var who = intent.executor();
        return new Identity(who.source().isEmpty() ? who.person() : who.source() + ":" + who.person());
    }

    /** For reports: what was left out, when, by whom and why, and what to do. */
    public Problem told() {
        return Problem.warning(
                        AuthorityCodes.DEBT,
                        "apply #" + intent.sequence() + " of " + WholeSecond.of(intent.at()) + ", run by " + executor()
                                + ", left out " + String.join(", ", glass.skipped()) + ": " + glass.reason())
                .withHint("another person signs it off with: castellan approve "
                        + intent.target().environment() + " --sign-off " + intent.sequence() + " --key FILE");
    }
}
