package io.castellan.gate;

import io.castellan.diagnostics.Problem;
import io.castellan.resource.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks the gates of a moment; waits where one says so, within its limit. */
public final class Gates {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final List<Gate> gates;
    private final Clock clock;
    private final Pause pause;
    private final Consumer<String> progress;

    public Gates(List<Gate> gates, Clock clock, Pause pause, Consumer<String> progress) {
        this.gates = List.copyOf(gates);
        this.clock = clock;
        this.pause = pause;
        this.progress = progress;
    }

    /** Every refusal; empty when all gates of the moment pass. */
    public List<Problem> check(GateContext context) {
        var refusals = new ArrayList<Problem>();
        for (var gate : gates) {
            if (gate.moments().contains(context.moment())) {
                ask(gate, context).ifPresent(refusals::add);
            }
        }
        return refusals;
    }

    private Optional<Problem> ask(Gate gate, GateContext context) {
        Instant since = clock.instant();
        var said = "";
        while (true) {
            var verdict = gate.check(context);
            Optional<Verdict.Wait> waiting = verdict.fold(Optional::empty, Optional::of, refuse -> Optional.empty());
            if (waiting.isEmpty()) {
                return verdict.fold(Optional::empty, none -> Optional.empty(), refuse -> Optional.of(refuse.why()));
            }
            var wait = waiting.get();
            if (Duration.between(since, clock.instant()).compareTo(wait.atMost()) >= 0
                    || Thread.currentThread().isInterrupted()) {
                return Optional.of(wait.forWhat());
            }
            var line = "waiting: " + wait.forWhat().message();
            if (!line.equals(said)) {
                progress.accept(line);
                said = line;
            }
            pause.sleep(ASK_AGAIN);
        }
    }
}
