package io.castellan.resource.keyed;

import io.castellan.model.Change;
import io.castellan.model.FieldChange;
import io.castellan.model.Observed;
import io.castellan.model.Phase;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.StepState;
import io.castellan.model.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Steps that set keys of one resource: made from a change, taken apart, and held against what is live. */
public final class KeyedSteps {
    private KeyedSteps() {}

    /**
     * What stands at a key before and after; empty where the resource has nothing of its own.
     *
     * @param between values that only this step sets on its way
     */
    public record Move(Optional<String> before, Optional<String> after, List<String> between) {
        public Move {
            between = List.copyOf(between);
        }

        private boolean knows(Optional<String> now) {
            return now.equals(before)
                    || now.equals(after)
                    || now.filter(between::contains).isPresent();
        }
    }

    /** A step that makes the fields of a change so, all of them together. */
    public static Step of(String executor, Phase phase, Change change) {
        return of(executor, phase, change, field -> List.of());
    }

    /** @param between the values that a field has to pass on its way */
    public static Step of(String executor, Phase phase, Change change, Function<FieldChange, List<String>> between) {
        var moves = new TreeMap<String, Value>();
        change.difference()
                .fields()
                .forEach(field -> moves.put(
                        field.path(),
                        new Value.Items(Stream.concat(
                                        Stream.of(field.before(), field.after()),
                                        between.apply(field).stream().map(Value::text))
                                .toList())));
        return Step.batched(new StepId(executor, change.id()), phase, Value.entries(moves));
    }

    /** The moves of a step, by key. */
    public static Map<String, Move> moves(Step step) {
        return step.arguments().fold(new Moves());
    }

    /** Where a step stands, given what was seen of the resource; missing is one without settings of its own. */
    public static StepState standing(Step step, Observed<KeyedState> observed) {
        return observed.fold(
                state -> standing(step, state.settings()), () -> standing(step, Map.of()), why -> StepState.UNKNOWABLE);
    }

    /** Where a step stands, given what the resource has of its own now. */
    public static StepState standing(Step step, Map<String, String> live) {
        var moves = moves(step);
        boolean done = true;
        boolean known = true;
        for (var move : moves.entrySet()) {
            var now = Optional.ofNullable(live.get(move.getKey()));
            done &= now.equals(move.getValue().after());
            known &= move.getValue().knows(now);
        }
        if (done) {
            return StepState.DONE;
        }
        return known ? StepState.PENDING : StepState.MOVED;
    }

    /** Reads arguments that {@link #of} wrote. */
    private static final class Moves extends Shapeless<Map<String, Move>> {
        @Override
        public Map<String, Move> entries(java.util.SortedMap<String, Value> entries) {
            var moves = new LinkedHashMap<String, Move>();
            entries.forEach((key, pair) -> moves.put(key, pair.fold(new Pair())));
            return Collections.unmodifiableMap(moves);
        }
    }

    private static final class Pair extends Shapeless<Move> {
        @Override
        public Move items(List<Value> items) {
            return new Move(
                    items.get(0).asText(),
                    items.get(1).asText(),
                    items.stream()
                            .skip(2)
                            .flatMap(item -> item.asText().stream())
                            .toList());
        }
    }
}
