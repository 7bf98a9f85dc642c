package io.castellan.resource.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantSectionTest {
    private static RuleFiles grant(String grant) {
        return RuleFiles.of("grants:\n  User:a:\n    " + grant + "\n");
    }

    @Test
    void producingIsWritingTopics() {
        var files = grant("produce: {topics: [{name: t}, {prefix: p.}]}");

        assertThat(files.names())
                .containsExactly(
                        "User:a allow Describe topic prefixed p.",
                        "User:a allow Describe topic t",
                        "User:a allow Write topic prefixed p.",
                        "User:a allow Write topic t");
        var declared = files.declared("User:a allow Write topic prefixed p.");
        assertThat(declared.at().cause()).isEqualTo(Cause.GRANT);
        assertThat(declared.at().declaredAt().orElseThrow()).hasToString("test/state.yaml:3:44");
        assertThat(files.problems()).isEmpty();
    }

    @Test
    void consumingIsReadingTopicsInGroups() {
        assertThat(grant("consume: {topics: [{name: '*'}], groups: [{prefix: g-}], host: 10.0.0.1}")
                        .names())
                .containsExactly(
                        "User:a allow Describe topic * from 10.0.0.1",
                        "User:a allow Read group prefixed g- from 10.0.0.1",
                        "User:a allow Read topic * from 10.0.0.1");
    }

    @Test
    void aStreamsApplicationOwnsWhatBeginsWithItsId() {
        assertThat(grant("streams: {applicationId: app, inputs: [{name: in}], outputs: [{name: out}]}")
                        .names())
                .containsExactly(
                        "User:a allow All topic prefixed app-",
                        "User:a allow Describe topic in",
                        "User:a allow Describe topic out",
                        "User:a allow Describe transactionalId prefixed app-",
                        "User:a allow Read group app",
                        "User:a allow Read topic in",
                        "User:a allow Write topic out",
                        "User:a allow Write transactionalId prefixed app-");
    }

    @Test
    void connectWorkersKeepTheirStateInThreeTopics() {
        assertThat(grant("connect: {group: c, topics: {config: cc, offset: co, status: cs}}")
                        .names())
                .hasSize(10)
                .contains("User:a allow Read group c", "User:a allow Write topic cc", "User:a allow Read topic co")
                .contains("User:a allow Describe topic cs");
    }

    @Test
    void aTransactionIsWrittenUnderItsId() {
        assertThat(grant("transactional: {ids: [{prefix: tx-}]}").names())
                .containsExactly(
                        "User:a allow Describe transactionalId prefixed tx-",
                        "User:a allow Write transactionalId prefixed tx-");
    }

    @Test
    void whatAnApplicationReadsAndWritesIsDescribedOnce() {
        var files = grant("streams: {applicationId: app, inputs: [{name: t}], outputs: [{name: t}]}");

        assertThat(files.names())
                .contains("User:a allow Read topic t", "User:a allow Write topic t")
                .hasSize(7);
        assertThat(files.problems()).isEmpty();
    }

    @Test
    void aRuleOfSeveralGrantsIsOneRuleWithSeveralPlaces() {
        var yaml = "grants: {'User:a': {consume: {topics: [{name: t}]}, produce: {topics: [{name: t}]}}}\n"
                + "acls: {'User:a': [{allow: [Describe], topic: t}]}\n";

        var files = RuleFiles.of(yaml);

        assertThat(files.problems()).isEmpty();
        assertThat(files.names()).hasSize(3);
        assertThat(files.declared("User:a allow Describe topic t").at().alsoAt())
                .hasSize(2);
    }

    @Test
    void theUnitOfARuleIsTheGrantThatBringsIt() {
        var one = grant("consume: {topics: [{name: t}, {name: u}], groups: [{name: g}]}");
        var other = grant("consume: {topics: [{name: t}], groups: [{name: g}]}");
        var name = "User:a allow Read topic t";

        assertThat(one.declared(name).unit())
                .isEqualTo(one.declared("User:a allow Read group g").unit());
        assertThat(one.declared(name).unit()).isNotEqualTo(other.declared(name).unit());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            produce: {}                                        | CAS-ACL-001
            produce: {topics: []}                              | CAS-ACL-001
            produce: {topics: [t]}                             | CAS-ACL-001
            produce: {topics: [{name: t, prefix: u}]}          | CAS-ACL-001
            produce: {topics: [{name: t}, {name: t}]}          | CAS-ACL-008
            produce: {topics: [{nam: t}]}                      | CAS-ACL-002
            produce: {topic: [{name: t}]}                      | CAS-ACL-002
            prodcue: {topics: [{name: t}]}                     | CAS-ACL-002
            produce: [t]                                       | CAS-ACL-001
            produce: {topics: [{name: 'bad name'}]}            | CAS-ACL-006
            consume: {topics: [{prefix: '*'}]}                 | CAS-ACL-006
            produce: {topics: [{name: t}], host: example.org}  | CAS-ACL-007
            streams: {inputs: [{name: t}]}                     | CAS-ACL-001
            streams: {applicationId: 'a b'}                    | CAS-ACL-006
            connect: {group: g, topics: {config: c}}           | CAS-ACL-001
            """)
    void aGrantThatCannotHaveAnEffectIsAnError(String grant, String code) {
        assertThat(grant(grant).codes()).contains(code);
    }

    @Test
    void variablesAreFilledIn() {
        assertThat(RuleFiles.of("grants: {'User:${who}': {transactional: {ids: [{prefix: '${who}-'}]}}}")
                        .variables("{who: billing}")
                        .names())
                .contains("User:billing allow Write transactionalId prefixed billing-");
    }
}
