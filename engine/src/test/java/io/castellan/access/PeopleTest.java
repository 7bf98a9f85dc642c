package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleTest {
    private final People people = Policies.smallPolicy().people();

    @ParameterizedTest
    @CsvSource({
        "email:adm@example.org, adm",
        "email:adm@EXAMPLE.org, adm",
        "key/adm, adm",
        "github:adm, adm",
        "jenkins:ci:dep, dep",
        "system:timer, system:timer",
        "email:Adm@example.org, unknown:email:Adm@example.org",
        "email:adm@example.org.evil.example, unknown:email:adm@example.org.evil.example",
        "github:Adm, unknown:github:Adm",
        "gitlab:adm, unknown:gitlab:adm",
        "jenkins:CI:dep, unknown:jenkins:CI:dep",
        "jenkins:other:dep, unknown:jenkins:other:dep",
        "adm, unknown:adm",
        "'github:adm ', 'unknown:github:adm '",
        "github:\u0430nn, unknown:github:\\u{430}nn"
    })
    void anIdentityIsWhoeverHasItExactly(String identity, String name) {
        assertThat(people.resolve(new Identity(identity)).name()).isEqualTo(name);
    }

    @Test
    void severalIdentitiesAreOnePerson() {
        var byMail = people.resolve(Identity.email("adm@example.org")).asPerson();

        assertThat(byMail).isPresent();
        assertThat(people.resolve(new Identity("key/adm")).asPerson()).isEqualTo(byMail);
        assertThat(people.groupsOf(byMail.orElseThrow())).containsExactly("writers");
    }

    @Test
    void anIdentityOfTwoPersonsIsADefect() {
        var adm = Person.of("adm", List.of(new Identity("github:adm")));
        var apr = Person.of("apr", List.of(new Identity("github:adm")));

        assertThatThrownBy(() -> new People(List.of(adm, apr), Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new People(List.of(adm), Map.of("all", List.of("apr"))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
