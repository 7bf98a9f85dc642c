package io.castellan.resource.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Step;
import io.castellan.model.Target;
import io.castellan.plan.StepOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is live, plus the steps of a plan, is what is declared; through every state in between. */
class TopicConvergenceTest {
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");
    private static final Map<String, List<String>> VALUES = Map.of(
            "cleanup.policy", List.of("delete", "compact", "compact,delete"),
            "retention.ms", List.of("3600000", "86400000", "604800000", "-1"),
            "retention.bytes", List.of("1073741824", "5368709120", "-1"),
            "min.insync.replicas", List.of("1", "2", "3"),
            "segment.ms", List.of("3600000", "604800000"),
            "max.message.bytes", List.of("1000000", "1048588", "2097152"));
    /** Kafka wants the least lag to be at most the longest one, at every moment. */
    private static final List<String> COMPACTION_LAGS = List.of("1", "60000", "3600000", "7200000");

    static LongStream seeds() {
        return Optional.ofNullable(Long.getLong("castellan.test.seed"))
                .map(LongStream::of)
                .orElseGet(() -> LongStream.range(0, 120));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void applyingReachesWhatIsDeclaredAndComparingAgainFindsNothing(long seed) {
        var model = new Model(seed);
        var before = model.refused();

        model.apply(model.steps(), Integer.MAX_VALUE);

        assertThat(model.planned()).as("planned after the apply").isEmpty();
        assertThat(model.refused()).as("refused stays refused").isEqualTo(before);
        model.assertDeclared();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void stoppingAnywhereAndPlanningAgainConverges(long seed) {
        int all = new Model(seed).steps().size();
        for (int stop = 0; stop < all; stop++) {
            var model = new Model(seed);
            model.apply(model.steps(), stop);
            model.assertKafkaWouldAccept();

            model.apply(model.steps(), Integer.MAX_VALUE);

            assertThat(model.planned()).as("planned after stop at " + stop).isEmpty();
            model.assertDeclared();
        }
    }

    /** Topics as values; steps are applied as a broker would. */
    private static final class Model {
        private final Random random;
        private final Map<String, TopicState> live = new TreeMap<>();
        private final Files desired;
        private final Files applied;
        private int ids;

        Model(long seed) {
            random = new Random(seed);
            desired = declare(true);
            applied = declare(false);
            for (var name : NAMES) {
                if (random.nextInt(4) > 0) {
                    int replicas = 1 + random.nextInt(3);
                    live.put(
                            name,
                            Scene.topic(
                                    name, "id-" + ids++, 1 + random.nextInt(4), replicas, valid(settings(), replicas)));
                }
            }
        }

        private Files declare(boolean tombstones) {
            var lines = new ArrayList<String>();
            for (var name : NAMES) {
                int choice = random.nextInt(6);
                if (choice == 0 && tombstones) {
                    lines.add(name + ": {absent: true, reason: x}");
                } else if (choice > 1) {
                    int replicas = 1 + random.nextInt(3);
                    lines.add(name + ": {partitions: " + (1 + random.nextInt(6)) + ", replicationFactor: " + replicas
                            + ", config: " + yaml(valid(settings(), replicas)) + "}");
                }
            }
            return new Files().topics(lines.toArray(String[]::new));
        }

        private Map<String, String> settings() {
            var settings = new TreeMap<String, String>();
            new TreeMap<>(VALUES).forEach((key, values) -> {
                if (random.nextBoolean()) {
                    settings.put(key, values.get(random.nextInt(values.size())));
                }
            });
            if (random.nextBoolean()) {
                int least = random.nextInt(COMPACTION_LAGS.size());
                int most = least + random.nextInt(COMPACTION_LAGS.size() - least);
                settings.put("min.compaction.lag.ms", COMPACTION_LAGS.get(least));
                settings.put("max.compaction.lag.ms", COMPACTION_LAGS.get(most));
            }
            return settings;
        }

        /** What Kafka would never have accepted is not live, and not declared by anybody who is sane. */
        private static Map<String, String> valid(Map<String, String> settings, int replicas) {
            settings.computeIfPresent(
                    "min.insync.replicas", (key, value) -> Integer.parseInt(value) > replicas ? "1" : value);
            return settings;
        }

        private static String yaml(Map<String, String> settings) {
            var entries = new ArrayList<String>();
            settings.forEach((key, value) -> entries.add(key + ": '" + value + "'"));
            return "{" + String.join(", ", entries) + "}";
        }

        private Scene scene() {
            var scene = new Scene().desired(desired).applied(applied);
            live.values().forEach(scene::live);
            return scene;
        }

        private List<Difference> differences() {
            var scene = scene();
            return NAMES.stream().flatMap(name -> scene.compare(name).stream()).toList();
        }

        List<Difference> planned() {
            return differences().stream()
                    .filter(difference -> difference.disposition().isPlanned())
                    .toList();
        }

        List<String> refused() {
            return differences().stream()
                    .filter(difference -> difference.disposition().refusal().isPresent())
                    .map(difference -> difference.id() + " " + AlterationTest.texts(difference))
                    .toList();
        }

        List<Step> steps() {
            var changes = planned().stream()
                    .map(difference -> Change.of(difference, new Target("test", "model")))
                    .toList();
            return StepOrder.order(new TopicPlanner().steps(changes, scene()));
        }

        void apply(List<Step> steps, int count) {
            for (var step : steps.subList(0, Math.min(count, steps.size()))) {
                var name = StepArguments.topic(step);
                switch (step.executor()) {
                    case "topic.create" -> {
                        var wanted = StepArguments.newOne(step);
                        live.put(
                                name,
                                Scene.topic(
                                        name,
                                        "id-" + ids++,
                                        wanted.partitions(),
                                        wanted.replicationFactor(),
                                        wanted.config()));
                    }
                    case "topic.delete" -> live.remove(name);
                    case "topic.partitions" -> change(name, StepArguments.partitionsAfter(step), Map.of());
                    default -> change(name, live.get(name).partitions(), StepArguments.moves(step));
                }
                assertKafkaWouldAccept();
            }
        }

        private void change(String name, int partitions, Map<String, StepArguments.Move> moves) {
            var old = live.get(name);
            var settings = new HashMap<>(old.overrides());
            moves.forEach((key, move) ->
                    move.after().ifPresentOrElse(value -> settings.put(key, value), () -> settings.remove(key)));
            live.put(name, Scene.topic(name, old.uuid(), partitions, old.replicationFactor(), settings));
        }

        void assertKafkaWouldAccept() {
            for (var topic : live.values()) {
                assertThat(number(topic, "min.insync.replicas"))
                        .as(topic.toString())
                        .isLessThanOrEqualTo(topic.replicationFactor());
                assertThat(number(topic, "min.compaction.lag.ms"))
                        .as(topic.toString())
                        .isLessThanOrEqualTo(number(topic, "max.compaction.lag.ms"));
            }
        }

        private static long number(TopicState topic, String key) {
            return Long.parseLong(topic.effective(key).orElseThrow());
        }

        void assertDeclared() {
            desired.declared().forEach((id, declared) -> {
                var topic = live.get(id.name());
                declared.spec()
                        .wanted()
                        .ifPresentOrElse(
                                spec -> spec.config().forEach((key, wanted) -> {
                                    boolean refused = key.equals("min.insync.replicas")
                                            && Integer.parseInt(wanted.value().orElseThrow())
                                                    > topic.replicationFactor();
                                    if (!refused) {
                                        assertThat(topic.override(key))
                                                .as(id + " " + key)
                                                .isEqualTo(wanted.value());
                                    }
                                }),
                                () -> assertThat(topic).isNull());
            });
        }
    }
}
