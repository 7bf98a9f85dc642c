package io.castellan.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.kafka.TopicProbe.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class TopicProbeTest {
    private static final String FIRST = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

    /** The authorizer's rule: some ALLOW and no DENY, each by name, by beginning, or for all. */
    private record Principal(List<ResourcePattern> allowed, List<ResourcePattern> denied) {
        Answer ask(String topic) {
            return matches(allowed, topic) && !matches(denied, topic) ? Answer.VISIBLE : Answer.HIDDEN;
        }

        private static boolean matches(List<ResourcePattern> patterns, String topic) {
            return patterns.stream()
                    .anyMatch(pattern -> pattern.patternType() == PatternType.PREFIXED
                            ? topic.startsWith(pattern.name())
                            : pattern.name().equals("*") || pattern.name().equals(topic));
        }

        Visibility probed(long seed) {
            var rules = denied.stream()
                    .map(pattern -> deny(pattern, AclOperation.DESCRIBE))
                    .toList();
            return TopicProbe.judge(TopicProbe.names(new Random(seed), rules), this::ask);
        }
    }

    private static AclBinding deny(ResourcePattern pattern, AclOperation operation) {
        return new AclBinding(pattern, new AccessControlEntry("User:somebody", "*", operation, AclPermissionType.DENY));
    }

    private static ResourcePattern literal(String name) {
        return new ResourcePattern(ResourceType.TOPIC, name, PatternType.LITERAL);
    }

    private static ResourcePattern prefixed(String name) {
        return new ResourcePattern(ResourceType.TOPIC, name, PatternType.PREFIXED);
    }

    private static List<ResourcePattern> everyBeginningBut(String left) {
        return FIRST.chars()
                .mapToObj(first -> String.valueOf((char) first))
                .filter(first -> !left.contains(first))
                .map(TopicProbeTest::prefixed)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    @Test
    void provesWhoMaySeeAllTopics() {
        assertThat(new Principal(List.of(literal("*")), List.of()).probed(1).isProven())
                .isTrue();
        assertThat(new Principal(everyBeginningBut(""), List.of()).probed(1).isProven())
                .isTrue();
    }

    @Test
    void disprovesWhoMaySeeSomeTopics() {
        assertThat(new Principal(List.of(), List.of()).probed(1)).isInstanceOf(Visibility.Disproved.class);
        assertThat(new Principal(List.of(prefixed("payments.")), List.of()).probed(1))
                .isInstanceOf(Visibility.Disproved.class);
        assertThat(new Principal(everyBeginningBut("_"), List.of()).probed(1))
                .isEqualTo(new Visibility.Disproved("not allowed to see topics whose name begins with '_'"));
    }

    @Test
    void disprovesWhoMaySeeAllButWhatADenyHides() {
        assertThat(new Principal(List.of(literal("*")), List.of(literal("secret.topic"))).probed(1))
                .isEqualTo(new Visibility.Disproved("not allowed to see topic 'secret.topic', which a DENY hides"));
        assertThat(new Principal(List.of(literal("*")), List.of(prefixed("hr."))).probed(1))
                .isEqualTo(new Visibility.Disproved(
                        "not allowed to see topics whose name begins with 'hr.', which a DENY hides"));
        assertThat(new Principal(List.of(literal("*")), List.of(literal("*"))).probed(1))
                .isInstanceOf(Visibility.Disproved.class);
    }

    @Test
    void isNotMisledByADenyThatIsMeantForSomebodyElse() {
        var names = TopicProbe.names(new Random(1), List.of(deny(literal("secret.topic"), AclOperation.ALL)));

        assertThat(names).containsKey("secret.topic");
        assertThat(TopicProbe.judge(names, name -> Answer.VISIBLE).isProven()).isTrue();
    }

    @Test
    void asksNothingForADenyThatLeavesDescribe() {
        assertThat(TopicProbe.names(new Random(1), List.of(deny(literal("secret.topic"), AclOperation.READ))))
                .doesNotContainKey("secret.topic");
    }

    @Test
    void staysOpenWhereKafkaDoesNotAnswer() {
        var names = TopicProbe.names(new Random(1), List.of());

        assertThat(TopicProbe.judge(names, name -> Answer.OPEN)).isInstanceOf(Visibility.Unknown.class);
    }

    @Test
    void asksOnlyForNamesThatATopicCanHave() {
        var rules = List.of(deny(prefixed("x".repeat(249)), AclOperation.ALL), deny(prefixed("y"), AclOperation.ALL));

        assertThat(TopicProbe.names(new Random(7), rules).keySet())
                .allMatch(name -> name.matches("[a-zA-Z0-9._-]{1,249}"));
    }

    @Test
    void neverProvesAPrincipalFromWhomSomethingIsHidden() {
        for (long seed = 1; seed <= 500; seed++) {
            var random = new Random(seed);
            var allowed = random.nextBoolean() ? new ArrayList<>(List.of(literal("*"))) : everyBeginningBut("");
            var denied = new ArrayList<ResourcePattern>();
            boolean whole = random.nextInt(4) == 0;
            if (!whole && random.nextBoolean()) {
                allowed = everyBeginningBut(String.valueOf(FIRST.charAt(random.nextInt(FIRST.length()))));
            } else if (!whole) {
                var name = "t" + random.nextInt(1000);
                denied.add(random.nextBoolean() ? literal(name) : prefixed(name));
            }

            assertThat(new Principal(allowed, denied).probed(seed).isProven())
                    .as("seed %d", seed)
                    .isEqualTo(whole);
        }
    }
}
