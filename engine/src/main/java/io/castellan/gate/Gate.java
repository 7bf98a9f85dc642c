package io.castellan.gate;

import java.util.Set;

/** Decides whether an apply may begin, or go on. Reads only. */
public interface Gate {
    String name();

    Set<Moment> moments();

    Verdict check(GateContext context);
}
