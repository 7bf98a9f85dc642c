package io.castellan.gate;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Intent;
import io.castellan.model.Plan;
import io.castellan.model.Warrant;
import java.util.function.Consumer;

/** Decides by whose word a plan may be executed. Asked under the lock, before the intent is recorded. Reads only. */
public interface Authority {
    /**
     * @param executed exactly the changes that will be executed
     * @param refusals hears every reason why not
     * @return what is recorded if there is none
     */
    Warrant grant(Plan executed, Consumer<Problem> refusals);

    /**
     * Whether an apply that was begun may go on. Its own warrant stands, if it is one: what it began is better ended than left, whatever
     * expired since; but what it began with must have been enough.
     *
     * @param plan as it was recorded
     * @param refusals hears every reason why not
     */
    void resume(Intent begun, Plan plan, Consumer<Problem> refusals);

    /** Where no policy asks anything. */
    static Authority none() {
        return new Authority() {
            @Override
            public Warrant grant(Plan executed, Consumer<Problem> refusals) {
                return Warrant.none();
            }

            @Override
            public void resume(Intent begun, Plan plan, Consumer<Problem> refusals) {}
        };
    }
}
