package io.castellan.toy;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.model.Step;
import io.castellan.resource.Declarations;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** For random baselines, desired states and live clusters: applying the plan reaches what is declared, by whatever stops. */
class ConvergenceTest {
    private static final long SEED = Long.getLong("castellan.test.seed", 20261121L);
    private static final int WORLDS = 150;
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");
    private static final List<String> KEYS = List.of("colour", "dim", "warm");

    /** A workshop with a history: a first commit applied, hands that changed the cluster, and a second commit. */
    private record Scene(
            Workshop shop, Map<String, Map<String, String>> first, Map<String, Map<String, String>> second) {}

    private static Scene scene(long seed) {
        var random = new Random(seed);
        var shop = new Workshop();
        lamps(random).forEach(shop.cluster::createLamp);
        shop.cluster.mills.put("north", List.of("1", "2", "1"));
        var first = declared(random);
        var second = declared(random);
        shop.commit("first", first, Map.of());
        shop.commit("second", second, random.nextBoolean() ? Map.of("north", "2") : Map.of());
        if (random.nextInt(4) > 0) {
            assertThat(shop.apply("first").exitCode()).isEqualTo(ExitCode.OK);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            byHand(shop.cluster, random);
        }
        return new Scene(shop, first, second);
    }

    private static void byHand(ModelCluster cluster, Random random) {
        var name = NAMES.get(random.nextInt(NAMES.size()));
        if (!cluster.lamps.containsKey(name)) {
            cluster.createLamp(name, settings(random));
        } else if (random.nextBoolean()) {
            cluster.deleteLamp(name);
        } else {
            cluster.setLamp(name, settings(random));
        }
    }

    private static Map<String, Map<String, String>> declared(Random random) {
        var lamps = lamps(random);
        lamps.putIfAbsent("z", settings(random)); // never an empty set, which would be refused
        return lamps;
    }

    private static Map<String, Map<String, String>> lamps(Random random) {
        var lamps = new TreeMap<String, Map<String, String>>();
        for (var name : NAMES) {
            if (random.nextBoolean()) {
                lamps.put(name, settings(random));
            }
        }
        return lamps;
    }

    private static Map<String, String> settings(Random random) {
        var settings = new TreeMap<String, String>();
        for (var key : KEYS) {
            if (random.nextInt(3) > 0) {
                settings.put(key, Integer.toString(random.nextInt(3)));
            }
        }
        return settings;
    }

    @Test
    void applyingThePlanReachesWhatIsDeclaredAndThenThereIsNoDifference() {
        for (long seed = SEED; seed < SEED + WORLDS; seed++) {
            var scene = scene(seed);
            var shop = scene.shop();
            var unmanaged = new TreeMap<>(shop.cluster.lamps);
            unmanaged.keySet().removeAll(scene.first().keySet());
            unmanaged.keySet().removeAll(scene.second().keySet());

            var report = shop.apply("second");

            assertThat(report.exitCode()).as("seed %d", seed).isEqualTo(ExitCode.OK);
            assertThat(shop.plan("second").summary().hasDifferences())
                    .as("seed %d", seed)
                    .isFalse();
            scene.second()
                    .forEach((name, settings) ->
                            assertThat(shop.cluster.lamps.get(name).settings()).containsAllEntriesOf(settings));
            assertThat(shop.cluster.lamps)
                    .as("what nobody declared, seed %d", seed)
                    .containsAllEntriesOf(unmanaged);
        }
    }

    @Test
    void stoppingBeforeAnyActionAndApplyingAgainReachesTheSame() {
        for (long seed = SEED; seed < SEED + WORLDS / 5; seed++) {
            var whole = scene(seed);
            int before = whole.shop().cluster.changes();
            whole.shop().apply("second");
            int actions = whole.shop().cluster.changes() - before;
            for (int prefix = 0; prefix < actions; prefix++) {
                var shop = scene(seed).shop();
                shop.cluster.dieBeforeChange(shop.cluster.changes() + prefix);
                try {
                    shop.apply("second");
                } catch (ModelCluster.Killed killed) {
                    shop.cluster.live();
                }
                shop.apply("second");
                assertThat(shop.cluster.lamps)
                        .as("seed %d, prefix %d", seed, prefix)
                        .usingRecursiveComparison()
                        .isEqualTo(whole.shop().cluster.lamps);
                assertThat(shop.cluster.mills).isEqualTo(whole.shop().cluster.mills);
                assertThat(shop.plan("second").summary().hasDifferences()).isFalse();
            }
        }
    }

    @Test
    void thePlanIsTheSameWhateverTheOrderOfDeclarations() {
        for (long seed = SEED; seed < SEED + WORLDS; seed++) {
            var shop = scene(seed).shop();
            var plan = shop.plan("second");
            var shuffled = new ArrayList<>(shop.commits.get("second").all().values());
            Collections.shuffle(shuffled, new Random(seed));
            shop.commits.put("second", Declarations.of(shuffled));

            assertThat(shop.plan("second")).as("seed %d", seed).isEqualTo(plan);
        }
    }

    @Test
    void everyStepComesAfterWhatItFollowsAndDestructionComesLast() {
        for (long seed = SEED; seed < SEED + WORLDS; seed++) {
            var steps = scene(seed).shop().plan("second").steps();
            var seen = new TreeSet<>();
            for (var step : steps) {
                assertThat(seen).as("seed %d", seed).containsAll(step.after());
                seen.add(step.id());
            }
            assertThat(steps.stream().map(Step::phase).toList())
                    .as("seed %d", seed)
                    .isSorted();
        }
    }
}
