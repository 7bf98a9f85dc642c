package io.castellan.resource.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.capture.Capture;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.json.SchemaValidator;
import io.castellan.model.Declared;
import io.castellan.model.Observed;
import io.castellan.model.Origin;
import io.castellan.model.SourceFiles;
import io.castellan.resource.Registry;
import io.castellan.resource.Section;
import io.castellan.state.State;
import io.castellan.state.StateLoader;
import io.castellan.testing.PretendedWorld;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Live rules, written as state files and read back. */
class CapturedRulesTest {
    private static final List<String> PRINCIPALS = List.of(
            "User:a", "User:*", "User:CN=a b, OU=\"x\", O=y\\,z", "User:${", "Group:x", "User:äöü: #", "User:007");
    private static final List<String> HOSTS = List.of("*", "*", "*", "10.0.0.1", "fe80:0:0:0:0:0:0:1");
    private static final List<String> TOPICS =
            List.of("t", "t.x", "t_x", "1.50", "-0", "true", "no", "null", "0x1", "app-1", "*");
    private static final List<String> NAMES =
            List.of("g", "app", "app-1", "connect", "1.50", "007", "true", "a: b", " #", "'\"\\", "\u202e", "*", "g*");

    private static final StateLoader LOADER =
            new StateLoader(new Registry(List.of(AclRoom.room())), new SchemaValidator()::validate);

    private static State load(String yaml, Problems problems) {
        var files = new TreeMap<String, byte[]>();
        files.put(
                "test/environment.yaml",
                utf8("apiVersion: castellan/v1\nenvironment: test\ncluster: {bootstrapServers: [b:9092]}\n"));
        files.put("test/imported.yaml", utf8(yaml));
        return LOADER.load("test", new SourceFiles(files, Origin.folder()), Instant.EPOCH, problems)
                .orElseThrow();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String written(Collection<AclRule> rules) {
        var world = new PretendedWorld();
        rules.forEach(rule -> world.observed(rule.id(), Observed.present(rule)));
        return new Capture(new Registry(List.of(AclRoom.room())))
                .write(Section.Home.STATE, world, load("{}", new Problems()).environment())
                .orElse("{}\n");
    }

    private static Set<AclRule> read(String yaml) {
        var problems = new Problems();
        var declared = load(yaml, problems).declarations().of(AclRoom.KEY).values();
        assertThat(problems.sorted().stream().filter(Problem::isError)).as(yaml).isEmpty();
        return declared.stream().map(Declared::spec).collect(Collectors.toSet());
    }

    private static AclRule allow(String principal, Operation operation, AclPattern pattern) {
        return new AclRule(principal, Permission.ALLOW, operation, pattern, AclRule.ANY_HOST);
    }

    private static <T> T one(Random random, List<T> several) {
        return several.get(random.nextInt(several.size()));
    }

    /** Rules one by one, and all that a grant comes to, of which some may be missing. */
    private static Set<AclRule> rules(Random random) {
        var rules = new LinkedHashSet<AclRule>();
        for (int i = random.nextInt(8); i > 0; i--) {
            var guarded = one(random, List.of(Guarded.values()));
            var operations = new ArrayList<>(guarded.checked());
            operations.add(Operation.ALL);
            rules.add(new AclRule(
                    principal(random),
                    random.nextInt(6) == 0 ? Permission.DENY : Permission.ALLOW,
                    one(random, operations),
                    pattern(random, guarded),
                    one(random, HOSTS)));
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            var principal = principal(random);
            var host = one(random, HOSTS);
            var name = one(random, List.of("app", "connect", "g"));
            for (var right : GrantRight.of(one(random, GrantRight.grants()))) {
                var field = right.field().substring(right.field().indexOf('.') + 1);
                var pattern = right.meaning() == GrantRight.Meaning.NAMES
                        ? pattern(random, right.guarded())
                        : right.pattern(right.field().contains(".") ? name + "-" + field : name);
                right.operations().stream()
                        .filter(operation -> random.nextInt(12) > 0)
                        .forEach(operation ->
                                rules.add(new AclRule(principal, Permission.ALLOW, operation, pattern, host)));
            }
        }
        return rules;
    }

    private static String principal(Random random) {
        return random.nextBoolean()
                ? "User:a"
                : one(
                        random,
                        PRINCIPALS.stream().filter(one -> !one.contains("${")).toList());
    }

    private static AclPattern pattern(Random random, Guarded guarded) {
        return switch (guarded) {
            case CLUSTER -> AclPattern.literal(guarded, Guarded.CLUSTER_NAME);
            case USER -> AclPattern.literal(guarded, one(random, List.of("User:b", "*")));
            case TOPIC -> named(random, guarded, TOPICS);
            default -> named(random, guarded, NAMES);
        };
    }

    private static AclPattern named(Random random, Guarded guarded, List<String> names) {
        var name = one(random, names);
        return new AclPattern(guarded, name, !name.equals("*") && random.nextInt(3) == 0);
    }

    private static Set<AclRule> withoutVoid(Set<AclRule> rules) {
        return rules.stream()
                .filter(rule -> rules.stream().noneMatch(other -> other.voids(rule)))
                .collect(Collectors.toSet());
    }

    @Test
    void whatIsWrittenReadsBackAsTheSameRules() {
        for (int seed = 0; seed < 400; seed++) {
            var rules = rules(new Random(seed));
            var yaml = written(rules);

            assertThat(read(yaml)).as("seed " + seed + "\n" + yaml).isEqualTo(withoutVoid(rules));
        }
    }

    @Test
    void theOrderInWhichKafkaListsRulesIsIrrelevant() {
        for (int seed = 0; seed < 100; seed++) {
            var rules = new ArrayList<>(rules(new Random(seed)));
            var shuffled = new ArrayList<>(rules);
            Collections.shuffle(shuffled, new Random(seed));

            assertThat(written(shuffled)).as("seed " + seed).isEqualTo(written(rules));
        }
    }

    @Test
    void everyRuleOfEveryGrantIsFoldedIntoThatGrant() {
        for (var grant : GrantRight.grants()) {
            var rules = new HashSet<AclRule>();
            for (var right : GrantRight.of(grant)) {
                var field = right.field().substring(right.field().indexOf('.') + 1);
                var pattern = right.meaning() == GrantRight.Meaning.NAMES
                        ? AclPattern.literal(right.guarded(), "n")
                        : right.pattern(right.field().contains(".") ? "w-" + field : "w");
                right.operations().forEach(operation -> rules.add(allow("User:a", operation, pattern)));
            }

            var yaml = written(rules);

            assertThat(yaml).contains(grant + ":").doesNotContain("acls:");
            assertThat(read(yaml)).isEqualTo(rules);
        }
    }

    @Test
    void rulesOfAnApplicationAreWrittenAsItsGrants() {
        var topic = AclPattern.literal(Guarded.TOPIC, "orders");
        var rules = Set.of(
                allow("User:billing", Operation.READ, topic),
                allow("User:billing", Operation.DESCRIBE, topic),
                allow("User:billing", Operation.WRITE, topic),
                allow("User:billing", Operation.CREATE, topic),
                allow("User:billing", Operation.READ, AclPattern.prefixed(Guarded.GROUP, "billing-")),
                new AclRule("User:billing", Permission.DENY, Operation.DELETE, topic, "10.0.0.1"));

        assertThat(written(rules)).isEqualTo("""
                        grants:
                          User:billing:
                            consume:
                              groups:
                                - {prefix: billing-}
                              topics:
                                - {name: orders}
                            produce:
                              topics:
                                - {name: orders}

                        acls:
                          User:billing:
                            - {allow: [Create], topic: orders}
                            - {deny: [Delete], host: 10.0.0.1, topic: orders}
                        """);
    }

    @Test
    void aWorkerIsOnlyTakenForOneWhereItsTopicsTellWhichIsWhich() {
        var rules = new HashSet<AclRule>();
        Arrays.stream(GrantRight.values())
                .filter(right -> right.grant().equals("connect"))
                .forEach(right -> right.operations()
                        .forEach(operation ->
                                rules.add(allow("User:a", operation, right.pattern("n" + right.ordinal())))));

        assertThat(written(rules))
                .doesNotContain("connect:")
                .contains("produce:")
                .contains("consume:");
    }

    @Test
    void whatCanNeverHaveAnEffectIsLeftOut() {
        var topic = AclPattern.literal(Guarded.TOPIC, "t");
        var kept = allow("User:a", Operation.READ, topic);
        var denial = new AclRule("User:b", Permission.DENY, Operation.ALL, topic, "*");
        var rules = new ArrayList<>(List.of(
                allow("User:a", Operation.CLUSTER_ACTION, topic),
                allow("Group:*", Operation.READ, topic),
                allow("User:a", Operation.READ, AclPattern.literal(Guarded.TOPIC, "a b")),
                allow("User:a", Operation.READ, AclPattern.prefixed(Guarded.TOPIC, "*")),
                allow("User:a", Operation.ALTER, AclPattern.literal(Guarded.CLUSTER, "*")),
                allow("User:${a}", Operation.READ, topic),
                allow("User:a", Operation.READ, AclPattern.literal(Guarded.GROUP, "${g}")),
                new AclRule("User:a", Permission.ALLOW, Operation.WRITE, topic, "some.host"),
                new AclRule("User:a", Permission.ALLOW, Operation.WRITE, topic, "::1"),
                allow("User:b", Operation.READ, topic)));
        rules.add(kept);
        rules.add(denial);

        assertThat(read(written(rules))).containsExactlyInAnyOrder(kept, denial);
    }
}
