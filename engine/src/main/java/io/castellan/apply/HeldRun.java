package io.castellan.apply;

import io.castellan.model.Value;
import io.castellan.resource.Budget;
import io.castellan.resource.Cluster;
import io.castellan.resource.Run;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Function;

/** What executors get: the cluster, the proof of the hold, and secrets at the last moment. */
record HeldRun(
        Cluster cluster, Clock clock, Hold hold, Function<Value.SecretRef, char[]> secrets, Consumer<String> lines)
        implements Run {
    @Override
    public Budget prove() {
        return hold.prove();
    }

    @Override
    public char[] secret(Value.SecretRef reference) {
        return secrets.apply(reference);
    }

    @Override
    public void progress(String line) {
        lines.accept(line);
    }
}
