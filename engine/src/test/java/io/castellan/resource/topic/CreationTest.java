package io.castellan.resource.topic;

import static io.castellan.resource.topic.AlterationTest.refusal;
import static io.castellan.resource.topic.AlterationTest.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Disposition;
import io.castellan.model.RiskClass;
import io.castellan.model.Verb;
import io.castellan.resource.catalogue.CatalogueCodes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A declared topic that is not there. */
class CreationTest {

    @Test
    void itIsCreatedWithEverythingThatIsDeclared() {
        var difference = new Scene()
                .desired("a: {partitions: 3, replicationFactor: 2, config: {retention.ms: 7d, retention.bytes: 1GiB}}")
                .only("a");

        assertThat(difference.verb()).isEqualTo(Verb.CREATE);
        assertThat(difference.disposition()).isEqualTo(Disposition.PLANNED);
        assertThat(difference.worstRisk()).isEqualTo(RiskClass.SAFE);
        assertThat(texts(difference))
                .containsExactly(
                        "config.retention.bytes: (unset) → 1073741824",
                        "config.retention.ms: (unset) → 604800000",
                        "partitions: (unset) → 3",
                        "replicationFactor: (unset) → 2");
    }

    @Test
    void whatIsNullIsNotSet() {
        assertThat(texts(new Scene()
                        .desired("a: {partitions: 3, replicationFactor: 2, config: {segment.ms: null}}")
                        .only("a")))
                .containsExactly("partitions: (unset) → 3", "replicationFactor: (unset) → 2");
    }

    @Test
    void partitionsAndReplicationFactorMayComeFromTheDefaults() {
        assertThat(new Scene()
                        .desired(new Files()
                                .defaults("{partitions: 3, replicationFactor: 1}")
                                .topics("a: {}"))
                        .only("a")
                        .disposition())
                .isEqualTo(Disposition.PLANNED);
    }

    @Test
    void withoutThemItIsRefused() {
        var difference = new Scene().desired("a: {partitions: 3}").only("a");

        assertThat(refusal(difference)).isEqualTo(TopicCodes.SHAPE_UNDECLARED);
        assertThat(difference.disposition().refusal().orElseThrow().message()).contains("without replicationFactor");
    }

    @Test
    void moreReplicasThanLiveBrokersAreRefused() {
        assertThat(refusal(new Scene()
                        .brokers(2)
                        .desired("a: {partitions: 1, replicationFactor: 3}")
                        .only("a")))
                .isEqualTo(TopicCodes.REPLICAS_ABOVE_BROKERS);
    }

    @Test
    void fewerReplicasThanTheBrokersWantInSyncAreRefusedUnlessTheTopicSaysOtherwise() {
        var live = new TopicState(
                "other", "u", List.of(List.of(1, 2)), Set.of(), false, Map.of(), Map.of("min.insync.replicas", "2"));

        assertThat(refusal(new Scene()
                        .live(live)
                        .desired("a: {partitions: 1, replicationFactor: 1}")
                        .only("a")))
                .isEqualTo(TopicCodes.MIN_ISR_ABOVE_REPLICAS);
        assertThat(new Scene()
                        .live(live)
                        .desired("a: {partitions: 1, replicationFactor: 1, config: {min.insync.replicas: 1}}")
                        .only("a")
                        .disposition())
                .isEqualTo(Disposition.PLANNED);
    }

    @Test
    void aNameThatCollidesWithALiveOneIsRefused() {
        var difference = new Scene()
                .live("a_b", 1, 1)
                .desired("a.b: {partitions: 1, replicationFactor: 1}")
                .only("a.b");

        assertThat(refusal(difference)).isEqualTo(TopicCodes.COLLIDES_WITH_LIVE);
        assertThat(difference.disposition().refusal().orElseThrow().message()).contains("'a_b'");
    }

    @Test
    void aSettingThatContradictsWhatTheBrokersSayIsRefused() {
        var live = new TopicState(
                "other",
                "u",
                List.of(List.of(1)),
                Set.of(),
                false,
                Map.of(),
                Map.of("max.compaction.lag.ms", "3600000"));

        assertThat(refusal(new Scene()
                        .live(live)
                        .desired("a: {partitions: 1, replicationFactor: 1, config: {min.compaction.lag.ms: 2h}}")
                        .only("a")))
                .isEqualTo(CatalogueCodes.CONTRADICTION);
    }

    @Test
    void everyReasonIsTold() {
        var message = new Scene()
                .brokers(1)
                .live("a_b", 1, 1)
                .desired("a.b: {replicationFactor: 3}")
                .only("a.b")
                .disposition()
                .refusal()
                .orElseThrow()
                .message();

        assertThat(message).contains("without partitions", "1 is live", "'a_b'");
    }

    @Test
    void aTopicThatKafkaMakesItselfIsWaitedFor() {
        var difference = new Scene()
                .desired("__consumer_offsets: {config: {min.insync.replicas: 2}}")
                .only("__consumer_offsets");

        assertThat(difference.disposition().word()).isEqualTo("deferred");
    }

    @Test
    void aTombstoneOfATopicThatIsNotThereIsNoDifference() {
        assertThat(new Scene().desired("a: {absent: true, reason: x}").compare("a"))
                .isEmpty();
        assertThat(new Scene()
                        .applied("a: {absent: true, reason: x}")
                        .desired("a: {absent: true, reason: x}")
                        .compare("a"))
                .isEmpty();
    }

    @Test
    void aTopicThatWasDeclaredAndIsGoneAnywayIsNoDifference() {
        assertThat(new Scene().applied("a: {}").compare("a")).isEmpty();
    }
}
