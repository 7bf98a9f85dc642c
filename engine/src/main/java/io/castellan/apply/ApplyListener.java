package io.castellan.apply;

import io.castellan.model.Step;
import io.castellan.model.StepId;
import java.util.List;
import java.util.Map;

/** Hears where an apply stands: for progress, and for tests that end the process exactly there. */
public interface ApplyListener {
    /** The moments between which an apply can be killed. */
    enum Point {
        BEFORE_INTENT,
        AFTER_INTENT,
        BEFORE_SEND,
        AFTER_ANSWER,
        AFTER_READ_BACK,
        BEFORE_OUTCOME,
        AFTER_OUTCOME
    }

    /** @param batch the steps that it is about; empty where it is about none */
    default void reached(Point point, List<Step> batch) {}

    /** Results of steps that are final now. */
    default void ended(Map<StepId, StepResult> results) {}

    /** One line for people. */
    default void progress(String line) {}

    /** @param total number of steps of this apply */
    default void begins(int total) {}
}
