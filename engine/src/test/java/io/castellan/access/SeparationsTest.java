package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeparationsTest {
    private final People people = Policies.smallPolicy().people();

    private Actor who(String identity) {
        return people.resolve(new Identity(identity));
    }

    @ParameterizedTest
    @CsvSource({
        "github:adm,   github:adm,            true",
        "github:adm,   email:adm@example.org, true",
        "key/adm,      email:adm@EXAMPLE.ORG, true",
        "github:adm,   email:apr@example.org, false",
        "github:adm,   email:Adm@example.org, true", // somebody unknown, who may be her
        "github:adm,   local:root,            true",
        "local:root,   github:adm,            true",
        "local:root,   local:other,           true",
        "local:root,   local:root,            true",
        "github:adm,   system:timer,          false",
        "system:timer, github:adm,            false",
        "system:timer, local:root,            false",
        "local:root,   system:timer,          false",
        "system:timer, system:timer,          false"
    })
    void personsAreComparedAndAStrangerMayBeAnybody(String one, String other, boolean conflict) {
        for (var rule : Separation.values()) {
            assertThat(Separations.ALL.between(rule, who(one), who(other)).isPresent())
                    .isEqualTo(conflict);
            assertThat(new Separations(EnumSet.complementOf(EnumSet.of(rule))).between(rule, who(one), who(other)))
                    .as("a rule that is not kept")
                    .isEmpty();
        }
    }

    @Test
    void everyPairIsLookedAt() {
        var conflicts = Separations.ALL.conflicts(
                List.of(who("github:adm"), who("email:apr@example.org")),
                List.of(who("key/adm"), who("jenkins:ci:dep")),
                who("jenkins:ci:dep"));

        assertThat(conflicts)
                .extracting(Conflict::rule)
                .containsExactly(Separation.AUTHOR_APPROVER, Separation.APPROVER_EXECUTOR);
        assertThat(conflicts.get(0).why()).isEqualTo("author and approver are both 'adm' (github:adm, key/adm)");
        assertThat(Separations.ALL.conflicts(List.of(who("github:adm")), List.of(), who("key/adm")))
                .extracting(Conflict::rule)
                .containsExactly(Separation.AUTHOR_EXECUTOR);
    }

    @Test
    void aStrangerIsNamedAsTheReason() {
        var conflict = Separations.ALL
                .between(Separation.AUTHOR_EXECUTOR, who("email:x@example.org"), who("jenkins:ci:dep"))
                .orElseThrow();

        assertThat(conflict.why())
                .contains("'unknown:email:x@example.org'", "nobody in the policy is 'email:x@example.org'");
    }

    @Test
    void anApprovalCountsOnceAPersonAndOnlyApart() {
        var authors = List.of(who("github:adm"));
        var executor = who("jenkins:ci:dep");

        assertThat(names(Separations.ALL.counting(
                        authors,
                        List.of(
                                who("key/adm"),
                                who("jenkins:ci:dep"),
                                who("email:apr@example.org"),
                                who("email:apr@EXAMPLE.org"),
                                who("key/rev"),
                                who("system:timer"),
                                who("github:somebody")),
                        executor)))
                .containsExactly("apr", "rev");
        assertThat(Separations.ALL.counting(
                        List.of(who("email:unknown@example.org")), List.of(who("key/rev")), executor))
                .as("an unknown author may be the approver")
                .isEmpty();
        assertThat(names(new Separations(Set.of())
                        .counting(authors, List.of(who("key/adm"), who("github:somebody")), executor)))
                .as("without separation the author's own counts, a stranger's never")
                .containsExactly("adm");
    }

    private static List<String> names(List<Person> persons) {
        return persons.stream().map(Person::name).toList();
    }
}
