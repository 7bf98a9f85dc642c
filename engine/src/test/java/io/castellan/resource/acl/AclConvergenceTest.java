package io.castellan.resource.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Place;
import io.castellan.model.Baseline;
import io.castellan.model.Cause;
import io.castellan.model.Change;
import io.castellan.model.Declared;
import io.castellan.model.Difference;
import io.castellan.model.Digest;
import io.castellan.model.Observed;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.Step;
import io.castellan.model.Target;
import io.castellan.model.Triple;
import io.castellan.model.Value;
import io.castellan.testing.PretendedWorld;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** For random rules declared, applied before and live: applying reaches what is declared, in whatever order and by whatever stops. */
class AclConvergenceTest {
    private static final long SEED = Long.getLong("castellan.test.seed", 20261121L);
    private static final int WORLDS = 400;
    private static final String OWN = "User:castellan";
    private static final List<String> PRINCIPALS = List.of("User:a", "User:b", AclRule.EVERY_USER, OWN);
    private static final List<String> HOSTS = List.of(AclRule.ANY_HOST, AclRule.ANY_HOST, "10.0.0.1");
    private static final List<String> NAMES = List.of("a", "a.b", AclPattern.ANY);
    private static final List<Operation> OPERATIONS = List.of(
            Operation.READ, Operation.DESCRIBE, Operation.DESCRIBE_CONFIGS, Operation.ALTER_CONFIGS, Operation.ALL);

    /** @param live the model cluster: Kafka keeps a set of rules */
    private record Scene(
            long seed, Set<AclRule> desired, Set<AclRule> applied, Set<AclRule> live, Circumstances circumstances) {
        List<Difference> differences(Random order) {
            var world = world(order);
            var ids = new TreeSet<ResourceId>();
            Stream.of(desired, applied, live).flatMap(Set::stream).forEach(rule -> ids.add(rule.id()));
            var kind = new AclKind();
            return shuffled(ids, order).stream()
                    .flatMap(id -> kind
                            .compare(
                                    new Triple<>(
                                            id,
                                            Optional.ofNullable(
                                                    world.desired(AclRoom.KEY).get(id)),
                                            world.baseline(AclRoom.KEY).getOrDefault(id, Baseline.none()),
                                            world.observed(AclRoom.KEY).getOrDefault(id, Observed.missing())),
                                    world)
                            .stream())
                    .toList();
        }

        private PretendedWorld world(Random order) {
            var world = new PretendedWorld().desired(declared(desired, order)).applied(declared(applied, order));
            shuffled(live, order).forEach(rule -> world.observed(rule.id(), Observed.present(rule)));
            circumstances.about().forEach(world::about);
            return world;
        }

        /** In an order that the phases allow. */
        List<Step> steps(Random order) {
            var changes = differences(order).stream()
                    .filter(one -> one.disposition().isPlanned())
                    .map(one -> Change.of(one, new Target("test", "cluster")))
                    .toList();
            return shuffled(new AclPlanner().steps(changes, world(order)), order).stream()
                    .sorted(Comparator.comparing(Step::phase))
                    .toList();
        }

        void run(Step step) {
            var rule = StepArguments.rule(step);
            var changed = step.id().executor().equals(AclPlanner.CREATE) ? live.add(rule) : live.remove(rule);
            assertThat(changed)
                    .as("%s does something, seed %d", step.id(), seed)
                    .isTrue();
        }

        boolean allows(AclRule wish) {
            return live.stream().anyMatch(rule -> rule.includes(wish))
                    && live.stream().noneMatch(rule -> rule.voids(wish));
        }
    }

    private static <T> List<T> shuffled(Collection<T> items, Random order) {
        var shuffled = new ArrayList<>(items);
        Collections.shuffle(shuffled, order);
        return shuffled;
    }

    private static List<Declared<AclRule>> declared(Set<AclRule> rules, Random order) {
        return shuffled(rules, order).stream()
                .map(rule -> new Declared<>(
                        rule.id(),
                        rule,
                        Provenance.at(Place.whole("state.yaml"), Cause.DECLARATION),
                        Digest.of(Value.text(rule.toString()))))
                .toList();
    }

    private static <T> T one(Random random, List<T> several) {
        return several.get(random.nextInt(several.size()));
    }

    private static AclRule rule(Random random) {
        var guarded = random.nextInt(4) > 0 ? Guarded.TOPIC : Guarded.GROUP;
        var name = one(random, NAMES);
        return new AclRule(
                one(random, PRINCIPALS),
                random.nextInt(4) > 0 ? Permission.ALLOW : Permission.DENY,
                one(random, OPERATIONS),
                new AclPattern(guarded, name, !name.equals(AclPattern.ANY) && random.nextInt(3) == 0),
                one(random, HOSTS));
    }

    private static Set<AclRule> some(Random random, List<AclRule> pool) {
        return pool.stream().filter(rule -> random.nextBoolean()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Scene scene(long seed, Known superUser) {
        var random = new Random(seed);
        var pool = Stream.generate(() -> rule(random)).limit(12).distinct().toList();
        return new Scene(
                seed,
                some(random, pool),
                random.nextInt(4) > 0 ? some(random, pool) : Set.of(),
                some(random, pool),
                new Circumstances(true, Optional.of(OWN), superUser, one(random, List.of(Known.values()))));
    }

    private static void inWorlds(Known superUser, Consumer<Scene> test) {
        for (long seed = SEED; seed < SEED + WORLDS; seed++) {
            test.accept(scene(seed, superUser));
        }
    }

    /** What is declared, and what nobody ever did; but for what a denial of these makes void, which is refused. */
    private static Set<AclRule> goal(Scene scene) {
        var goal = new LinkedHashSet<>(scene.live());
        goal.removeAll(scene.applied());
        goal.addAll(scene.desired());
        var denials = goal.stream().filter(rule -> !rule.allows()).toList();
        goal.removeIf(rule -> !scene.live().contains(rule) && denials.stream().anyMatch(denial -> denial.voids(rule)));
        return goal;
    }

    private static void settled(Scene scene, Set<AclRule> goal, Random order) {
        assertThat(scene.live()).as("seed %d", scene.seed()).isEqualTo(goal);
        assertThat(scene.differences(order))
                .as("what is left, seed %d", scene.seed())
                .allMatch(one -> one.disposition().isUnmanaged()
                        || one.disposition()
                                .refusal()
                                .filter(why -> why.code().equals(AclCodes.VOID))
                                .isPresent());
    }

    @Test
    void applyingReachesWhatIsDeclaredAndThenThereIsNoDifference() {
        inWorlds(Known.YES, scene -> {
            var order = new Random(scene.seed());
            var goal = goal(scene);

            scene.steps(order).forEach(scene::run);

            settled(scene, goal, order);
        });
    }

    @Test
    void stoppingAfterAnyStepAndPlanningAgainReachesTheSame() {
        inWorlds(Known.YES, whole -> {
            if (whole.seed() % 5 > 0) {
                return; // each of these is many worlds
            }
            int steps = whole.steps(new Random(0)).size();
            for (int prefix = 0; prefix < steps; prefix++) {
                var scene = scene(whole.seed(), Known.YES);
                var order = new Random(prefix);
                var goal = goal(scene);

                scene.steps(order).stream().limit(prefix).forEach(scene::run);
                scene.steps(order).forEach(scene::run);

                settled(scene, goal, order);
            }
        });
    }

    @Test
    void theOrderInWhichRulesAreReadIsIrrelevant() {
        inWorlds(Known.NO, scene -> {
            var one = scene.differences(new Random(1)).stream().sorted(byId()).toList();
            var other = scene.differences(new Random(2)).stream().sorted(byId()).toList();

            assertThat(other).as("seed %d", scene.seed()).isEqualTo(one);
        });
    }

    private static Comparator<Difference> byId() {
        return Comparator.comparing(Difference::id);
    }

    @Test
    void whoMayDoSomethingBeforeAndAfterMayDoItAtEveryMoment() {
        var wishes = PRINCIPALS.stream()
                .filter(principal -> !principal.equals(AclRule.EVERY_USER))
                .flatMap(principal -> OPERATIONS.stream()
                        .map(operation -> new AclRule(
                                principal,
                                Permission.ALLOW,
                                operation,
                                AclPattern.literal(Guarded.TOPIC, "a"),
                                "10.0.0.1")))
                .toList();
        inWorlds(Known.YES, scene -> {
            var before = wishes.stream().filter(scene::allows).toList();
            var end = scene(scene.seed(), Known.YES);
            end.steps(new Random(0)).forEach(end::run);
            var kept = before.stream().filter(end::allows).toList();

            for (var step : scene.steps(new Random(scene.seed()))) {
                scene.run(step);
                assertThat(kept).as("%s, seed %d", step.id(), scene.seed()).allMatch(scene::allows);
            }
        });
    }

    @Test
    void whatIsRefusedBecauseItWouldHurtUsIsAllThatIsEverLeft() {
        inWorlds(Known.NO, scene -> {
            var order = new Random(scene.seed());
            var mine = OPERATIONS.stream()
                    .map(operation -> new AclRule(
                            OWN, Permission.ALLOW, operation, AclPattern.literal(Guarded.TOPIC, "a"), AclRule.ANY_HOST))
                    .filter(scene::allows)
                    .toList();

            // what a plan adds may make up for what it did not dare to take away
            for (int round = 0; round < 3; round++) {
                scene.steps(order).forEach(scene::run);
                assertThat(mine).as("own rights, seed %d", scene.seed()).allMatch(scene::allows);
            }

            assertThat(scene.differences(order))
                    .as("seed %d", scene.seed())
                    .noneMatch(one -> one.disposition().isPlanned());
        });
    }
}
