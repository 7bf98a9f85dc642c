package io.castellan.plan;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Severity;
import io.castellan.model.Baseline;
import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.Fact;
import io.castellan.model.Observed;
import io.castellan.model.Plan;
import io.castellan.model.ResourceId;
import io.castellan.model.Step;
import io.castellan.model.Target;
import io.castellan.model.Triple;
import io.castellan.model.UnmanagedPolicy;
import io.castellan.model.Verb;
import io.castellan.resource.Cluster;
import io.castellan.resource.Reading;
import io.castellan.resource.Registry;
import io.castellan.resource.ResourceKind;
import io.castellan.resource.Scope;
import io.castellan.resource.World;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads, compares and orders. Changes nothing. */
public final class Planning {
    private final Registry registry;
    private final Clock clock;
    private final String tool;

    /** @param tool name and version, shown in the plan */
    public Planning(Registry registry, Clock clock, String tool) {
        this.registry = registry;
        this.clock = clock;
        this.tool = tool;
    }

    /**
     * @throws Failure REFUSED if the cluster is not the declared one; UNREACHABLE if it cannot be read at all; INPUT if a target
     *     names nothing
     */
    public Planned plan(PlanRequest request, Cluster cluster) {
        return plan(request, Survey.later(cluster));
    }

    /** The same with a cluster that is being read already, which serves for one plan. */
    public Planned plan(PlanRequest request, Survey survey) {
        var cluster = survey.cluster();
        var notes = new ArrayList<Problem>();
        var first = read(request, survey, notes);
        var byKind = new LinkedHashMap<ResourceKind<?, ?>, List<Difference>>();
        for (var kind : registry.kinds()) {
            byKind.put(kind, compare(kind, first));
        }
        var facts = measure(byKind, first, cluster);
        var world = first.with(facts);
        if (!request.baselines().known()) {
            notes.add(new Problem(
                    PlanCodes.NO_BASELINE,
                    Severity.NOTE,
                    Optional.empty(),
                    "nothing was applied here before, so nothing is removed because it is not declared",
                    ""));
        }
        var differences = new ArrayList<Difference>();
        byKind.forEach(
                (kind, found) -> differences.addAll(judge(kind, compareAgain(kind, found, world), world, request)));
        var changes = select(differences, request, notes).stream()
                .map(difference -> Change.of(
                        difference,
                        new Target(request.environment(), cluster.view().id())))
                .sorted()
                .toList();
        var planned = changes.stream()
                .filter(change -> change.disposition().isPlanned())
                .toList();
        var steps = steps(planned, world);
        requireRealised(planned, steps);
        return new Planned(
                new Plan(
                        tool,
                        world.now().truncatedTo(ChronoUnit.SECONDS),
                        new Target(request.environment(), cluster.view().id()),
                        request.origin(),
                        first.complete(),
                        new TreeSet<>(notes).stream().toList(),
                        changes,
                        steps),
                world);
    }

    /**
     * Only reads what is live.
     *
     * @throws Failure as {@link #plan}
     */
    public World observe(PlanRequest request, Cluster cluster) {
        return read(request, Survey.later(cluster), new ArrayList<>());
    }

    private Snapshot read(PlanRequest request, Survey survey, List<Problem> notes) {
        var cluster = survey.cluster();
        requireCluster(request, cluster);
        var scopes = new HashMap<String, Scope<?>>();
        var readings = new LinkedHashMap<String, Reading<?>>();
        for (var kind : registry.kinds()) {
            var reading = read(kind, request, survey, scopes);
            readings.put(kind.key().name(), reading);
            notes.addAll(reading.notes());
            if (!reading.inventory().complete()) {
                notes.add(Problem.warning(
                        PlanCodes.INVENTORY_UNKNOWN,
                        "unmanaged " + kind.key().plural() + " are unknown: "
                                + reading.inventory().why()));
            }
        }
        return new Snapshot(clock.instant(), cluster.view(), request, scopes, readings, Map.of());
    }

    /** The steps that realise these changes, in the order in which they run. Pure. */
    public List<Step> steps(List<Change> planned, World world) {
        return StepOrder.order(registry.planners().stream()
                .flatMap(planner -> planner.steps(planned, world).stream())
                .toList());
    }

    private static void requireCluster(PlanRequest request, Cluster cluster) {
        request.clusterId().filter(id -> !id.equals(cluster.view().id())).ifPresent(id -> {
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(
                                    PlanCodes.WRONG_CLUSTER,
                                    "environment " + request.environment() + " is cluster " + id
                                            + ", but the bootstrap servers" + " lead to "
                                            + cluster.view().id())
                            .withHint("correct cluster.bootstrapServers or cluster.id in environment.yaml"));
        });
    }

    private static <D, O> Reading<O> read(
            ResourceKind<D, O> kind, PlanRequest request, Survey survey, Map<String, Scope<?>> scopes) {
        var scope = request.scope(kind.key());
        scopes.put(kind.key().name(), scope);
        return survey.take(kind).finish(scope);
    }

    private static <D, O> List<Difference> compare(ResourceKind<D, O> kind, Snapshot world) {
        var found = new ArrayList<Difference>();
        new SideBySide<>(world.scope(kind.key()), world.observed(kind.key()))
                .forEach(triple -> found.addAll(compare(kind, triple, world)));
        return found;
    }

    private static <D, O> List<Difference> compare(ResourceKind<D, O> kind, ResourceId id, Snapshot world) {
        return compare(
                kind,
                new Triple<D, O>(
                        id,
                        Optional.ofNullable(world.desired(kind.key()).get(id)),
                        world.baseline(kind.key()).getOrDefault(id, Baseline.none()),
                        world.observed(kind.key()).getOrDefault(id, Observed.missing())),
                world);
    }

    private static <D, O> List<Difference> compare(ResourceKind<D, O> kind, Triple<D, O> triple, Snapshot world) {
        return triple.observed()
                .fold(
                        state -> kind.compare(triple, world),
                        () -> kind.compare(triple, world),
                        why -> triple.desired().isEmpty() && triple.baseline().isEmpty()
                                ? List.of()
                                : List.of(unreadable(triple, why)));
    }

    private static Difference unreadable(Triple<?, ?> triple, String why) {
        var builder = Difference.of(triple.id(), Verb.NONE)
                .disposition(new Disposition.Deferred(
                        PlanCodes.UNREADABLE.toString(), "cannot be read: " + why, Optional.empty()));
        triple.desired().ifPresent(desired -> builder.provenance(desired.at()));
        return builder.build();
    }

    private static <D, O> List<Difference> compareAgain(
            ResourceKind<D, O> kind, List<Difference> found, Snapshot world) {
        var result = new ArrayList<Difference>();
        var again = new TreeSet<ResourceId>();
        for (var difference : found) {
            if (world.facts(difference.id()).isEmpty()) {
                result.add(difference);
            } else if (again.add(difference.id())) {
                result.addAll(compare(kind, difference.id(), world));
            }
        }
        return result;
    }

    private static Map<ResourceId, List<Fact>> measure(
            Map<ResourceKind<?, ?>, List<Difference>> byKind, Snapshot world, Cluster cluster) {
        var facts = new HashMap<ResourceId, List<Fact>>();
        byKind.forEach((kind, differences) -> facts.putAll(kind.measure(differences, world, cluster)));
        return facts;
    }

    private static List<Difference> judge(
            ResourceKind<?, ?> kind, List<Difference> differences, Snapshot world, PlanRequest request) {
        var targeted =
                differences.stream().filter(one -> request.covers(one.id())).toList();
        var others =
                differences.stream().filter(one -> !request.covers(one.id())).toList();
        var judged = new ArrayList<>(others);
        var reading = world.reading(kind.key()).orElseThrow();
        if (kind.deletionsCapped() && !targeted.isEmpty()) {
            var live = (int) reading.observed().values().stream()
                    .filter(observed -> observed.found().isPresent())
                    .count();
            targeted = DeletionRules.apply(
                    kind.key().plural(),
                    targeted,
                    world.desired(kind.key()).size(),
                    live,
                    request.protection(),
                    reading.inventory());
        }
        targeted.forEach(one -> judged.add(refuseUnmanaged(one, request)));
        return judged;
    }

    private static Difference refuseUnmanaged(Difference difference, PlanRequest request) {
        boolean refuse = difference.disposition().equals(Disposition.UNMANAGED)
                && difference.fields().isEmpty()
                && request.protection().unmanagedResources() == UnmanagedPolicy.REFUSE;
        return refuse
                ? difference.withDisposition(Disposition.refused(
                        PlanCodes.UNMANAGED_REFUSED,
                        "it is live and nothing declares it",
                        "declare it, remove it by hand, or set unmanaged.resources to report"))
                : difference;
    }

    private static List<Difference> select(List<Difference> differences, PlanRequest request, List<Problem> notes) {
        if (request.targets().isEmpty()) {
            return differences;
        }
        var known = new TreeSet<ResourceId>(request.desired().all().keySet());
        request.baselines().applied().all().keySet().forEach(known::add);
        differences.forEach(difference -> known.add(difference.id()));
        var unknown = request.targets().stream()
                .filter(id -> !known.contains(id))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new Failure(
                    ExitCode.INPUT,
                    unknown.stream()
                            .map(id -> Problem.error(
                                            PlanCodes.NO_SUCH_TARGET, "no resource " + id + " is declared or live")
                                    .withHint("targets are written KIND/NAME, for example topic/payments.orders.v1"))
                            .toList());
        }
        var left = differences.stream()
                .filter(one -> !request.covers(one.id()) && !one.disposition().isUnmanaged())
                .count();
        if (left > 0) {
            notes.add(Problem.warning(
                    PlanCodes.LEFT_OUT_BY_TARGET,
                    left + (left == 1 ? " other difference is" : " other differences are") + " left out by --target"));
        }
        return differences.stream().filter(one -> request.covers(one.id())).toList();
    }

    private static void requireRealised(List<Change> planned, List<Step> steps) {
        var realised = new TreeSet<ResourceId>();
        steps.forEach(step -> realised.addAll(step.realises()));
        planned.stream()
                .map(Change::id)
                .filter(id -> !realised.contains(id))
                .findFirst()
                .ifPresent(id -> {
                    throw new IllegalStateException("no step realises the change of " + id);
                });
    }
}
