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
        "email:ann@example.org, ann",
        "email:ann@EXAMPLE.org, ann",
        "key/ann, ann",
        "github:ann, ann",
        "jenkins:ci:cid, cid",
        "system:timer, system:timer",
        "email:Ann@example.org, unknown:email:Ann@example.org",
        "email:ann@example.org.evil.example, unknown:email:ann@example.org.evil.example",
        "github:Ann, unknown:github:Ann",
        "gitlab:ann, unknown:gitlab:ann",
        "jenkins:CI:cid, unknown:jenkins:CI:cid",
        "jenkins:other:cid, unknown:jenkins:other:cid",
        "ann, unknown:ann",
        "'github:ann ', 'unknown:github:ann '",
        "github:\u0430nn, unknown:github:\\u{430}nn"
    })
    void anIdentityIsWhoeverHasItExactly(String identity, String name) {
        assertThat(people.resolve(new Identity(identity)).name()).isEqualTo(name);
    }

    @Test
    void severalIdentitiesAreOnePerson() {
        var byMail = people.resolve(Identity.email("ann@example.org")).asPerson();

        assertThat(byMail).isPresent();
        assertThat(people.resolve(new Identity("key/ann")).asPerson()).isEqualTo(byMail);
        assertThat(people.groupsOf(byMail.orElseThrow())).containsExactly("writers");
    }

    @Test
    void anIdentityOfTwoPersonsIsADefect() {
        var ann = Person.of("ann", List.of(new Identity("github:ann")));
        var bob = Person.of("bob", List.of(new Identity("github:ann")));

        assertThatThrownBy(() -> new People(List.of(ann, bob), Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new People(List.of(ann), Map.of("all", List.of("bob"))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
