package io.castellan.resource.feature;

import io.castellan.diagnostics.Code;
import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.WriteResult;
import io.castellan.model.Cause;
import io.castellan.model.Declared;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.Fact;
import io.castellan.model.Observed;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.Triple;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import io.castellan.resource.Begun;
import io.castellan.resource.Cluster;
import io.castellan.resource.KindKey;
import io.castellan.resource.Reading;
import io.castellan.resource.ResourceKind;
import io.castellan.resource.Scope;
import io.castellan.resource.World;
import io.castellan.resource.catalogue.RiskTable;
import io.castellan.resource.catalogue.Surroundings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.errors.ClusterAuthorizationException;

/**
 * The kind {@code feature}. Every feature of a cluster has a level, so one that nobody declares is no difference; one that is
 * declared no longer stays where it is.
 */
final class FeatureKind implements ResourceKind<FeatureSpec, FeatureState> {
    static final String LEVEL = "level";
    /** What Kafka says when asked without doing it: nothing where it agrees. */
    static final String REFUSAL = "Kafka's refusal";

    @Override
    public KindKey<FeatureSpec, FeatureState> key() {
        return FeatureRoom.KEY;
    }

    @Override
    public boolean deletionsCapped() {
        return false;
    }

    @Override
    public Reading<FeatureState> read(Scope<FeatureSpec> scope, Cluster cluster) {
        return begin(cluster).finish(scope);
    }

    @Override
    public Begun<FeatureSpec, FeatureState> begin(Cluster cluster) {
        var reads = cluster.access(KafkaAccess.class).reads();
        var finalised = reads.features();
        return scope -> {
            var brokers = scope.named().isEmpty() ? List.<Integer>of() : FeatureExecutor.brokers(cluster);
            return seen(scope, LiveFeatures.read(reads, finalised, brokers));
        };
    }

    private static Reading<FeatureState> seen(Scope<FeatureSpec> scope, Observed<Map<String, FeatureState>> live) {
        var observed = new TreeMap<ResourceId, Observed<FeatureState>>();
        live.fold(
                features -> {
                    scope.named().forEach(id -> observed.put(id, Observed.missing()));
                    features.forEach((name, state) -> observed.put(FeatureRoom.KEY.id(name), Observed.present(state)));
                    return observed;
                },
                () -> observed,
                why -> {
                    scope.named().forEach(id -> observed.put(id, Observed.unreadable(why)));
                    return observed;
                });
        return Reading.complete(observed);
    }

    @Override
    public List<Difference> compare(Triple<FeatureSpec, FeatureState> triple, World world) {
        var live = triple.observed().found();
        int now = live.map(FeatureState::level).orElse(0);
        return triple.desired()
                .map(desired -> desired.spec().level() == now
                        ? List.<Difference>of()
                        : List.of(difference(desired, live, now, world)))
                .orElseGet(() -> withdrawn(triple, now));
    }

    private static Difference difference(
            Declared<FeatureSpec> desired, Optional<FeatureState> live, int now, World world) {
        int level = desired.spec().level();
        var difference = Difference.of(desired.id(), Verb.UPDATE)
                .field(LEVEL, text(now), text(level), desired.at())
                .facts(world.facts(desired.id()))
                .provenance(desired.at());
        return unsupported(desired.id().name(), level, live)
                .or(() -> refusal(world.facts(desired.id())))
                .map(why -> difference.disposition(why).build())
                .orElseGet(() -> difference
                        .risks(RiskTable.feature()
                                .assess(
                                        desired.id().name(),
                                        Optional.of(String.valueOf(now)),
                                        Optional.of(String.valueOf(level)),
                                        Surroundings.unknown()))
                        .build());
    }

    private static Optional<Disposition> unsupported(String name, int level, Optional<FeatureState> live) {
        var range = live.flatMap(FeatureState::supported);
        if (range.filter(levels -> levels.has(level)).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(refused(
                FeatureCodes.NOT_SUPPORTED,
                range.map(levels -> "the brokers all support '" + name + "' from " + levels.least() + " to "
                                + levels.most() + ", not " + level)
                        .orElse("not every broker knows '" + name + "'"),
                "declare a level that every broker supports, or upgrade the brokers first"));
    }

    private static Optional<Disposition> refusal(Collection<Fact> facts) {
        return facts.stream()
                .filter(fact -> fact.name().equals(REFUSAL))
                .flatMap(fact -> fact.value().asText().stream())
                .findFirst()
                .map(message -> refused(
                        FeatureCodes.KAFKA_REFUSES,
                        "Kafka would refuse it: " + message,
                        "declare the level that is live"));
    }

    private static Value text(int level) {
        return Value.text(String.valueOf(level));
    }

    private static Disposition refused(Code code, String message, String hint) {
        return Disposition.refused(code, message, hint);
    }

    private static List<Difference> withdrawn(Triple<FeatureSpec, FeatureState> triple, int now) {
        if (triple.baseline().isEmpty() || now == 0) {
            return List.of();
        }
        return List.of(Difference.of(triple.id(), Verb.NONE)
                .field(LEVEL, text(now), Value.unset(), Provenance.observed())
                .disposition(Disposition.UNMANAGED)
                .provenance(new Provenance(Optional.empty(), Cause.WITHDRAWN, List.of()))
                .build());
    }

    /** Asks Kafka whether it would do it, which changes nothing; who may not alter the cluster is not told. */
    @Override
    public Map<ResourceId, List<Fact>> measure(Collection<Difference> differences, World world, Cluster cluster) {
        var planned = differences.stream()
                .filter(difference -> difference.disposition().isPlanned())
                .toList();
        if (planned.isEmpty()) {
            return Map.of();
        }
        var access = cluster.access(KafkaAccess.class);
        var facts = new TreeMap<ResourceId, List<Fact>>();
        for (var difference : planned) {
            var field = difference.fields().get(0);
            var name = difference.id().name();
            // one by one, since Kafka refuses a request as a whole
            access.validateFeatures(Map.of(
                            name,
                            FeatureExecutor.update(
                                    field.before().asText(), field.after().asText())))
                    .values()
                    .forEach(result -> facts.put(difference.id(), fact(result, world)));
        }
        return facts;
    }

    private static List<Fact> fact(WriteResult result, World world) {
        return result.fold(
                List::of,
                failed -> List.of(
                        failed.is(ClusterAuthorizationException.class)
                                ? unknown("this principal may not ask", world)
                                : new Fact(
                                        REFUSAL,
                                        Value.text(failed.toString()),
                                        Fact.Unit.NONE,
                                        Fact.Certainty.exact(),
                                        world.now())),
                unanswered -> List.of(unknown(unanswered.toString(), world)),
                why -> List.of(unknown(why, world)));
    }

    private static Fact unknown(String why, World world) {
        return new Fact(REFUSAL, Value.unset(), Fact.Unit.NONE, Fact.Certainty.unknown(why), world.now());
    }
}
