package io.castellan.resource.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Place;
import io.castellan.model.Baseline;
import io.castellan.model.Cause;
import io.castellan.model.Change;
import io.castellan.model.Declared;
import io.castellan.model.Difference;
import io.castellan.model.Digest;
import io.castellan.model.Disposition;
import io.castellan.model.Observed;
import io.castellan.model.Phase;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.Risk;
import io.castellan.model.RiskClass;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.Target;
import io.castellan.model.Triple;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import io.castellan.resource.broker.Layers.Level;
import io.castellan.resource.broker.Layers.Source;
import io.castellan.resource.keyed.KeyedSpec;
import io.castellan.resource.keyed.KeyedState;
import io.castellan.resource.view.FeatureView;
import io.castellan.resource.view.TopicView;
import io.castellan.testing.PretendedWorld;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is said to all brokers and to single nodes, without a cluster. */
class BrokersKindTest {
    private final PretendedWorld world = new PretendedWorld();
    private final Map<String, String> forAll = new TreeMap<>();
    private final Map<String, String> before = new TreeMap<>();
    private Observed<KeyedState> live = Observed.missing();

    private record Topic(String name, int replicationFactor, Map<String, String> overrides) implements TopicView {
        @Override
        public String uuid() {
            return name;
        }

        @Override
        public List<List<Integer>> replicas() {
            return List.of(List.of(1, 2, 3).subList(0, replicationFactor));
        }

        @Override
        public boolean internal() {
            return false;
        }

        @Override
        public Optional<String> effective(String key) {
            return Optional.ofNullable(overrides.get(key))
                    .or(() -> Optional.of("delete").filter(policy -> key.equals("cleanup.policy")));
        }
    }

    private record Feature(String name, int level) implements FeatureView {}

    private static Provenance at() {
        return Provenance.at(Place.whole("state.yaml"), Cause.DECLARATION);
    }

    private static KeyedSpec spec(Map<String, String> values) {
        var settings = new HashMap<String, KeyedSpec.Declaration>();
        values.forEach((key, value) -> settings.put(key, new KeyedSpec.Declaration(value, at())));
        return new KeyedSpec(settings);
    }

    private static <S> Declared<S> declared(ResourceId id, S spec) {
        return new Declared<>(id, spec, at(), Digest.of(Value.text("unit")));
    }

    private void declareNode(int id, Map<String, String> config) {
        world.desired(List.of(
                declared(BrokerRoom.NODE.id(String.valueOf(id)), new NodeSpec(spec(config), new KeyedSpec(Map.of())))));
    }

    /** A node whose keys come from the sources given as {@code key, level, value}. */
    private void node(int id, Object... sources) {
        var keys = new HashMap<String, Layers>();
        var own = new HashMap<String, String>();
        for (int i = 0; i < sources.length; i += 3) {
            var key = (String) sources[i];
            var level = (Level) sources[i + 1];
            var value = (String) sources[i + 2];
            var others = keys.getOrDefault(key, Layers.NONE).sources();
            keys.put(
                    key,
                    new Layers(java.util.stream.Stream.concat(
                                    others.stream(), java.util.stream.Stream.of(new Source(level, key, value)))
                            .toList()));
            if (level == Level.NODE) {
                own.put(key, value);
            }
        }
        world.observed(
                BrokerRoom.NODE.id(String.valueOf(id)),
                Observed.present(new NodeState(id, new KeyedState(own), Map.of(), keys)));
    }

    private List<Difference> compare() {
        var desired = declared(BrokerRoom.ALL, spec(forAll));
        world.desired(List.of(desired));
        return new BrokersKind()
                .compare(
                        new Triple<>(
                                BrokerRoom.ALL,
                                Optional.of(desired),
                                Baseline.of(declared(BrokerRoom.ALL, spec(before))),
                                live),
                        world);
    }

    private Difference only() {
        var found = compare();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private Code refusal() {
        return only().disposition().refusal().map(Disposition.Refused::code).orElseThrow();
    }

    private Step step(Change... others) {
        var all = new java.util.ArrayList<>(List.of(others));
        all.add(Change.of(only(), new Target("test", "cluster")));
        return new BrokerPlanner()
                .steps(all, world).stream()
                        .filter(step -> step.id().subject().equals(BrokerRoom.ALL))
                        .findFirst()
                        .orElseThrow();
    }

    private static Change topicChange(String name, String key, Value after) {
        return Change.of(
                Difference.of(new ResourceId("topic", name), Verb.UPDATE)
                        .field("config." + key, after.isUnset() ? Value.text("1") : Value.unset(), after, at())
                        .risk(RiskClass.SAFE, "ANY", "any")
                        .provenance(at())
                        .build(),
                new Target("test", "cluster"));
    }

    private void shorterRetention() {
        node(1, "log.retention.ms", Level.KAFKA, "604800000");
        forAll.put("log.retention.ms", "3600000");
    }

    @Test
    void aDefaultIsAsRiskyAsTheSameChangeOnEveryTopicThatInheritsIt() {
        shorterRetention();
        world.seen(new Topic("inherits", 3, Map.of()));

        assertThat(only().worstRisk()).isEqualTo(RiskClass.DESTRUCTIVE);
        assertThat(only().facts()).anySatisfy(fact -> {
            assertThat(fact.name()).isEqualTo("topics that inherit log.retention.ms");
            assertThat(fact.value()).isEqualTo(Value.whole(1));
        });
        assertThat(step().phase()).isEqualTo(Phase.DESTRUCTIVE);
    }

    @Test
    void aDefaultThatHarmsNoTopicIsSafe() {
        shorterRetention();
        world.seen(new Topic("own", 3, Map.of("retention.ms", "1000")));
        world.seen(new Topic("compacted", 3, Map.of("retention.ms", "1", "cleanup.policy", "compact")));

        assertThat(only().risks()).extracting(Risk::code).containsExactly("NO_HEIR_HARMED");
        assertThat(step().phase()).isEqualTo(Phase.CONFIGURATION);
    }

    @Test
    void theTopicOfTheLockHoldsNothingThatCouldBeLost() {
        shorterRetention();
        world.seen(new Topic(io.castellan.kafka.lock.LockSettings.NAME, 3, Map.of()));

        assertThat(only().worstRisk()).isEqualTo(RiskClass.SAFE);
    }

    @Test
    void topicsThatMayBeInvisibleCountAsTheWorst() {
        shorterRetention();
        world.blind("no Describe on topics");

        assertThat(only().worstRisk()).isEqualTo(RiskClass.DESTRUCTIVE);
    }

    @Test
    void topicsThatGetTheirOwnValueGetItFirst() {
        shorterRetention();

        assertThat(step(topicChange("orders", "retention.ms", Value.text("9"))).after())
                .contains(new StepId("topic.config", new ResourceId("topic", "orders")));
        assertThat(step(topicChange("orders", "segment.ms", Value.text("9"))).after())
                .as("another key")
                .isEmpty();
        assertThat(step(topicChange("orders", "retention.ms", Value.unset())).after())
                .as("who gives its own value up waits for the brokers instead")
                .isEmpty();
    }

    @Test
    void aNodeWithAValueThatNobodyDeclaresMakesTheDefaultVoid() {
        node(1, "max.connections", Level.KAFKA, "100");
        node(2, "max.connections", Level.NODE, "7", "max.connections", Level.KAFKA, "100");
        forAll.put("max.connections", "50");

        assertThat(refusal()).isEqualTo(BrokerCodes.SHADOWED);
        live = Observed.present(new KeyedState(Map.of("max.connections", "50")));
        assertThat(refusal()).as("also when it is set already").isEqualTo(BrokerCodes.SHADOWED);

        declareNode(2, Map.of("max.connections", "7"));
        assertThat(compare()).as("meant to differ").isEmpty();
    }

    @Test
    void aKeyInALargerUnitIsVoidBesideOneInASmaller() {
        node(1, "log.retention.hours", Level.KAFKA, "168");
        forAll.put("log.retention.hours", "168");
        assertThat(compare()).isEmpty();

        forAll.put("log.retention.ms", "1000");
        assertThat(compare())
                .anySatisfy(one -> assertThat(one.disposition().refusal().map(Disposition.Refused::code))
                        .contains(BrokerCodes.SHADOWED));
    }

    @Test
    void staticKeysAreComparedAndNeverChanged() {
        node(1, "auto.create.topics.enable", Level.FILE, "false");
        node(2, "auto.create.topics.enable", Level.KAFKA, "true");
        forAll.put("auto.create.topics.enable", "false");

        var refused = only().disposition().refusal().orElseThrow();
        assertThat(refused.code()).isEqualTo(BrokerCodes.NEEDS_RESTART);
        assertThat(refused.message())
                .contains("node 2")
                .contains("needs a restart")
                .doesNotContain("node 1");
    }

    @Test
    void withoutAnyNodeStaticKeysWaitAndDynamicOnesAreStillPlanned() {
        world.observed(BrokerRoom.NODE.id("1"), Observed.unreadable("no answer"));
        forAll.put("auto.create.topics.enable", "false");
        forAll.put("max.connections", "50");

        assertThat(compare())
                .extracting(one -> one.disposition().word())
                .containsExactlyInAnyOrder("planned", "deferred");
    }

    @Test
    void minInsyncReplicasNeverGoesAboveTheReplicasOfATopicThatInheritsIt() {
        node(1, "min.insync.replicas", Level.KAFKA, "1");
        world.seen(new Topic("small", 1, Map.of()));
        forAll.put("min.insync.replicas", "2");

        assertThat(refusal()).isEqualTo(BrokerCodes.MIN_ISR_ABOVE_REPLICAS);
        assertThat(only().disposition().refusal().orElseThrow().message()).contains("small");
    }

    @Test
    void minInsyncReplicasIsNotGivenUpWhileEligibleReplicasAreRemembered() {
        node(1, "min.insync.replicas", Level.CLUSTER, "1");
        live = Observed.present(new KeyedState(Map.of("min.insync.replicas", "1")));
        before.put("min.insync.replicas", "1");
        assertThat(only().disposition().isPlanned()).isTrue();

        world.seen(new Feature("eligible.leader.replicas.version", 1));
        assertThat(refusal()).isEqualTo(BrokerCodes.MIN_ISR_FIXED);
    }

    @Test
    void numbersOfThreadsThatNodesCannotReachTogetherAreRefused() {
        node(1, "num.io.threads", Level.FILE, "2");
        node(2, "num.io.threads", Level.FILE, "64");
        forAll.put("num.io.threads", "8");

        assertThat(refusal()).isEqualTo(BrokerCodes.TOO_FAR_APART);
    }

    @Test
    void throttlesAreNobodysDifference() {
        live = Observed.present(new KeyedState(Map.of("leader.replication.throttled.rate", "1000")));

        assertThat(compare()).isEmpty();
    }
}
