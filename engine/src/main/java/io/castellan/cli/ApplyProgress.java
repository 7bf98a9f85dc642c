package io.castellan.cli;

import io.castellan.apply.ApplyListener;
import io.castellan.apply.StepResult;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import java.util.List;
import java.util.Map;

/** Tells on stderr how far an apply is: a live line on a terminal, plain lines elsewhere. */
final class ApplyProgress implements ApplyListener {
    private final Session session;
    private int total;
    private int ended;
    private int bad;

    ApplyProgress(Session session) {
        this.session = session;
    }

    @Override
    public void begins(int steps) {
        total = steps;
    }

    @Override
    public void reached(Point point, List<Step> batch) {
        if (point == Point.BEFORE_SEND) {
            line(batch.get(0).executor() + ": " + batch.size() + (batch.size() == 1 ? " step" : " steps") + " …");
        }
    }

    @Override
    public void ended(Map<StepId, StepResult> results) {
        ended += results.size();
        bad += (int) results.values().stream()
                .filter(result -> !result.result().good())
                .count();
        line(ended + " of " + total + " steps ended" + (bad == 0 ? "" : ", " + bad + " not well"));
    }

    @Override
    public void progress(String text) {
        line(text);
    }

    /** What stays to be read, also where the next line takes the place of this one. */
    void note(Problem problem) {
        session.err().println((session.screen().liveErr() ? "\r\u001B[K" : "") + problem);
    }

    private void line(String text) {
        if (session.screen().liveErr()) {
            session.err().print("\r\u001B[K" + text + (ended == total && total > 0 ? "\n" : ""));
            session.err().flush();
        } else {
            session.err().println(text);
        }
    }
}
