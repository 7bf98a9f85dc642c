package io.castellan.resource.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Code;
import io.castellan.model.Cause;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.Phase;
import io.castellan.model.Risk;
import io.castellan.model.Step;
import io.castellan.model.Verb;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AclComparisonTest {
    private static final String READ = "User:a allow Read topic t";
    private static final String A_READS = "'User:a': [{allow: [Read], topic: t}]";

    private static List<String> risks(Difference difference) {
        return difference.risks().stream()
                .map(risk -> risk.riskClass().word() + " " + risk.code())
                .toList();
    }

    private static Optional<Code> refusal(Difference difference) {
        return difference.disposition().refusal().map(Disposition.Refused::code);
    }

    private static List<String> why(Difference difference) {
        return difference.risks().stream().map(Risk::why).toList();
    }

    @Test
    void aRuleThatIsMissingIsCreated() {
        var difference = new Scene().desired(A_READS).only(READ);

        assertThat(difference.verb()).isEqualTo(Verb.CREATE);
        assertThat(difference.disposition().isPlanned()).isTrue();
        assertThat(risks(difference)).containsExactly("safe ALLOW_ADDED");
        assertThat(difference.provenance().declaredAt()).isPresent();
    }

    @Test
    void aRuleThatIsLiveIsNoDifference() {
        assertThat(new Scene().desired(A_READS).live(A_READS).applied(A_READS).differences())
                .isEmpty();
    }

    @Test
    void aRuleThatIsDeclaredNoLongerIsDeleted() {
        var difference = new Scene().applied(A_READS).live(A_READS).only(READ);

        assertThat(difference.verb()).isEqualTo(Verb.DELETE);
        assertThat(difference.disposition().isPlanned()).isTrue();
        assertThat(risks(difference)).containsExactly("disruptive ALLOW_REMOVED");
        assertThat(difference.provenance().cause()).isEqualTo(Cause.WITHDRAWN);
    }

    @Test
    void aRuleThatIsDeclaredNoLongerAndGoneIsNoDifference() {
        assertThat(new Scene().applied(A_READS).differences()).isEmpty();
    }

    @Test
    void aRuleThatNobodyDeclaredStays() {
        var difference = new Scene().live(A_READS).only(READ);

        assertThat(difference.disposition().isUnmanaged()).isTrue();
        assertThat(difference.verb()).isEqualTo(Verb.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'User:*': [{allow: [Read], topic: t}]                   | disruptive ALLOW_EVERY_USER
            'User:a': [{allow: [All], topic: '*'}]                  | disruptive ALLOW_EVERYTHING
            'User:a': [{allow: [All], topic: t}]                    | safe ALLOW_ADDED
            'User:a': [{allow: [Read], topic: '*'}]                 | safe ALLOW_ADDED
            'User:a': [{allow: [Alter], cluster: kafka-cluster}]    | disruptive ALLOW_ADMINISTRATION
            'User:a': [{allow: [All], cluster: kafka-cluster}]      | disruptive ALLOW_ADMINISTRATION
            'User:a': [{allow: [Describe], cluster: kafka-cluster}] | safe ALLOW_ADDED
            'User:a': [{deny: [Read], topic: t}]                    | disruptive DENY_ADDED
            """)
    void whatIsAddedHasTheRiskOfItsReach(String rule, String risk) {
        var scene = new Scene().desired(rule);

        assertThat(scene.differences())
                .singleElement()
                .satisfies(one -> assertThat(risks(one)).containsExactly(risk));
    }

    @Test
    void liftingADenialIsSafe() {
        var denial = "'User:a': [{deny: [Read], topic: t}]";

        assertThat(risks(new Scene().applied(denial).live(denial).only("User:a deny Read topic t")))
                .containsExactly("safe DENY_LIFTED");
    }

    @Test
    void whatGivesAccessRunsBeforeWhatTakesIt() {
        var before = "'User:a': [{allow: [Read], topic: t}, {deny: [Write], topic: t}]";
        var after = "'User:a': [{allow: [Read], topic: t, host: 10.0.0.1}, {deny: [Delete], topic: t}]";

        var phases = new Scene()
                .desired(after).applied(before).live(before).steps().stream()
                        .collect(Collectors.toMap(step -> step.id().toString(), Step::phase));

        assertThat(phases)
                .containsOnly(
                        java.util.Map.entry(
                                "acl.create@acl/User:a allow Read topic t from 10.0.0.1", Phase.ACCESS_GIVEN),
                        java.util.Map.entry("acl.delete@acl/User:a deny Write topic t", Phase.ACCESS_GIVEN),
                        java.util.Map.entry("acl.delete@acl/User:a allow Read topic t", Phase.ACCESS_TAKEN),
                        java.util.Map.entry("acl.create@acl/User:a deny Delete topic t", Phase.ACCESS_TAKEN));
    }

    @Test
    void withoutAnAuthorizerNothingIsCreatedAndNothingIsClaimed() {
        var scene = new Scene().desired(A_READS).applied(A_READS).withoutAuthorizer();

        assertThat(refusal(scene.only(READ))).contains(AclCodes.NO_AUTHORIZER);
        assertThat(scene.steps()).isEmpty();
    }

    @Test
    void aRuleThatALiveDenialVoidsIsRefused() {
        var scene = new Scene().desired(A_READS).live("'User:*': [{deny: [Read], topic: '*'}]");

        assertThat(refusal(scene.only(READ))).contains(AclCodes.VOID);
    }

    @Test
    void aRuleMayComeWithTheDenialThatGoes() {
        var denial = "'User:a': [{deny: [Read], topic: t}]";

        assertThat(new Scene()
                        .desired(A_READS)
                        .applied(denial)
                        .live(denial)
                        .only(READ)
                        .disposition()
                        .isPlanned())
                .isTrue();
    }

    @Test
    void theFirstRuleOfAResourceShutsOthersOutWhereEverybodyIsLetIn() {
        var scene = new Scene().everyone(Known.YES).superUser(Known.YES);

        assertThat(risks(scene.desired(A_READS).only(READ)))
                .containsExactly("disruptive FIRST_RULE", "safe ALLOW_ADDED");
        assertThat(why(scene.only(READ)).get(0)).contains("lets everybody in until it has one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'User:b': [{allow: [Write], topic: t}]
            'User:b': [{allow: [Write], topic: '*'}]
            'User:b': [{deny: [Write], topic: 't', patternType: prefixed}]
            """)
    void aRuleIsNotTheFirstWhereOthersStandOnAllOfItsResource(String other) {
        var scene =
                new Scene().everyone(Known.YES).superUser(Known.YES).live(other).desired(A_READS);

        assertThat(risks(scene.only(READ))).containsExactly("safe ALLOW_ADDED");
    }

    @Test
    void aRuleOfMoreResourcesThanHaveRulesIsAFirstOne() {
        var scene = new Scene()
                .everyone(Known.YES)
                .superUser(Known.YES)
                .live("'User:b': [{allow: [Write], topic: t}]")
                .desired("'User:a': [{allow: [Read], topic: t, patternType: prefixed}]");

        assertThat(risks(scene.only("User:a allow Read topic prefixed t"))).contains("disruptive FIRST_RULE");
    }

    @Test
    void theLastRuleOfAResourceOpensItWhereEverybodyIsLetIn() {
        var scene = new Scene()
                .everyone(Known.YES)
                .superUser(Known.YES)
                .applied(A_READS)
                .live(A_READS);

        assertThat(risks(scene.only(READ))).containsExactly("disruptive ALLOW_REMOVED", "disruptive LAST_RULE");
        assertThat(risks(scene.desired("'User:b': [{allow: [Read], topic: t}]").only(READ)))
                .containsExactly("disruptive ALLOW_REMOVED");
        assertThat(risks(scene.desired("'User:b': [{allow: [Read], topic: u}]").only(READ)))
                .contains("disruptive LAST_RULE");
    }

    @Test
    void whereItCannotBeToldWhetherEverybodyIsLetInTheWorseIsShown() {
        var scene = new Scene().everyone(Known.UNKNOWN).desired(A_READS);

        assertThat(risks(scene.only(READ))).contains("disruptive FIRST_RULE");
        assertThat(scene.only(READ).disposition().isPlanned()).isTrue();
        assertThat(why(scene.only(READ)).get(0)).contains("which may be on");
        assertThat(risks(new Scene().everyone(Known.NO).desired(A_READS).only(READ)))
                .containsExactly("safe ALLOW_ADDED");
    }

    private static final String OWN_RIGHTS =
            "'User:castellan': [{allow: [Alter], cluster: kafka-cluster}, {allow: [Describe], topic: '*'}]";
    private static final String OWN_ALTER = "User:castellan allow Alter cluster";

    @Test
    void nobodyTakesAwayTheirOwnRight() {
        var scene = new Scene().applied(OWN_RIGHTS).live(OWN_RIGHTS).desired(A_READS);

        assertThat(refusal(scene.only(OWN_ALTER))).contains(AclCodes.OWN_ACCESS);
        assertThat(refusal(scene.only("User:castellan allow Describe topic *"))).contains(AclCodes.OWN_ACCESS);
        assertThat(scene.steps()).extracting(step -> step.id().subject().name()).containsExactly(READ);
    }

    @Test
    void aSuperUserNeedsNoRule() {
        var scene = new Scene()
                .applied(OWN_RIGHTS)
                .live(OWN_RIGHTS)
                .desired(A_READS)
                .superUser(Known.YES);

        assertThat(scene.only(OWN_ALTER).disposition().isPlanned()).isTrue();
    }

    @Test
    void whoMayBeASuperUserIsTakenForNone() {
        var scene = new Scene().applied(OWN_RIGHTS).live(OWN_RIGHTS).superUser(Known.UNKNOWN);

        assertThat(refusal(scene.only(OWN_ALTER))).contains(AclCodes.OWN_ACCESS);
    }

    @Test
    void aRightThatAnotherLiveRuleGivesMayGo() {
        var wider = "'User:castellan': [{allow: [All], cluster: kafka-cluster}]";
        var scene = new Scene().applied(OWN_RIGHTS).live(OWN_RIGHTS);

        assertThat(refusal(scene.desired(wider).only(OWN_ALTER))).contains(AclCodes.OWN_ACCESS);
        assertThat(scene.live(wider).only(OWN_ALTER).disposition().isPlanned()).isTrue();
    }

    @Test
    void aRuleForEveryUserIsOursToo() {
        var rule = "'User:*': [{allow: [Describe], topic: '*'}]";
        var scene = new Scene().applied(rule).live(rule);

        assertThat(refusal(scene.only("User:* allow Describe topic *"))).contains(AclCodes.OWN_ACCESS);
        assertThat(scene.live(OWN_RIGHTS)
                        .only("User:* allow Describe topic *")
                        .disposition()
                        .isPlanned())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'User:castellan': [{deny: [Alter], cluster: kafka-cluster}]     | true
            'User:*': [{deny: [Describe], topic: secret}]                   | true
            'User:*': [{deny: [All], topic: s, patternType: prefixed}]      | true
            'User:*': [{deny: [Write], topic: secret}]                      | false
            'User:*': [{deny: [Describe], group: g}]                        | false
            'User:b': [{deny: [All], topic: secret}]                        | false
            """)
    void aDenialIsRefusedThatTakesARightFromUs(String denial, boolean refused) {
        var scene = new Scene().live(OWN_RIGHTS).desired(denial);

        assertThat(scene.differences().stream().filter(one -> one.verb() == Verb.CREATE))
                .singleElement()
                .satisfies(one -> assertThat(refusal(one))
                        .isEqualTo(refused ? Optional.of(AclCodes.OWN_ACCESS) : Optional.empty()));
    }

    @Test
    void aDenialForEverybodyIsRefusedWhereRightsNeedNoRule() {
        var scene = new Scene().everyone(Known.UNKNOWN).desired("'User:*': [{deny: [Write], topic: t}]");

        assertThat(refusal(scene.only("User:* deny Write topic t"))).contains(AclCodes.OWN_ACCESS);
        assertThat(scene.superUser(Known.YES)
                        .only("User:* deny Write topic t")
                        .disposition()
                        .isPlanned())
                .isTrue();
    }

    @Test
    void whereWeDoNotKnowWhoWeAreTheClusterAndEveryUserAreLeftAlone() {
        var rules = "'User:a': [{allow: [Alter], cluster: kafka-cluster}, {allow: [Read], topic: t}],"
                + " 'User:*': [{allow: [Read], topic: u}]";
        var scene = new Scene()
                .principalUnknown()
                .applied(rules)
                .live(rules)
                .desired("'User:*': [{deny: [Write], topic: t}], 'User:b': [{deny: [Write], topic: t}]");

        assertThat(refusal(scene.only("User:a allow Alter cluster"))).contains(AclCodes.OWN_PRINCIPAL_UNKNOWN);
        assertThat(refusal(scene.only("User:* allow Read topic u"))).contains(AclCodes.OWN_PRINCIPAL_UNKNOWN);
        assertThat(refusal(scene.only("User:* deny Write topic t"))).contains(AclCodes.OWN_PRINCIPAL_UNKNOWN);
        assertThat(scene.only(READ).disposition().isPlanned()).isTrue();
        assertThat(scene.only("User:b deny Write topic t").disposition().isPlanned())
                .isTrue();
    }

    @Test
    void theFirstRuleOfTheClusterDoesNotShutUsOut() {
        var theirs = "'User:a': [{allow: [Describe], cluster: kafka-cluster}]";
        var name = "User:a allow Describe cluster";

        assertThat(refusal(new Scene().everyone(Known.UNKNOWN).desired(theirs).only(name)))
                .contains(AclCodes.OWN_ACCESS);
        assertThat(new Scene()
                        .everyone(Known.YES)
                        .desired(theirs + ", " + OWN_RIGHTS)
                        .only(name)
                        .disposition()
                        .isPlanned())
                .isTrue();
        assertThat(refusal(new Scene()
                        .everyone(Known.YES)
                        .principalUnknown()
                        .desired(theirs)
                        .only(name)))
                .contains(AclCodes.OWN_PRINCIPAL_UNKNOWN);
    }

    @Test
    void theFirstRuleOfATopicDoesNotHideItFromUs() {
        assertThat(refusal(new Scene().everyone(Known.YES).desired(A_READS).only(READ)))
                .contains(AclCodes.OWN_ACCESS);
        assertThat(new Scene()
                        .everyone(Known.YES)
                        .desired(A_READS + ", " + OWN_RIGHTS)
                        .only(READ)
                        .disposition()
                        .isPlanned())
                .isTrue();
    }

    @Test
    void brokersKeepWhatTheyReplicateWith() {
        var rule = "'User:broker': [{allow: [ClusterAction], cluster: kafka-cluster}]";

        assertThat(refusal(new Scene()
                        .superUser(Known.YES)
                        .applied(rule)
                        .live(rule)
                        .only("User:broker allow ClusterAction cluster")))
                .contains(AclCodes.BROKER_ACCESS);
        assertThat(refusal(new Scene()
                        .superUser(Known.YES)
                        .desired("'User:*': [{deny: [All], cluster: kafka-cluster}]")
                        .only("User:* deny All cluster")))
                .contains(AclCodes.BROKER_ACCESS);
    }

    @Test
    void circumstancesSurviveTheWayThroughAReading() {
        for (var superUser : Known.values()) {
            for (var everyone : Known.values()) {
                var one = new Circumstances(true, Optional.of("User:CN=a, O=b"), superUser, everyone);
                assertThat(Circumstances.of(one.about())).isEqualTo(one);
            }
        }
        assertThat(Circumstances.of(Circumstances.withoutAuthorizer().about()))
                .isEqualTo(Circumstances.withoutAuthorizer());
    }
}
