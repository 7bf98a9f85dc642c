package io.castellan.resource.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Code;
import io.castellan.model.Cause;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.FieldChange;
import io.castellan.model.Protection;
import io.castellan.model.Risk;
import io.castellan.model.RiskClass;
import io.castellan.model.UnmanagedPolicy;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A live topic against what is declared of it. */
class AlterationTest {

    @Test
    void whatIsLiveAsDeclaredIsNoDifference() {
        var scene = new Scene()
                .desired(
                        "a: {partitions: 3, replicationFactor: 2, config: {retention.ms: 1d, cleanup.policy: 'delete,compact'}}")
                .live("a", 3, 2, "retention.ms", "86400000", "cleanup.policy", "compact,delete");

        assertThat(scene.compare("a")).isEmpty();
    }

    @Test
    void undeclaredPartitionsAndReplicasStayWhatTheyAre() {
        assertThat(new Scene().desired("a: {}").live("a", 7, 2).compare("a")).isEmpty();
    }

    @Test
    void aDeclaredSettingIsMadeSo() {
        var difference = new Scene()
                .desired("a: {config: {max.message.bytes: 2MiB}}")
                .live("a", 1, 1, "max.message.bytes", "1000000")
                .only("a");

        assertThat(difference.verb()).isEqualTo(Verb.UPDATE);
        assertThat(difference.uuid()).contains("uuid-of-a");
        assertThat(texts(difference)).containsExactly("config.max.message.bytes: 1000000 → 2097152");
        assertThat(difference.fields().get(0).at().map(Object::toString)).contains("topics.yaml:2:16");
        assertThat(codes(difference)).containsExactly("BATCH_SIZE_RAISED");
    }

    @Test
    void aDeclaredSettingIsSetOnTheTopicAlsoWhenTheBrokersSayTheSame() {
        var difference = new Scene()
                .desired("a: {config: {retention.ms: 7d, retention.bytes: -1}}")
                .live("a", 1, 1)
                .only("a");

        assertThat(texts(difference))
                .containsExactly("config.retention.bytes: (unset) → -1", "config.retention.ms: (unset) → 604800000");
        assertThat(difference.worstRisk()).isEqualTo(RiskClass.SAFE);
    }

    @Test
    void theRiskIsJudgedFromTheValueInEffectEvenIfNothingWasSet() {
        var difference = new Scene()
                .desired("a: {config: {retention.ms: 1d}}")
                .live("a", 1, 1)
                .only("a");

        assertThat(texts(difference)).containsExactly("config.retention.ms: (unset) → 86400000");
        assertThat(codes(difference)).containsExactly("RETENTION_SHORTENED");
    }

    @Test
    void aChangeIsNotJudgedByWhatChangesTogetherWithIt() {
        var difference = new Scene()
                .desired("a: {config: {cleanup.policy: delete, retention.ms: 1h}}")
                .live("a", 1, 1, "cleanup.policy", "compact")
                .only("a");

        assertThat(codes(difference)).contains("DELETION_ADDED", "RETENTION_SHORTENED");
    }

    @Test
    void aSettingThatIsDeclaredNoLongerIsUnset() {
        var difference = new Scene()
                .applied("a: {config: {segment.ms: 1d}}")
                .desired("a: {}")
                .live("a", 1, 1, "segment.ms", "86400000")
                .only("a");

        assertThat(difference.disposition()).isEqualTo(Disposition.PLANNED);
        assertThat(texts(difference)).containsExactly("config.segment.ms: 86400000 → (unset)");
        assertThat(difference.provenance().cause()).isEqualTo(Cause.WITHDRAWN);
        assertThat(codes(difference)).containsExactly("ROLLS_RARER");
    }

    @Test
    void aSettingThatIsDeclaredNoLongerIsUnsetWhateverValueItHasMeanwhile() {
        var difference = new Scene()
                .applied("a: {config: {segment.ms: 1d}}")
                .desired("a: {}")
                .live("a", 1, 1, "segment.ms", "5000")
                .only("a");

        assertThat(texts(difference)).containsExactly("config.segment.ms: 5000 → (unset)");
    }

    @Test
    void aSettingOfAnApplyThatDidNotEndWellIsUnsetToo() {
        var difference = new Scene()
                .applied("a: {}")
                .attempted("a: {config: {segment.ms: 1d}}")
                .desired("a: {}")
                .live("a", 1, 1, "segment.ms", "86400000")
                .only("a");

        assertThat(difference.disposition()).isEqualTo(Disposition.PLANNED);
        assertThat(texts(difference)).containsExactly("config.segment.ms: 86400000 → (unset)");
    }

    @Test
    void aWithdrawnSettingThatIsNotLiveIsNoDifference() {
        assertThat(new Scene()
                        .applied("a: {config: {segment.ms: 1d}}")
                        .desired("a: {}")
                        .live("a", 1, 1)
                        .compare("a"))
                .isEmpty();
    }

    @Test
    void aDefaultThatWasTakenBackIsTheEnvironmentsOwnChange() {
        var difference = new Scene()
                .applied(new Files().defaults("{config: {segment.ms: 1d}}").topics("a: {}"))
                .desired("a: {}")
                .live("a", 1, 1, "segment.ms", "86400000")
                .only("a");

        assertThat(difference.provenance().cause()).isEqualTo(Cause.DEFAULTS);
        assertThat(difference.provenance().cause().environmentOwn()).isTrue();
    }

    @Test
    void aChangeByAnOverrideIsTheEnvironmentsOwnUnlessADeclarationChangesToo() {
        var override = new Files().override("a", "{config: {segment.ms: 2d}}").topics("a: {config: {segment.ms: 1d}}");
        assertThat(new Scene()
                        .desired(override)
                        .live("a", 1, 1, "segment.ms", "86400000")
                        .only("a")
                        .provenance()
                        .cause())
                .isEqualTo(Cause.OVERRIDE);

        var both = new Files()
                .override("a", "{config: {segment.ms: 2d}}")
                .topics("a: {config: {segment.ms: 1d, max.message.bytes: 2MiB}}");
        assertThat(new Scene()
                        .desired(both)
                        .live("a", 1, 1, "segment.ms", "86400000")
                        .only("a")
                        .provenance()
                        .cause())
                .isEqualTo(Cause.DECLARATION);
    }

    @Test
    void nullIsADeclarationThatNothingStandsOnTheTopic() {
        var difference = new Scene()
                .desired("a: {config: {segment.ms: null}}")
                .live("a", 1, 1, "segment.ms", "86400000")
                .only("a");

        assertThat(difference.disposition()).isEqualTo(Disposition.PLANNED);
        assertThat(texts(difference)).containsExactly("config.segment.ms: 86400000 → (unset)");
        assertThat(new Scene()
                        .desired("a: {config: {segment.ms: null}}")
                        .live("a", 1, 1)
                        .compare("a"))
                .isEmpty();
    }

    @Test
    void settingsThatNobodyDeclaredAreListedAndLeftAlone() {
        var difference = new Scene()
                .desired("a: {}")
                .live("a", 1, 1, "segment.ms", "86400000", "retention.ms", "1000")
                .only("a");

        assertThat(difference.disposition()).isEqualTo(Disposition.UNMANAGED);
        assertThat(difference.verb()).isEqualTo(Verb.NONE);
        assertThat(difference.fields())
                .extracting(FieldChange::path, FieldChange::before)
                .containsExactly(
                        Tuple.tuple("config.retention.ms", Value.text("1000")),
                        Tuple.tuple("config.segment.ms", Value.text("86400000")));
    }

    @Test
    void settingsThatNobodyDeclaredAreRefusedWhereTheEnvironmentSaysSo() {
        var difference = new Scene()
                .protection(unmanaged(UnmanagedPolicy.REFUSE))
                .desired("a: {}")
                .live("a", 1, 1, "segment.ms", "86400000")
                .only("a");

        assertThat(refusal(difference)).isEqualTo(TopicCodes.UNMANAGED_FIELDS);
    }

    @Test
    void settingsThatNobodyDeclaredAreRemovedWhereTheEnvironmentSaysSo() {
        var difference = new Scene()
                .protection(unmanaged(UnmanagedPolicy.REMOVE))
                .desired("a: {}")
                .live("a", 1, 1, "segment.ms", "86400000", "leader.replication.throttled.replicas", "*")
                .only("a");

        assertThat(difference.disposition()).isEqualTo(Disposition.PLANNED);
        assertThat(texts(difference)).containsExactly("config.segment.ms: 86400000 → (unset)");
        assertThat(difference.provenance().cause().environmentOwn()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leader.replication.throttled.replicas",
                "follower.replication.throttled.replicas",
                "confluent.placement.constraints"
            })
    void keysOfThePlatformAreNeverCompared(String key) {
        assertThat(new Scene().desired("a: {}").live("a", 1, 1, key, "x").compare("a"))
                .isEmpty();
    }

    @Test
    void morePartitionsAreAddedAndCannotBeTakenAway() {
        var difference =
                new Scene().desired("a: {partitions: 6}").live("a", 3, 1).only("a");

        assertThat(texts(difference)).containsExactly("partitions: 3 → 6");
        assertThat(difference.risks())
                .extracting(Risk::riskClass, Risk::code)
                .containsExactly(
                        Tuple.tuple(RiskClass.IRREVERSIBLE, "KEYS_MOVE"),
                        Tuple.tuple(RiskClass.DISRUPTIVE, "PARTITIONS_ADDED"));
    }

    @Test
    void fewerReplicasInSyncArePlannedAndDestructiveBelowTheDurableLevel() {
        var difference = new Scene()
                .desired("a: {config: {min.insync.replicas: 1}}")
                .live("a", 1, 3, "min.insync.replicas", "2")
                .only("a");

        assertThat(codes(difference)).containsExactly("MIN_ISR_BELOW_DURABLE");
    }

    @Test
    void whatCannotBeReadIsNotGuessed() {
        assertThat(new Scene().desired("a: {partitions: 3}").unreadable("a").compare("a"))
                .isEmpty();
    }

    @Test
    void aTopicThatIsDeclaredNoLongerIsNeverDeletedNorChanged() {
        var difference = new Scene()
                .applied("a: {config: {segment.ms: 1d}}")
                .live("a", 1, 1, "segment.ms", "86400000")
                .only("a");

        assertThat(difference.disposition()).isEqualTo(Disposition.UNMANAGED);
        assertThat(difference.fields()).isEmpty();
        assertThat(difference.provenance().cause()).isEqualTo(Cause.WITHDRAWN);
    }

    @Test
    void liveTopicsThatNobodyDeclaresAreListedExceptThoseOfKafkaOfCastellanAndOfProtectedPatterns() {
        var scene = new Scene()
                .protection(new Protection(
                        5, 0.1, List.of("connect-*", "*-changelog"), UnmanagedPolicy.REPORT, UnmanagedPolicy.REPORT))
                .live("stranger", 1, 1)
                .live("__consumer_offsets", 50, 3)
                .live("connect-offsets", 25, 3)
                .live("app-store-changelog", 5, 3)
                .live("castellan.lock", 1, 3);

        assertThat(scene.only("stranger").disposition()).isEqualTo(Disposition.UNMANAGED);
        assertThat(scene.only("stranger").uuid()).contains("uuid-of-stranger");
        assertThat(scene.compare("__consumer_offsets")).isEmpty();
        assertThat(scene.compare("connect-offsets")).isEmpty();
        assertThat(scene.compare("app-store-changelog")).isEmpty();
        assertThat(scene.compare("castellan.lock")).isEmpty();
    }

    @Test
    void theOwnerStandsBesideTheChangeAndIsNotPartOfIt() {
        var difference = new Scene()
                .desired("a: {owner: payments, config: {max.message.bytes: 2MiB}}")
                .live("a", 1, 1)
                .only("a");

        assertThat(difference.facts())
                .singleElement()
                .satisfies(fact -> assertThat(fact.value()).isEqualTo(Value.text("payments")));
        assertThat(difference.ceilings()).isEmpty();
    }

    static Protection unmanaged(UnmanagedPolicy fields) {
        return new Protection(5, 0.1, List.of(), UnmanagedPolicy.REPORT, fields);
    }

    static List<String> texts(Difference difference) {
        return difference.fields().stream()
                .map(field -> field.path() + ": " + field.before().display() + " → "
                        + field.after().display())
                .toList();
    }

    static List<String> codes(Difference difference) {
        return difference.risks().stream().map(Risk::code).toList();
    }

    static Code refusal(Difference difference) {
        return difference.disposition().refusal().orElseThrow().code();
    }
}
