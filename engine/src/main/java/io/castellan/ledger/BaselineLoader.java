package io.castellan.ledger;

import io.castellan.model.Declared;
import io.castellan.resource.Baselines;
import io.castellan.resource.Declarations;
import java.util.ArrayList;
import java.util.function.Function;

/** Fetches the declarations that baselines consist of. */
public final class BaselineLoader {
    private final Function<AppliedState, Declarations> states;

    /** @param states reads what a state declares; asked once for each, and only for those that matter */
    public BaselineLoader(Function<AppliedState, Declarations> states) {
        this.states = states;
    }

    public Baselines load(BaselineCommits commits) {
        return commits.onlyOne().map(state -> Baselines.of(states.apply(state))).orElseGet(() -> loadEach(commits));
    }

    private Baselines loadEach(BaselineCommits commits) {
        var applied = new ArrayList<Declared<?>>();
        var attempted = new ArrayList<Declarations>();
        for (var state : commits.needed()) {
            var tried = new ArrayList<Declared<?>>();
            states.apply(state).all().forEach((id, declared) -> {
                if (commits.applied(id).filter(state::equals).isPresent()) {
                    applied.add(declared);
                }
                if (commits.attempted(id).contains(state)) {
                    tried.add(declared);
                }
            });
            if (!tried.isEmpty()) {
                attempted.add(Declarations.of(tried));
            }
        }
        return new Baselines(commits.known(), Declarations.of(applied), attempted);
    }
}
