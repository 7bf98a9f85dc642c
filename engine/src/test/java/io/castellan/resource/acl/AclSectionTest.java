package io.castellan.resource.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Severity;
import io.castellan.model.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AclSectionTest {
    private static RuleFiles rule(String rule) {
        return RuleFiles.of("acls:\n  User:a:\n    - " + rule + "\n");
    }

    private static void assertReported(RuleFiles files, Code code, String... words) {
        assertThat(files.problems()).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.place()).isPresent();
            for (var word : words) {
                assertThat(problem.toString()).contains(word);
            }
        });
    }

    @Test
    void aRuleOfManyOperationsIsManyRules() {
        var files = rule("{allow: [Read, Describe], topic: payments., patternType: prefixed}");

        assertThat(files.names())
                .containsExactly(
                        "User:a allow Describe topic prefixed payments.", "User:a allow Read topic prefixed payments.");
        assertThat(files.problems()).isEmpty();
        var declared = files.declared("User:a allow Read topic prefixed payments.");
        assertThat(declared.at().cause()).isEqualTo(Cause.DECLARATION);
        assertThat(declared.at().declaredAt().orElseThrow()).hasToString("test/state.yaml:3:7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {deny: [Delete], topic: t}                                   | User:a deny Delete topic t
            {allow: [All], topic: '*'}                                   | User:a allow All topic *
            {allow: [Read], group: g h}                                  | User:a allow Read group "g h"
            {allow: [Alter], cluster: kafka-cluster}                     | User:a allow Alter cluster
            {allow: [TwoPhaseCommit], transactionalId: x, host: 10.0.0.1} | User:a allow TwoPhaseCommit transactionalId x from 10.0.0.1
            {allow: [Describe], delegationToken: '*'}                    | User:a allow Describe delegationToken *
            {allow: [CreateTokens], user: 'User:b'}                      | User:a allow CreateTokens user User:b
            {allow: [Read], topic: t, host: '::1'}                       | User:a allow Read topic t from 0:0:0:0:0:0:0:1
            """)
    void everySortOfRuleIsRead(String rule, String name) {
        assertThat(rule(rule).names()).containsExactly(name);
        assertThat(rule(rule).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {allow: [Read], cluster: kafka-cluster}   | 5
            {allow: [Create], group: g}               | 5
            {allow: [Read], transactionalId: x}       | 5
            {allow: [IdempotentWrite], topic: t}      | 5
            {allow: [Raed], topic: t}                 | 4
            {allow: [read], topic: t}                 | 4
            {allow: [Read], topic: '*', patternType: prefixed} | 6
            {allow: [Read], topic: payments.*}        | 6
            {allow: [Read], topic: a b}               | 6
            {allow: [Alter], cluster: my-cluster}     | 6
            {allow: [Alter], cluster: '*'}            | 6
            {allow: [Alter], cluster: kafka-cluster, patternType: prefixed} | 6
            {allow: [CreateTokens], user: b}          | 6
            {allow: [Read], topic: t, host: 10.0.0.0/8} | 7
            {allow: [Read], topic: t, host: host.example.org} | 7
            {allow: [Read], topic: t, host: 10.0.0.256} | 7
            {allow: [Read], topic: t, host: 10.0.0.01} | 7
            {allow: [Read], topic: t, host: 'x::y'}   | 7
            {allow: [Read], deny: [Read], topic: t}   | 1
            {topic: t}                                | 1
            {allow: [Read], topic: t, group: g}       | 1
            {allow: [Read]}                           | 1
            {allow: [], topic: t}                     | 1
            {allow: Read, topic: t}                   | 1
            {allow: [Read], topic: ''}                | 1
            {allow: [Read], topic: t, patternType: match} | 1
            {allow: [Read], topics: t, topic: t}      | 2
            [Read]                                    | 1
            """)
    void whatCannotHaveAnEffectIsAnError(String rule, int code) {
        var files = rule(rule);

        assertReported(files, new Code("ACL", code));
        assertThat(files.problems()).anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    @Test
    void whatWasProbablyMeantIsSaid() {
        assertReported(rule("{allow: [Raed], topic: t}"), AclCodes.UNKNOWN_OPERATION, "did you mean 'Read'?");
        assertReported(rule("{allow: [Read], topik: t}"), AclCodes.UNKNOWN_FIELD, "did you mean 'topic'?");
        assertReported(rule("{allow: [Read], topic: payments.*}"), AclCodes.BAD_NAME, "'payments.'", "prefix");
    }

    @Test
    void anAsteriskInTheNameOfAGroupIsOnlyWarnedOf() {
        var files = rule("{allow: [Read], group: billing-*}");

        assertThat(files.names()).containsExactly("User:a allow Read group billing-*");
        assertThat(files.codes()).containsExactly("CAS-ACL-010");
    }

    @ParameterizedTest
    @ValueSource(strings = {"billing", "User:", "Group:*", ":x"})
    void aPrincipalHasATypeAndAName(String principal) {
        var files = RuleFiles.of("acls: {'" + principal + "': [{allow: [Read], topic: t}]}");

        assertReported(files, AclCodes.BAD_PRINCIPAL);
        assertThat(files.names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"acls:", "acls: []", "acls: {'User:a': }", "acls: {'User:a': {allow: [Read]}}"})
    void anEmptyOrMisshapenSectionIsNotTakenForNoRules(String yaml) {
        assertReported(RuleFiles.of(yaml), AclCodes.WRONG_FORM);
    }

    @Test
    void variablesAreFilledInPrincipalsAndNames() {
        var files = RuleFiles.of("acls: {'User:${who}': [{allow: [Read], topic: '${team}.orders', host: '${from}'}]}")
                .variables("{who: billing, team: payments, from: 10.0.0.1}");

        assertThat(files.names()).containsExactly("User:billing allow Read topic payments.orders from 10.0.0.1");
    }

    @Test
    void theSameRuleTwiceInOneListIsReported() {
        var files = RuleFiles.of(
                "acls: {'User:a': [{allow: [Read, Describe], topic: t}, {allow: [Read], topic: t, host: '*'}]}");

        assertReported(files, AclCodes.DUPLICATE, "User:a allow Read topic t");
    }

    @Test
    void aRuleThatAnotherOneDeniesAsAWholeIsReported() {
        var files = RuleFiles.of(
                "acls: {'User:a': [{allow: [Read, Write], topic: t}], 'User:*': [{deny: [Write], topic: '*'}]}");

        assertReported(files, AclCodes.VOID, "User:a allow Write topic t", "User:* deny Write topic *");
        assertThat(files.problems()).hasSize(1);
    }
}
