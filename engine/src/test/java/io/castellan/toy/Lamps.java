package io.castellan.toy;

import io.castellan.model.Cause;
import io.castellan.model.Ceiling;
import io.castellan.model.Change;
import io.castellan.model.Declared;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.Fact;
import io.castellan.model.FieldChange;
import io.castellan.model.Node;
import io.castellan.model.Observed;
import io.castellan.model.Phase;
import io.castellan.model.Provenance;
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
import io.castellan.resource.Section;
import io.castellan.resource.SectionContext;
import io.castellan.resource.StepExecutor;
import io.castellan.resource.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A kind in one class: what {@code docs/contributing/add-a-kind.md} walks through. */
final class Lamps implements ResourceKind<Lamps.Spec, ModelCluster.Lamp>, Planner {
    static final KindKey<Spec, ModelCluster.Lamp> KEY =
            new KindKey<>("lamp", "lamps", Spec.class, ModelCluster.Lamp.class);
    static final String WRITE = "lamp.write";
    static final String DELETE = "lamp.delete";

    /** What is declared of a lamp. A lamp goes when it is declared no longer. */
    record Spec(Map<String, String> settings) {
        Spec {
            settings = Map.copyOf(settings);
        }
    }

    static Room room() {
        var lamps = new Lamps();
        return new Room(List.of(new LampSection()), List.of(lamps), List.of(lamps), List.of(new Write(), new Delete()));
    }

    /** The key {@code lamps} of the state files. */
    private static final class LampSection implements Section {
        @Override
        public String key() {
            return "lamps";
        }

        @Override
        public List<Declared<?>> read(Node yaml, SectionContext context) {
            var declared = new ArrayList<Declared<?>>();
            for (var entry : yaml.asMapping().orElseThrow().entries()) {
                var settings = new TreeMap<String, String>();
                context.fill(entry.value())
                        .asMapping()
                        .orElseThrow()
                        .entries()
                        .forEach(setting -> settings.put(
                                setting.key().text(),
                                setting.value().asScalar().orElseThrow().text()));
                declared.add(new Declared<>(
                        KEY.id(entry.key().text()),
                        new Spec(settings),
                        Provenance.at(entry.key().at(), Cause.DECLARATION),
                        context.unit(entry.value())));
            }
            return declared;
        }
    }

    @Override
    public KindKey<Spec, ModelCluster.Lamp> key() {
        return KEY;
    }

    @Override
    public boolean deletionsCapped() {
        return true;
    }

    @Override
    public Reading<ModelCluster.Lamp> read(Scope<Spec> scope, Cluster cluster) {
        var observed = new TreeMap<ResourceId, Observed<ModelCluster.Lamp>>();
        scope.named().forEach(id -> observed.put(id, Observed.missing()));
        cluster.access(ModelCluster.class)
                .lamps
                .forEach((name, lamp) -> observed.put(KEY.id(name), Observed.present(lamp)));
        return new Reading<>(observed, cluster.view().inventory(), List.of());
    }

    @Override
    public List<Difference> compare(Triple<Spec, ModelCluster.Lamp> triple, World world) {
        var live = triple.observed().found();
        if (triple.desired().isEmpty()) {
            return live.map(lamp -> withoutDeclaration(triple, lamp, world)).stream()
                    .toList();
        }
        var at = triple.desired().get().at();
        var wanted = triple.desired().get().spec().settings();
        var seen = live.map(ModelCluster.Lamp::settings).orElse(Map.of());
        var fields = new ArrayList<FieldChange>();
        var unmanaged = new ArrayList<FieldChange>();
        var keys = new TreeSet<>(wanted.keySet());
        keys.addAll(seen.keySet());
        for (var key : keys) {
            boolean ours = wanted.containsKey(key)
                    || triple.baseline()
                            .all()
                            .anyMatch(before -> before.spec().settings().containsKey(key));
            var before = value(seen.get(key));
            var after = value(wanted.get(key));
            if (!before.equals(after)) {
                (ours ? fields : unmanaged).add(new FieldChange(key, before, after, at.declaredAt()));
            }
        }
        var found = new ArrayList<Difference>();
        if (live.isEmpty() || !fields.isEmpty()) {
            var builder = Difference.of(triple.id(), live.isEmpty() ? Verb.CREATE : Verb.UPDATE)
                    .fields(fields)
                    .provenance(at)
                    .risk(RiskClass.SAFE, "LAMP", "a lamp is only a lamp");
            live.ifPresent(lamp -> builder.uuid(lamp.uuid()));
            found.add(builder.build());
        }
        if (!unmanaged.isEmpty()) {
            found.add(Difference.of(triple.id(), Verb.NONE)
                    .fields(unmanaged)
                    .disposition(Disposition.UNMANAGED)
                    .build());
        }
        return found;
    }

    private static Difference withoutDeclaration(
            Triple<Spec, ModelCluster.Lamp> triple, ModelCluster.Lamp lamp, World world) {
        if (triple.baseline().isEmpty()) {
            return Difference.of(triple.id(), Verb.NONE)
                    .disposition(Disposition.UNMANAGED)
                    .build();
        }
        var hours = Long.parseLong(lamp.settings().getOrDefault("hours", "0"));
        return Difference.of(triple.id(), Verb.DELETE)
                .fact(new Fact("hours", Value.whole(hours), Fact.Unit.NONE, Fact.Certainty.exact(), world.now()))
                .ceiling(Ceiling.above("hours", hours))
                .uuid(lamp.uuid())
                .risk(RiskClass.DESTRUCTIVE, "LAMP_GONE", "it gets dark")
                .build();
    }

    private static Value value(@org.jspecify.annotations.Nullable String text) {
        return Optional.ofNullable(text).map(Value::text).orElse(Value.unset());
    }

    @Override
    public List<Step> steps(List<Change> planned, World world) {
        return planned.stream()
                .filter(change -> change.id().kind().equals(KEY.name()))
                .map(Lamps::step)
                .toList();
    }

    private static Step step(Change change) {
        if (change.verb() == Verb.DELETE) {
            return Step.batched(
                    new StepId(DELETE, change.id()),
                    Phase.DESTRUCTIVE,
                    Value.text(change.difference().uuid().orElseThrow()));
        }
        var fields = new TreeMap<String, Value>();
        change.difference()
                .fields()
                .forEach(field -> fields.put(field.path(), new Value.Items(List.of(field.before(), field.after()))));
        return Step.batched(
                new StepId(WRITE, change.id()),
                change.verb() == Verb.CREATE ? Phase.CREATION : Phase.CONFIGURATION,
                Value.entries(fields));
    }

    private static final class Write implements StepExecutor {
        @Override
        public String name() {
            return WRITE;
        }

        @Override
        public int batchLimit() {
            return 3;
        }

        @Override
        public Map<StepId, StepState> inspect(List<Step> steps, Cluster cluster) {
            return steps.stream().collect(Collectors.toMap(Step::id, step -> state(step, cluster)));
        }

        private static StepState state(Step step, Cluster cluster) {
            var lamp = cluster.access(ModelCluster.class)
                    .lamps
                    .get(step.id().subject().name());
            boolean creates = step.phase() == Phase.CREATION;
            if (lamp == null) {
                return creates ? StepState.PENDING : StepState.MOVED;
            }
            var pairs = pairs(step);
            var seen = pairs.keySet().stream()
                    .collect(Collectors.toMap(
                            key -> key, key -> value(lamp.settings().get(key))));
            if (pairs.entrySet().stream()
                    .allMatch(pair -> pair.getValue().get(1).equals(seen.get(pair.getKey())))) {
                return StepState.DONE;
            }
            boolean known = !creates
                    && pairs.entrySet().stream()
                            .allMatch(pair -> pair.getValue().contains(seen.get(pair.getKey())));
            return known ? StepState.PENDING : StepState.MOVED;
        }

        @Override
        public Map<StepId, Attempt> run(List<Step> batch, Run run) {
            var cluster = run.cluster().access(ModelCluster.class);
            var attempts = new TreeMap<StepId, Attempt>();
            for (var step : batch) {
                run.prove();
                var name = step.id().subject().name();
                if (cluster.refused.contains(name)) {
                    attempts.put(step.id(), Attempt.failed("no lamp of that name"));
                    continue;
                }
                var lamp = cluster.lamps.get(name);
                var settings = new TreeMap<String, String>(lamp == null ? Map.of() : lamp.settings());
                pairs(step).forEach((key, pair) -> {
                    if (pair.get(1).isUnset()) {
                        settings.remove(key);
                    } else {
                        settings.put(key, pair.get(1).display());
                    }
                });
                if (lamp == null) {
                    cluster.createLamp(name, settings);
                } else {
                    cluster.setLamp(name, settings);
                }
                attempts.put(step.id(), Attempt.accepted());
            }
            return attempts;
        }

        private static Map<String, List<Value>> pairs(Step step) {
            return ((Value.Entries) step.arguments())
                    .entries().entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, entry -> ((Value.Items) entry.getValue()).items()));
        }
    }

    private static final class Delete implements StepExecutor {
        @Override
        public String name() {
            return DELETE;
        }

        @Override
        public int batchLimit() {
            return 100;
        }

        @Override
        public Map<StepId, StepState> inspect(List<Step> steps, Cluster cluster) {
            return steps.stream().collect(Collectors.toMap(Step::id, step -> {
                var lamp = cluster.access(ModelCluster.class)
                        .lamps
                        .get(step.id().subject().name());
                boolean there = lamp != null && Value.text(lamp.uuid()).equals(step.arguments());
                return there ? StepState.PENDING : StepState.DONE;
            }));
        }

        @Override
        public Map<StepId, Attempt> run(List<Step> batch, Run run) {
            run.prove();
            batch.forEach(step -> run.cluster()
                    .access(ModelCluster.class)
                    .deleteLamp(step.id().subject().name()));
            return batch.stream().collect(Collectors.toMap(Step::id, step -> Attempt.accepted()));
        }
    }
}
