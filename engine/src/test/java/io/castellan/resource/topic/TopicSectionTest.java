package io.castellan.resource.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Cause;
import io.castellan.resource.catalogue.CatalogueCodes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicSectionTest {

    @Test
    void valuesAreCanonicalWhateverTheUnitAndTheOrder() {
        var files = new Files()
                .topics("a: {config: {retention.ms: 7d, retention.bytes: 50GiB, cleanup.policy: 'delete, compact'}}");

        assertThat(files.problems()).isEmpty();
        assertThat(files.wanted("a").value("retention.ms")).contains("604800000");
        assertThat(files.wanted("a").value("retention.bytes")).contains("53687091200");
        assertThat(files.wanted("a").value("cleanup.policy")).contains("compact,delete");
    }

    @Test
    void aListMayBeWrittenAsAList() {
        var files = new Files().topics("a: {config: {cleanup.policy: [delete, compact]}}");

        assertThat(files.problems()).isEmpty();
        assertThat(files.wanted("a").value("cleanup.policy")).contains("compact,delete");
    }

    @Test
    void aSingleValueMayNotBeWrittenAsAList() {
        assertThat(codes(new Files().topics("a: {config: {max.message.bytes: [1000]}}")))
                .containsExactly(TopicCodes.WRONG_FORM);
    }

    @Test
    void defaultsStandBelowTheDeclarationAndOverridesAboveIt() {
        var files = new Files()
                .defaults("{partitions: 3, replicationFactor: 3, config: {min.insync.replicas: 2, segment.ms: 1d}}")
                .override("a", "{config: {segment.ms: 3d}}")
                .topics("a: {partitions: 12, config: {segment.ms: 2d}}");

        var spec = files.wanted("a");
        assertThat(spec.partitions()).map(Sourced::value).contains(12);
        assertThat(spec.partitions()).map(value -> value.at().cause()).contains(Cause.DECLARATION);
        assertThat(spec.replicationFactor()).map(Sourced::value).contains(3);
        assertThat(spec.replicationFactor()).map(value -> value.at().cause()).contains(Cause.DEFAULTS);
        assertThat(spec.setting("min.insync.replicas"))
                .map(value -> value.at().cause())
                .contains(Cause.DEFAULTS);
        assertThat(spec.value("segment.ms")).contains("259200000");
        assertThat(spec.setting("segment.ms")).map(value -> value.at().cause()).contains(Cause.OVERRIDE);
    }

    @Test
    void nullTakesADefaultAwayAndAsksForInheritance() {
        var files = new Files().defaults("{config: {segment.ms: 1d}}").topics("a: {config: {segment.ms: null}}");

        assertThat(files.problems()).isEmpty();
        assertThat(files.wanted("a").value("segment.ms")).isEmpty();
        assertThat(files.wanted("a").config().get("segment.ms"))
                .satisfies(declared -> assertThat(declared.value()).isEmpty());
    }

    @Test
    void variablesAreFilledInAndTheUnitDigestIsOfWhatIsWritten() {
        var small = new Files().variable("large", "12").topics("a: {partitions: '${large}'}");
        var large = new Files().variable("large", "24").topics("a: {partitions: '${large}'}");

        assertThat(small.wanted("a").partitions()).map(Sourced::value).contains(12);
        assertThat(large.wanted("a").partitions()).map(Sourced::value).contains(24);
        assertThat(small.declared("a").unit()).isEqualTo(large.declared("a").unit());
    }

    @Test
    void everyFieldKnowsWhereItIsDeclared() {
        var files = new Files().topics("a:", "  partitions: 12", "  config:", "    segment.ms: 1d");

        assertThat(files.wanted("a")
                        .partitions()
                        .flatMap(value -> value.at().declaredAt())
                        .map(Object::toString))
                .contains("topics.yaml:3:5");
        assertThat(files.wanted("a")
                        .setting("segment.ms")
                        .flatMap(value -> value.at().declaredAt())
                        .map(Object::toString))
                .contains("topics.yaml:5:7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a b'", "a/b", "ä", "'.'", "'..'", "'a:b'", "'a\\tb'", "''"})
    void namesThatKafkaRefusesAreErrors(String name) {
        assertThat(codes(new Files().topics(name + ": {}"))).containsExactly(TopicCodes.BAD_NAME);
    }

    @Test
    void aNameMayHave249CharactersAndNoMore() {
        assertThat(codes(new Files().topics("a".repeat(249) + ": {}"))).isEmpty();
        assertThat(codes(new Files().topics("a".repeat(250) + ": {}"))).containsExactly(TopicCodes.BAD_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "017", "1e3", "true", "~x", "NULL.x"})
    void namesThatLookLikeOtherThingsAreNames(String name) {
        var files = new Files().topics("'" + name.replace("~", "") + "': {}");

        assertThat(files.problems()).isEmpty();
        assertThat(files.declared()).hasSize(1);
    }

    @Test
    void namesThatDifferOnlyInDotsAndUnderscoresCollideAcrossFiles() {
        var files =
                new Files().file("one.yaml", "topics: {a.b_c: {}}").file("two.yaml", "topics: {a_b.c: {}, other: {}}");

        assertThat(files.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(TopicCodes.COLLIDING_NAMES))
                .satisfies(problem -> assertThat(problem.message()).contains("a.b_c", "a_b.c"));
    }

    @Test
    void aTombstoneIsInNobodysWay() {
        assertThat(codes(new Files().topics("a.b: {absent: true, reason: renamed}", "a_b: {}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"__transaction_state", "__share_group_state", "__cluster_metadata", "castellan.lock"})
    void topicsOfKafkaAndOfCastellanCannotBeDeclared(String name) {
        assertThat(codes(new Files().topics(name + ": {}"))).containsExactly(TopicCodes.KAFKAS_OWN);
    }

    @Test
    void theTopicOfConsumerOffsetsMayBeTunedButNeitherCleanedOtherwiseNorDeletedNorWidened() {
        assertThat(codes(new Files().topics("__consumer_offsets: {config: {min.insync.replicas: 2}}")))
                .isEmpty();
        assertThat(codes(new Files().topics("__consumer_offsets: {partitions: 60}")))
                .containsExactly(TopicCodes.KAFKAS_OWN);
        assertThat(codes(new Files().topics("__consumer_offsets: {config: {cleanup.policy: delete}}")))
                .containsExactly(TopicCodes.KAFKAS_OWN);
        assertThat(codes(new Files().topics("__consumer_offsets: {absent: true, reason: x}")))
                .containsExactly(TopicCodes.KAFKAS_OWN);
    }

    @Test
    void defaultsAreNotForKafkasOwnTopics() {
        var files = new Files()
                .defaults("{partitions: 3, config: {cleanup.policy: delete, retention.ms: 1d, retention.bytes: 1GiB}}")
                .topics("__consumer_offsets: {config: {min.insync.replicas: 2}}");

        assertThat(files.problems()).isEmpty();
        assertThat(files.wanted("__consumer_offsets").config()).containsOnlyKeys("min.insync.replicas");
        assertThat(files.wanted("__consumer_offsets").partitions()).isEmpty();
    }

    @Test
    void unknownFieldsNameTheValidOnesAndTheOneThatWasMeant() {
        assertThat(new Files().topics("a: {partition: 3}").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(TopicCodes.UNKNOWN_FIELD))
                .satisfies(problem -> assertThat(problem.message()).contains("'partitions'", "'replicationFactor'"))
                .satisfies(problem -> assertThat(problem.hint()).isEqualTo("did you mean 'partitions'?"));
    }

    @Test
    void aSettingBesideConfigIsToldWhereItBelongs() {
        assertThat(new Files().topics("a: {retention.ms: 7d}").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.hint()).contains("config: {retention.ms: …}"));
    }

    @ParameterizedTest
    @CsvSource({
        "retention.mss, 7d, 1",
        "retention.ms, 7 weeks, 4",
        "cleanup.policy, deleted, 5",
        "min.insync.replicas, 0, 3",
        "leader.replication.throttled.replicas, '*', 7",
        "confluent.placement.constraints, x, 8",
    })
    void settingsAreCheckedByTheCatalogue(String key, String value, int code) {
        var files = new Files().topics("a: {config: {" + key + ": '" + value + "'}}");

        assertThat(codes(files)).containsExactly(new Code(CatalogueCodes.UNKNOWN_KEY.area(), code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "abc", "true", "null", "9999999999", "[3]", "''"})
    void partitionsAreACount(String value) {
        assertThat(codes(new Files().topics("a: {partitions: " + value + "}"))).containsExactly(TopicCodes.BAD_COUNT);
    }

    @Test
    void aReplicationFactorFitsAShort() {
        assertThat(codes(new Files().topics("a: {replicationFactor: 32768}"))).containsExactly(TopicCodes.BAD_COUNT);
    }

    @Test
    void aTombstoneNeedsAReasonAndHasNothingElse() {
        assertThat(codes(new Files().topics("a: {absent: true}"))).containsExactly(TopicCodes.BAD_TOMBSTONE);
        assertThat(codes(new Files().topics("a: {absent: true, reason: ' '}")))
                .containsExactly(TopicCodes.BAD_TOMBSTONE);
        assertThat(codes(new Files().topics("a: {absent: false, reason: x}")))
                .containsExactly(TopicCodes.BAD_TOMBSTONE);
        assertThat(codes(new Files().topics("a: {absent: true, reason: x, partitions: 3}")))
                .containsExactly(TopicCodes.BAD_TOMBSTONE);
        assertThat(codes(new Files().topics("a: {absent: true, reason: x, evenIfActive: maybe}")))
                .containsExactly(TopicCodes.BAD_TOMBSTONE);

        var files = new Files().topics("a: {absent: true, reason: x, evenIfActive: true, owner: me}");
        assertThat(files.problems()).isEmpty();
        assertThat(files.declared("a").spec()).isEqualTo(new TopicSpec.Tombstone("x", true));
    }

    @Test
    void anOverrideOfATombstoneCannotHaveAnEffect() {
        assertThat(codes(
                        new Files().override("a", "{config: {segment.ms: 1d}}").topics("a: {absent: true, reason: x}")))
                .containsExactly(TopicCodes.OVERRIDE_IDLE);
    }

    @Test
    void anOverrideThatRepeatsTheDeclarationIsNamed() {
        var files = new Files().override("a", "{config: {segment.ms: 24h}}").topics("a: {config: {segment.ms: 1d}}");

        assertThat(files.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(TopicCodes.OVERRIDE_IDLE))
                .satisfies(problem -> assertThat(problem.isError()).isFalse());
    }

    @Test
    void moreReplicasInSyncThanReplicasIsAnError() {
        assertThat(new Files()
                        .defaults("{replicationFactor: 3}")
                        .topics("a: {config: {min.insync.replicas: 4}}")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(TopicCodes.MIN_ISR_ABOVE_REPLICAS))
                .satisfies(problem -> assertThat(problem.isError()).isTrue());
    }

    @Test
    void allReplicasInSyncIsAWarningExceptWithOneReplica() {
        assertThat(warnings(new Files().topics("a: {replicationFactor: 3, config: {min.insync.replicas: 3}}")))
                .containsExactly(TopicCodes.MIN_ISR_NEEDS_ALL);
        assertThat(warnings(new Files().topics("a: {replicationFactor: 1, config: {min.insync.replicas: 1}}")))
                .isEmpty();
        assertThat(warnings(new Files().topics("a: {replicationFactor: 3, config: {min.insync.replicas: 2}}")))
                .isEmpty();
    }

    @Test
    void retentionIsDeclaredByTimeAndBySize() {
        assertThat(warnings(new Files().topics("a: {config: {retention.ms: 7d}}")))
                .containsExactly(TopicCodes.RETENTION_ONE_SIDED);
        assertThat(warnings(new Files().topics("a: {config: {retention.bytes: 1GiB}}")))
                .containsExactly(TopicCodes.RETENTION_ONE_SIDED);
        assertThat(warnings(new Files().topics("a: {config: {retention.ms: 7d, retention.bytes: unlimited}}")))
                .isEmpty();
        assertThat(warnings(new Files().topics("a: {}"))).isEmpty();
        assertThat(warnings(new Files()
                        .defaults("{config: {retention.bytes: 1GiB}}")
                        .topics("a: {config: {retention.ms: 7d}}")))
                .isEmpty();
    }

    @Test
    void oneSidedDefaultsAreToldOnce() {
        assertThat(warnings(new Files().defaults("{config: {retention.ms: 7d}}").topics("a: {}", "b: {}", "c: {}")))
                .containsExactly(TopicCodes.RETENTION_ONE_SIDED);
    }

    @Test
    void retentionOfATopicThatDeletesNothingHasNoEffect() {
        assertThat(warnings(new Files()
                        .topics("a: {config: {cleanup.policy: compact, retention.ms: 7d, retention.bytes: 1GiB}}")))
                .containsExactly(TopicCodes.RETENTION_IDLE, TopicCodes.RETENTION_IDLE);
        assertThat(warnings(new Files()
                        .defaults("{config: {retention.ms: 7d, retention.bytes: 1GiB}}")
                        .topics("a: {config: {cleanup.policy: compact}}")))
                .isEmpty();
    }

    @Test
    void settingsThatContradictEachOtherAreErrorsWhereTheyStand() {
        assertThat(new Files()
                        .topics("a:", "  config:", "    min.compaction.lag.ms: 2h", "    max.compaction.lag.ms: 1h")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(CatalogueCodes.CONTRADICTION))
                .satisfies(problem ->
                        assertThat(problem.place().map(Object::toString)).contains("topics.yaml:4:7"));
    }

    @Test
    void everyProblemIsReportedAtOnce() {
        assertThat(codes(new Files()
                        .topics(
                                "'a b': {}",
                                "b: {partitions: x, config: {retention.mss: 1}}",
                                "c: 5",
                                "d: {absent: true}")))
                .containsExactlyInAnyOrder(
                        TopicCodes.BAD_NAME,
                        TopicCodes.BAD_COUNT,
                        CatalogueCodes.UNKNOWN_KEY,
                        TopicCodes.WRONG_FORM,
                        TopicCodes.BAD_TOMBSTONE);
    }

    @Test
    void theOwnerIsKept() {
        assertThat(new Files()
                        .topics("a: {owner: payments, description: orders}")
                        .wanted("a")
                        .owner())
                .isEqualTo(Optional.of("payments"));
    }

    private static List<Code> codes(Files files) {
        return files.problems().stream()
                .filter(Problem::isError)
                .map(Problem::code)
                .toList();
    }

    private static List<Code> warnings(Files files) {
        assertThat(codes(files)).isEmpty();
        return files.problems().stream().map(Problem::code).toList();
    }
}
