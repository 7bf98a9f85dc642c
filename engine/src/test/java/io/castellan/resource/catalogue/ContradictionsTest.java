package io.castellan.resource.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContradictionsTest {
    private final Catalogue topic = Catalogue.topic();

    @Test
    void localDataCannotOutliveTheTopicsWhereRemoteStorageIsOn() {
        var values = Map.of("remote.storage.enable", "true", "local.retention.ms", "2000", "retention.ms", "1000");

        assertThat(topic.contradictions(values))
                .containsExactly(new Refusal(
                        CatalogueCodes.CONTRADICTION,
                        "'local.retention.ms' is 2000 and must be at most 'retention.ms', which is 1000"
                                + " while remote.storage.enable is true"));
        assertThat(topic.contradictions(Map.of("local.retention.ms", "2000", "retention.ms", "1000")))
                .isEmpty();
    }

    @Test
    void valuesWithoutALimitAreCompared() {
        assertThat(remote("-1", "1000")).hasSize(1);
        assertThat(remote("-1", "-1")).isEmpty();
        assertThat(remote("1000", "-1")).isEmpty();
        assertThat(remote("-2", "1000")).isEmpty();
        assertThat(remote("1000", "1000")).isEmpty();
    }

    @Test
    void aTopicWithRemoteStorageCannotBeCompacted() {
        assertThat(topic.contradictions(Map.of("remote.storage.enable", "true", "cleanup.policy", "compact,delete")))
                .extracting(Refusal::message)
                .containsExactly("'cleanup.policy' cannot have 'compact' while remote.storage.enable is true");
        assertThat(topic.contradictions(Map.of("remote.storage.enable", "true", "cleanup.policy", "delete")))
                .isEmpty();
    }

    @Test
    void aHeartbeatComesBeforeTheSessionEnds() {
        var group = Catalogue.group();

        assertThat(group.contradictions(
                        Map.of("share.heartbeat.interval.ms", "45000", "share.session.timeout.ms", "45000")))
                .extracting(Refusal::message)
                .containsExactly("'share.heartbeat.interval.ms' is 45000 and must be below 'share.session.timeout.ms',"
                        + " which is 45000");
        assertThat(group.contradictions(Map.of("share.heartbeat.interval.ms", "45000")))
                .isEmpty();
    }

    @Test
    void everyRuleSpeaksOfSettingsThatExist() {
        for (var catalogue : new Catalogue[] {topic, Catalogue.group()}) {
            assertThat(Contradictions.rules(catalogue)).isNotEmpty().allSatisfy(rule -> {
                var setting = catalogue.find(rule.key()).orElseThrow();
                boolean possible = rule.relation() == Contradictions.Relation.NEVER
                        ? setting.valid().allows(rule.other())
                        : catalogue.find(rule.other()).isPresent();
                assertThat(possible).as(rule.key()).isTrue();
                assertThat(Stream.of(rule.when().split(" ")[0]).filter(key -> !key.isEmpty()))
                        .allMatch(key -> catalogue.find(key).isPresent());
            });
        }
    }

    private List<Refusal> remote(String local, String whole) {
        return topic.contradictions(
                Map.of("remote.storage.enable", "true", "local.retention.ms", local, "retention.ms", whole));
    }
}
