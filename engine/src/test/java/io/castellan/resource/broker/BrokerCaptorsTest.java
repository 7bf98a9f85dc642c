package io.castellan.resource.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Place;
import io.castellan.model.Cause;
import io.castellan.model.Declared;
import io.castellan.model.Digest;
import io.castellan.model.Observed;
import io.castellan.model.Provenance;
import io.castellan.model.Value;
import io.castellan.resource.Captor;
import io.castellan.resource.Section;
import io.castellan.resource.broker.Layers.Level;
import io.castellan.resource.broker.Layers.Source;
import io.castellan.resource.keyed.KeyedSpec;
import io.castellan.resource.keyed.KeyedState;
import io.castellan.testing.PretendedWorld;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What all brokers and what single nodes have of their own, as declarations. */
class BrokerCaptorsTest {
    private final PretendedWorld world = new PretendedWorld();
    private final Map<String, String> forAll = new HashMap<>();

    private static Source source(Level level, String key, String value) {
        return new Source(level, key, value);
    }

    private void node(int id, Source... sources) {
        var keys = new HashMap<String, List<Source>>();
        var own = new HashMap<String, String>();
        for (var source : sources) {
            keys.computeIfAbsent(source.name(), key -> new ArrayList<>()).add(source);
            if (source.level() == Level.NODE) {
                own.put(source.name(), source.value());
            }
        }
        var layers = keys.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new Layers(entry.getValue())));
        world.observed(
                BrokerRoom.NODE.id(String.valueOf(id)),
                Observed.present(new NodeState(id, new KeyedState(own), Map.of("rack", "dc1"), layers)));
    }

    private void declareNode(int id, String key, String value) {
        var at = Provenance.at(Place.whole("environment.yaml"), Cause.ENVIRONMENT);
        world.desired(List.of(new Declared<>(
                BrokerRoom.NODE.id(String.valueOf(id)),
                new NodeSpec(new KeyedSpec(Map.of(key, new KeyedSpec.Declaration(value, at))), new KeyedSpec(Map.of())),
                at,
                Digest.of(Value.text("unit")))));
    }

    private Optional<Value> captured(Captor captor) {
        world.observed(
                BrokerRoom.ALL,
                forAll.isEmpty() ? Observed.missing() : Observed.present(new KeyedState(Map.copyOf(forAll))));
        return captor.capture(world, Optional.empty());
    }

    private static Value config(String key, Value value) {
        return Value.entries(Map.of("config", Value.entries(Map.of(key, value))));
    }

    @Test
    void whatANodeHasOfItsOwnBelongsIntoEnvironmentYamlAndNothingElseOfIt() {
        node(
                1,
                source(Level.NODE, "log.retention.ms", "604800000"),
                source(Level.FILE, "num.io.threads", "16"),
                source(Level.CLUSTER, "background.threads", "4"),
                source(Level.KAFKA, "max.connections", "100"));
        node(2, source(Level.FILE, "num.io.threads", "8"));

        var captor = new NodesCaptor();

        assertThat(captor.home()).isEqualTo(Section.Home.ENVIRONMENT);
        assertThat(captured(captor)).contains(Value.entries(Map.of("1", config("log.retention.ms", Value.text("7d")))));
    }

    @Test
    void whatEnvironmentYamlDeclaresAlreadyIsNotWrittenAgain() {
        node(1, source(Level.NODE, "max.connections", "7"), source(Level.NODE, "background.threads", "4"));
        declareNode(1, "max.connections", "9");

        assertThat(captured(new NodesCaptor()))
                .as("whatever is live of it: the plan shows that")
                .contains(Value.entries(Map.of("1", config("background.threads", Value.whole(4)))));

        declareNode(1, "background.threads", "4");
        node(1, source(Level.NODE, "background.threads", "4"));
        assertThat(captured(new NodesCaptor())).isEmpty();
    }

    @Test
    void secretsPlatformKeysAndWhatHasNoEffectCannotBeDeclared() {
        node(
                1,
                source(Level.NODE, "ssl.keystore.password", "hidden"),
                source(Level.NODE, "leader.replication.throttled.rate", "1000"),
                source(Level.NODE, "no.such.key", "1"));

        assertThat(captured(new NodesCaptor())).isEmpty();
    }

    @Test
    void aNodeThatCannotBeReadIsLeftOut() {
        world.observed(BrokerRoom.NODE.id("1"), Observed.unreadable("no answer"));
        node(2, source(Level.NODE, "background.threads", "4"));

        assertThat(captured(new NodesCaptor()))
                .contains(Value.entries(Map.of("2", config("background.threads", Value.whole(4)))));
    }

    @Test
    void aDefaultIsWrittenOnceWhatOverridesItIsDeclared() {
        forAll.put("background.threads", "4");
        node(1, source(Level.NODE, "background.threads", "8"), source(Level.CLUSTER, "background.threads", "4"));
        node(2, source(Level.CLUSTER, "background.threads", "4"));

        assertThat(captured(new BrokersCaptor())).isEmpty();

        declareNode(1, "background.threads", "8");
        assertThat(captured(new BrokersCaptor())).contains(config("background.threads", Value.whole(4)));
    }

    @Test
    void aDefaultThatAnotherKeyMakesVoidIsNotWritten() {
        forAll.put("log.retention.hours", "24");
        world.observed(
                BrokerRoom.NODE.id("1"),
                Observed.present(new NodeState(
                        1,
                        new KeyedState(Map.of()),
                        Map.of(),
                        Map.of(
                                "log.retention.ms",
                                new Layers(List.of(
                                        source(Level.FILE, "log.retention.ms", "1000"),
                                        source(Level.CLUSTER, "log.retention.hours", "86400000")))))));

        assertThat(captured(new BrokersCaptor())).isEmpty();
    }
}
