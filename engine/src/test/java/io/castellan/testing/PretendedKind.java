package io.castellan.testing;

import io.castellan.model.Declared;
import io.castellan.model.Difference;
import io.castellan.model.Observed;
import io.castellan.model.Origin;
import io.castellan.model.Plan;
import io.castellan.model.Protection;
import io.castellan.model.ResourceId;
import io.castellan.model.Triple;
import io.castellan.plan.PlanRequest;
import io.castellan.plan.Planning;
import io.castellan.resource.Baselines;
import io.castellan.resource.Cluster;
import io.castellan.resource.ClusterView;
import io.castellan.resource.Declarations;
import io.castellan.resource.KindKey;
import io.castellan.resource.Reading;
import io.castellan.resource.Registry;
import io.castellan.resource.ResourceKind;
import io.castellan.resource.Room;
import io.castellan.resource.Scope;
import io.castellan.resource.World;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A kind that compares as it does, and sees what the test says: its changes can be planned without a cluster.
 *
 * @param live what is there
 * @param inventory whether that is known to be all
 */
public record PretendedKind<D, O>(ResourceKind<D, O> kind, Map<ResourceId, O> live, ClusterView.Inventory inventory)
        implements ResourceKind<D, O> {
    private static final ClusterView VIEW = new ClusterView("cluster", List.of(), ClusterView.Inventory.proved());

    @Override
    public KindKey<D, O> key() {
        return kind.key();
    }

    @Override
    public boolean deletionsCapped() {
        return kind.deletionsCapped();
    }

    @Override
    public Reading<O> read(Scope<D> scope, Cluster cluster) {
        var observed = new TreeMap<ResourceId, Observed<O>>();
        scope.named().forEach(id -> observed.put(id, Observed.missing()));
        live.forEach((id, state) -> observed.put(id, Observed.present(state)));
        return new Reading<>(observed, inventory, List.of());
    }

    @Override
    public List<Difference> compare(Triple<D, O> triple, World world) {
        return kind.compare(triple, world);
    }

    /**
     * Plans it.
     *
     * @param room the kind's, which brings its planners
     * @param targets empty for everything
     */
    public Plan plan(
            Room room,
            Collection<Declared<?>> desired,
            Collection<Declared<?>> applied,
            Protection protection,
            ResourceId... targets) {
        var registry =
                new Registry(List.of(new Room(room.sections(), List.of(this), room.planners(), room.executors())));
        return new Planning(registry, Clock.systemUTC(), "castellan test")
                .plan(
                        new PlanRequest(
                                "test",
                                Optional.empty(),
                                protection,
                                Optional.empty(),
                                Declarations.of(desired),
                                Baselines.of(Declarations.of(applied)),
                                Origin.folder(),
                                Set.of(targets)),
                        new NoCluster())
                .plan();
    }

    /** Nobody asks it anything. */
    private static final class NoCluster implements Cluster {
        @Override
        public ClusterView view() {
            return VIEW;
        }

        @Override
        public <T> T access(Class<T> type) {
            throw new IllegalArgumentException("no cluster");
        }
    }
}
