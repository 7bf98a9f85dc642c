package io.castellan.resource.acl;

import io.castellan.model.Baseline;
import io.castellan.model.Change;
import io.castellan.model.Declared;
import io.castellan.model.Difference;
import io.castellan.model.Fact;
import io.castellan.model.Mirroring;
import io.castellan.model.Observed;
import io.castellan.model.Protection;
import io.castellan.model.ResourceId;
import io.castellan.model.Step;
import io.castellan.model.Target;
import io.castellan.model.Triple;
import io.castellan.model.Value;
import io.castellan.resource.Baselines;
import io.castellan.resource.ClusterView;
import io.castellan.resource.Declarations;
import io.castellan.resource.KindKey;
import io.castellan.resource.World;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A pretended world of access rules; we are {@code User:castellan}, no super user, unless it says otherwise. */
final class Scene implements World {
    static final String OWN = "User:castellan";

    private final Map<ResourceId, Observed<AclRule>> observed = new TreeMap<>();
    private Optional<Mirroring> mirrored = Optional.empty();
    private Declarations desired = Declarations.none();
    private Declarations applied = Declarations.none();
    private Circumstances circumstances = new Circumstances(true, Optional.of(OWN), Known.NO, Known.NO);

    /** @param rules of the section {@code acls}, in flow style */
    Scene desired(String rules) {
        desired = RuleFiles.of("acls: {" + rules + "}").declarations();
        return this;
    }

    Scene applied(String rules) {
        applied = RuleFiles.of("acls: {" + rules + "}").declarations();
        return this;
    }

    Scene live(String rules) {
        RuleFiles.of("acls: {" + rules + "}").declared().values().forEach(rule -> live(rule.spec()));
        return this;
    }

    Scene live(AclRule rule) {
        observed.put(rule.id(), Observed.present(rule));
        return this;
    }

    Scene mirrored(Mirroring value) {
        mirrored = Optional.of(value);
        return this;
    }

    Scene superUser(Known value) {
        circumstances = new Circumstances(
                circumstances.authorizer(), circumstances.principal(), value, circumstances.everyone());
        return this;
    }

    Scene everyone(Known value) {
        circumstances = new Circumstances(
                circumstances.authorizer(), circumstances.principal(), circumstances.superUser(), value);
        return this;
    }

    Scene principalUnknown() {
        circumstances = new Circumstances(
                circumstances.authorizer(), Optional.empty(), circumstances.superUser(), circumstances.everyone());
        return this;
    }

    Scene withoutAuthorizer() {
        circumstances = Circumstances.withoutAuthorizer();
        return this;
    }

    List<Difference> differences() {
        var ids = new TreeSet<>(observed.keySet());
        ids.addAll(desired(AclRoom.KEY).keySet());
        ids.addAll(baseline(AclRoom.KEY).keySet());
        var kind = new AclKind();
        return ids.stream().flatMap(id -> compare(kind, id).stream()).toList();
    }

    Difference only(String name) {
        return differences().stream()
                .filter(one -> one.id().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no difference of " + name + ": " + differences()));
    }

    private List<Difference> compare(AclKind kind, ResourceId id) {
        return kind.compare(
                new Triple<>(
                        id,
                        Optional.ofNullable(desired(AclRoom.KEY).get(id)),
                        baseline(AclRoom.KEY).getOrDefault(id, Baseline.none()),
                        observed.getOrDefault(id, Observed.missing())),
                this);
    }

    List<Step> steps() {
        return new AclPlanner()
                .steps(
                        differences().stream()
                                .filter(one -> one.disposition().isPlanned())
                                .map(one -> Change.of(one, new Target("test", "cluster")))
                                .toList(),
                        this);
    }

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public Optional<Mirroring> mirrored() {
        return mirrored;
    }

    @Override
    public Protection protection() {
        return Protection.DEFAULT;
    }

    @Override
    public ClusterView cluster() {
        return new ClusterView("cluster", List.of(), ClusterView.Inventory.proved());
    }

    @Override
    public <D> Map<ResourceId, Declared<D>> desired(KindKey<D, ?> key) {
        return desired.of(key);
    }

    @Override
    public <D> Map<ResourceId, Baseline<D>> baseline(KindKey<D, ?> key) {
        return Baselines.of(applied).of(key);
    }

    @Override
    @SuppressWarnings("unchecked") // there are only rules here
    public <O> Map<ResourceId, Observed<O>> observed(KindKey<?, O> key) {
        return (Map<ResourceId, Observed<O>>) (Map<?, ?>) observed;
    }

    @Override
    public Map<String, Value> about(KindKey<?, ?> key) {
        return circumstances.about();
    }

    @Override
    public <V> Collection<V> observedAs(Class<V> view) {
        return List.of();
    }

    @Override
    public <V> Collection<V> desiredAs(Class<V> view) {
        return List.of();
    }

    @Override
    public List<Fact> facts(ResourceId id) {
        return List.of();
    }
}
