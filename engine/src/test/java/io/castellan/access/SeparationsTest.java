package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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
    void aStrangerIsNamedAsTheReason() {
        var conflict = Separations.ALL
                .between(Separation.AUTHOR_EXECUTOR, who("email:x@example.org"), who("jenkins:ci:dep"))
                .orElseThrow();

        assertThat(conflict.why())
                .contains("'unknown:email:x@example.org'", "nobody in the policy is 'email:x@example.org'");
    }

    @Test
    void anApprovalOfAnAuthorOrOfWhoExecutesDoesNotCount() {
        var authors = List.of(who("email:apr@example.org"), who("github:adm"));
        var executor = Optional.of(who("jenkins:ci:dep"));

        assertThat(Separations.ALL.ofApprover(authors, who("key/adm"), executor))
                .hasValueSatisfying(conflict -> {
                    assertThat(conflict.rule()).isEqualTo(Separation.AUTHOR_APPROVER);
                    assertThat(conflict.why()).isEqualTo("author and approver are both 'adm' (github:adm, key/adm)");
                });
        assertThat(Separations.ALL.ofApprover(authors, who("jenkins:ci:dep"), executor))
                .hasValueSatisfying(conflict -> assertThat(conflict.rule()).isEqualTo(Separation.APPROVER_EXECUTOR));
        assertThat(Separations.ALL.ofApprover(authors, who("key/rev"), executor))
                .isEmpty();
        assertThat(Separations.ALL.ofApprover(authors, who("jenkins:ci:dep"), Optional.empty()))
                .as("who executes is not known yet")
                .isEmpty();
        assertThat(Separations.ALL.ofApprover(List.of(who("email:unknown@example.org")), who("key/rev"), executor))
                .as("an unknown author may be the approver")
                .isPresent();
        assertThat(new Separations(Set.of()).ofApprover(authors, who("key/adm"), executor))
                .as("without separation the author's own counts")
                .isEmpty();
    }
}
