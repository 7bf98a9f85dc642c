package io.castellan.audit;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Severity;
import io.castellan.ledger.LedgerReading.Flaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what is found, each with the entry and the commit of the ledger that it is about. */
final class Findings {
    private final String environment;
    private final List<Flaw> found = new ArrayList<>();

    Findings(String environment) {
        this.environment = environment;
    }

    void add(Flaw flaw) {
        found.add(flaw);
    }

    void wrong(long entry, String commit, Code code, String message, String hint) {
        wrong(entry, commit, Problem.error(code, message).withHint(hint));
    }

    /** Whatever its severity was where it was found first: in the record it is wrong. */
    void wrong(long entry, String commit, Problem problem) {
        found.add(Flaw.of(
                entry,
                commit,
                new Problem(
                        problem.code(),
                        Severity.ERROR,
                        Optional.of(Place.whole(environment + "#" + entry)),
                        problem.message(),
                        problem.hint())));
    }

    void wrong(Code code, String message, String hint) {
        found.add(new Flaw(
                Optional.empty(), Optional.empty(), Problem.error(code, message).withHint(hint)));
    }

    void note(Code code, String message, String hint) {
        found.add(new Flaw(
                Optional.empty(), Optional.empty(), new Problem(code, Severity.NOTE, Optional.empty(), message, hint)));
    }

    List<Flaw> all() {
        return List.copyOf(found);
    }
}
