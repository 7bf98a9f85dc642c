package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReachabilityTest {
    private static final long SEED = Long.getLong("castellan.test.seed", 20261121L);

    /** Against trying every author, every executor and every set of approvers, by the rules themselves. */
    @Test
    void theMostThatIsPossibleIsWhatTryingEverythingFinds() {
        var random = new Random(SEED);
        var people = new People(
                IntStream.range(0, 6)
                        .mapToObj(number -> Person.of("p" + number, Set.of(new Identity("github:p" + number))))
                        .toList(),
                Map.of());
        for (int round = 0; round < 3000; round++) {
            var access = access(random);

            assertThat(Reachability.of(people, access).most())
                    .as("seed " + SEED + ", round " + round + ": " + access)
                    .isEqualTo(tried(people, access));
        }
    }

    private static EnvironmentAccess access(Random random) {
        var rights = new EnumMap<Right, Holders>(Right.class);
        for (var right : Right.values()) {
            var persons = new TreeSet<String>();
            int size = random.nextInt(4);
            for (int i = 0; i < size; i++) {
                persons.add("p" + random.nextInt(6));
            }
            Set<Identity> systems =
                    right == Right.EXECUTE && random.nextInt(4) == 0 ? Set.of(new Identity("system:timer")) : Set.of();
            boolean everyone = right != Right.APPROVE && random.nextInt(4) == 0;
            rights.put(right, new Holders(everyone, Set.of(), persons, systems));
        }
        var kept = EnumSet.allOf(Separation.class);
        kept.removeIf(rule -> random.nextInt(3) == 0);
        return new EnvironmentAccess(
                rights,
                ApprovalRule.DEFAULT,
                new Separations(kept),
                Signed.NOTHING,
                new Freeze(List.of()),
                Optional.empty(),
                new SecretNames(Set.of()),
                new ClientKeys(Set.of()));
    }

    private static Optional<Integer> tried(People people, EnvironmentAccess access) {
        var executors = new ArrayList<Actor>(actors(people, access, Right.EXECUTE));
        access.holders(Right.EXECUTE).systems().forEach(system -> executors.add(people.resolve(system)));
        return actors(people, access, Right.WRITE).stream()
                .flatMap(author -> executors.stream()
                        .filter(executor -> access.separate()
                                .between(Separation.AUTHOR_EXECUTOR, author, executor)
                                .isEmpty())
                        .map(executor -> counting(author, actors(people, access, Right.APPROVE), executor, access)))
                .max(Integer::compare);
    }

    /** How many persons may approve what one wrote and another executes. */
    private static int counting(Actor author, List<Actor> approvers, Actor executor, EnvironmentAccess access) {
        return (int) approvers.stream()
                .filter(approver -> access.separate()
                        .ofApprover(List.of(author), approver, Optional.of(executor))
                        .isEmpty())
                .flatMap(approver -> approver.asPerson().stream())
                .map(Person::name)
                .distinct()
                .count();
    }

    private static List<Actor> actors(People people, EnvironmentAccess access, Right right) {
        var holders = access.holders(right);
        return Stream.concat(
                        holders.all(people).stream(),
                        holders.everyone() ? Stream.of("somebody-unknown") : Stream.empty())
                .map(name -> people.resolve(new Identity("github:" + name)))
                .collect(Collectors.toList());
    }
}
