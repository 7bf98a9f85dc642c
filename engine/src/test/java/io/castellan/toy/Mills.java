package io.castellan.toy;

import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Observed;
import io.castellan.model.Phase;
import io.castellan.model.ResourceId;
import io.castellan.model.RiskClass;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.StepState;
import io.castellan.model.Triple;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import io.castellan.resource.Attempt;
import io.castellan.resource.Cluster;
import io.castellan.resource.KindKey;
import io.castellan.resource.Planner;
import io.castellan.resource.Reading;
import io.castellan.resource.ResourceKind;
import io.castellan.resource.Room;
import io.castellan.resource.Run;
import io.castellan.resource.Scope;
import io.castellan.resource.StepExecutor;
import io.castellan.resource.World;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A kind whose one step takes long and can be stopped between any two wheels: a pretended roll. */
final class Mills implements ResourceKind<String, List<String>>, Planner {
    @SuppressWarnings({"unchecked", "rawtypes"}) // a list of versions, one a wheel
    static final KindKey<String, List<String>> KEY = new KindKey("mill", "mills", String.class, List.class);

    static final String TURN = "mill.turn";

    static Room room() {
        var mills = new Mills();
        return new Room(List.of(), List.of(mills), List.of(mills), List.of(new Turn()));
    }

    @Override
    public KindKey<String, List<String>> key() {
        return KEY;
    }

    @Override
    public boolean deletionsCapped() {
        return false;
    }

    @Override
    public Reading<List<String>> read(Scope<String> scope, Cluster cluster) {
        var observed = new TreeMap<ResourceId, Observed<List<String>>>();
        cluster.access(ModelCluster.class)
                .mills
                .forEach((name, wheels) -> observed.put(KEY.id(name), Observed.present(wheels)));
        return Reading.complete(observed);
    }

    @Override
    public List<Difference> compare(Triple<String, List<String>> triple, World world) {
        if (triple.desired().isEmpty()) {
            return List.of();
        }
        var wanted = triple.desired().get().spec();
        var seen = triple.observed().found().orElse(List.of());
        if (seen.stream().allMatch(wanted::equals)) {
            return List.of();
        }
        return List.of(Difference.of(triple.id(), Verb.UPDATE)
                .field(
                        "version",
                        Value.texts(seen),
                        Value.text(wanted),
                        triple.desired().get().at())
                .risk(RiskClass.DISRUPTIVE, "MILL_TURNS", "it stands still for a while")
                .build());
    }

    @Override
    public List<Step> steps(List<Change> planned, World world) {
        return planned.stream()
                .filter(change -> change.id().kind().equals(KEY.name()))
                .map(change -> Step.exclusive(
                        new StepId(TURN, change.id()),
                        Phase.BROKERS,
                        Value.entries(Map.of(
                                "before", change.difference().fields().get(0).before(),
                                "after", change.difference().fields().get(0).after()))))
                .toList();
    }

    private static final class Turn implements StepExecutor {
        @Override
        public String name() {
            return TURN;
        }

        @Override
        public int batchLimit() {
            return 1;
        }

        @Override
        public Map<StepId, StepState> inspect(List<Step> steps, Cluster cluster) {
            return steps.stream().collect(Collectors.toMap(Step::id, step -> state(step, wheels(step, cluster))));
        }

        private static StepState state(Step step, List<String> wheels) {
            var after = after(step);
            var before = argument(step, "before");
            if (wheels.stream().allMatch(after::equals)) {
                return StepState.DONE;
            }
            if (Value.texts(wheels).equals(before)) {
                return StepState.PENDING;
            }
            var known = new HashSet<>(((Value.Items) before).items());
            known.add(Value.text(after));
            return wheels.stream().map(Value::text).allMatch(known::contains) ? StepState.UNDERWAY : StepState.MOVED;
        }

        @Override
        public Map<StepId, Attempt> run(List<Step> batch, Run run) {
            var step = batch.get(0);
            var wheels = wheels(step, run.cluster());
            for (int wheel = 0; wheel < wheels.size(); wheel++) {
                if (!wheels.get(wheel).equals(after(step))) {
                    run.prove();
                    run.progress("turning wheel " + wheel);
                    run.cluster()
                            .access(ModelCluster.class)
                            .turn(step.id().subject().name(), wheel, after(step));
                }
            }
            return Map.of(step.id(), Attempt.accepted());
        }

        private static List<String> wheels(Step step, Cluster cluster) {
            return cluster.access(ModelCluster.class)
                    .mills
                    .getOrDefault(step.id().subject().name(), List.of());
        }

        private static String after(Step step) {
            return ((Value.Text) argument(step, "after")).text();
        }

        private static Value argument(Step step, String name) {
            return ((Value.Entries) step.arguments()).entries().getOrDefault(name, Value.unset());
        }
    }
}
