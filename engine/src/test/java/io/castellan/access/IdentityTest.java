package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.access.Identity.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
    @ParameterizedTest
    @CsvSource({
        "email:admin@example.org, EMAIL",
        "email:123+user@users.noreply.github.com, EMAIL",
        "email:root@localhost, EMAIL",
        "email:o'hara@xn--bcher-kva.example, EMAIL",
        "key/admin, KEY",
        "key/jenkins-ci, KEY",
        "github:admin, ACCOUNT",
        "gitlab:admin, ACCOUNT",
        "gitea:admin, ACCOUNT",
        "bitbucket:admin, ACCOUNT",
        "local:admin, ACCOUNT",
        "local:DOMAIN\\admin, ACCOUNT",
        "jenkins:ci:admin, ACCOUNT",
        "jenkins:ci:cn=admin:2, ACCOUNT",
        "system:timer, SYSTEM",
        "system:scm, SYSTEM",
        "system:root, MALFORMED",
        "admin, MALFORMED",
        "admin@example.org, MALFORMED",
        "email:admin, MALFORMED",
        "email:a@b@c, MALFORMED",
        "email:admin@example.org., MALFORMED",
        "email:admin@-., MALFORMED",
        "email:key/admin, MALFORMED",
        "key/, MALFORMED",
        "key/*, MALFORMED",
        "'key/a,key/b', MALFORMED",
        "host/github, MALFORMED",
        "jenkins:admin, MALFORMED",
        "jenkins::admin, MALFORMED",
        "github:, MALFORMED",
        "ldap:admin, MALFORMED",
        "GitHub:admin, MALFORMED",
        "'', MALFORMED"
    })
    void theFormSaysWhatAnIdentityIs(String text, Kind kind) {
        assertThat(new Identity(text).kind()).isEqualTo(kind);
        assertThat(new Identity(text).wrong().isPresent()).isEqualTo(kind == Kind.MALFORMED);
    }

    @Test
    void onlyTheDomainOfAnAddressIsWithoutCase() {
        assertThat(Identity.email("admin@EXAMPLE.Org")).isEqualTo(Identity.email("admin@example.org"));
        assertThat(Identity.email("Admin@example.org")).isNotEqualTo(Identity.email("admin@example.org"));
        assertThat(new Identity("github:Admin")).isNotEqualTo(new Identity("github:admin"));
        assertThat(new Identity("key/Admin")).isNotEqualTo(new Identity("key/admin"));
        assertThat(new Identity("jenkins:CI:admin")).isNotEqualTo(new Identity("jenkins:ci:admin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email:admin@example.org ",
                " email:admin@example.org",
                "email: admin@example.org",
                "email:admin@example.org\n",
                "email:admin@example.org\u00a0",
                "email:admin@example.org\u200b",
                "email:\u0430dmin@example.org",
                "email:admin@ex\u0430mple.org",
                "email:admin@example.org\u0000",
                "email:\uff41dmin@example.org",
                "email:adm\u0131n@example.org",
                "email:a\u0308dmin@example.org",
                "email:admin@e\u212aample.org",
                "key/admin ",
                "key/\u0430dmin",
                "key/admin\r",
                "jenkins:ci:admin ",
                "jenkins:ci: admin",
                "jenkins:ci:\u0430dmin",
                "jenkins:c\u0456:admin",
                "github:admin\t",
                "github:admin\u202e",
                "system:timer ",
                "s\u0443stem:timer"
            })
    void whatOnlyLooksLikeAnIdentityIsNone(String text) {
        var identity = new Identity(text);

        assertThat(identity.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(identity.toString()).matches("[ -~]+");
        assertThat(identity.wrong().orElseThrow()).containsAnyOf("blanks", "ASCII");
    }

    @Test
    void whatIsShownIsUnambiguousAndShort() {
        assertThat(new Identity("email:\u0430dmin@example.org")).hasToString("email:\\u{430}dmin@example.org");
        assertThat(new Identity("github:\\u{430}")).hasToString("github:\\u{5C}u{430}");
        assertThat(new Identity("x".repeat(100_000)).toString()).hasSize(121);
    }

    @Test
    void aLongTextIsReadInOneGo() {
        assertThat(Identity.email("a@" + "b.".repeat(500_000)).kind()).isEqualTo(Kind.MALFORMED);
        assertThat(new Identity("jenkins:" + "a:".repeat(500_000)).kind()).isEqualTo(Kind.MALFORMED);
    }
}
