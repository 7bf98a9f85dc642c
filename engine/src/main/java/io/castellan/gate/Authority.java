package io.castellan.gate;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Intent;
import io.castellan.model.Plan;
import io.castellan.model.Warrant;
import java.util.Objects;
import java.util.function.Consumer;

/** Decides by whose word a plan may be executed. Asked under the lock, before the intent is recorded. Reads only. */
public interface Authority {
    /**
     * What is recorded of an apply.
     *
     * @param plan the same changes with the same digests, and the causes by which they were judged: whoever judges them again, because the
     *     apply was killed or the record is audited, asks as much
     */
    record Grant(Warrant warrant, Plan plan) {
        public Grant {
            Objects.requireNonNull(warrant, "warrant");
            Objects.requireNonNull(plan, "plan");
        }
    }

    /**
     * @param executed exactly the changes that will be executed
     * @param refusals hears every reason why not
     * @return what is recorded if there is none
     */
    Grant grant(Plan executed, Consumer<Problem> refusals);

    /**
     * Whether an apply that was begun may go on. Its own warrant stands, if it is one: what it began is better ended than left, whatever
     * expired since; but what it began with must have been enough.
     *
     * @param plan as it was recorded
     * @param refusals hears every reason why not
     */
    void resume(Intent begun, Plan plan, Consumer<Problem> refusals);

    /**
     * Whether an apply that was begun may be given up, so that what became of it is recorded and nobody goes on with it.
     *
     * @param refusals hears every reason why not
     */
    void giveUp(Intent begun, Consumer<Problem> refusals);

    /** Where no policy asks anything. */
    static Authority none() {
        return new Authority() {
            @Override
            public Grant grant(Plan executed, Consumer<Problem> refusals) {
                return new Grant(Warrant.none(), executed);
            }

            @Override
            public void resume(Intent begun, Plan plan, Consumer<Problem> refusals) {}

            @Override
            public void giveUp(Intent begun, Consumer<Problem> refusals) {}
        };
    }
}
