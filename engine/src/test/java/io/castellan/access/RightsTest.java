package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RightsTest {
    private static final String PROD = """
            prod:
              write: [ann]
              approve: [approvers, writers]
              execute: [runners, bob, system:timer]
              breakGlass: {group: runners, may: [window]}
            """;

    private final Rights rights = Policies.policy(Policies.SMALL + PROD.indent(2), Set.of("dev", "prod"))
            .rights();

    @ParameterizedTest
    @CsvSource({
        "github:ann,       WRITE,   dev,  access.dev.write: writers: ann",
        "key/ann,          WRITE,   dev,  access.dev.write: writers: ann",
        "github:ann,       APPROVE, dev,  CAS-ACCESS-002",
        "github:ann,       EXECUTE, dev,  CAS-ACCESS-002",
        "key/eve,          APPROVE, dev,  access.dev.approve: approvers: eve",
        "key/eve,          WRITE,   dev,  CAS-ACCESS-002",
        "jenkins:ci:cid,   EXECUTE, dev,  access.dev.execute: runners: cid",
        "jenkins:ci:Cid,   EXECUTE, dev,  CAS-ACCESS-001",
        "system:timer,     EXECUTE, dev,  CAS-ACCESS-002",
        "local:root,       EXECUTE, dev,  CAS-ACCESS-001",
        "local:root,       WRITE,   dev,  CAS-ACCESS-001",
        "local:root,       APPROVE, dev,  CAS-ACCESS-001",
        "cid,              EXECUTE, dev,  CAS-ACCESS-001",
        "runners,          EXECUTE, dev,  CAS-ACCESS-001",
        "github:ann,       WRITE,   prod, access.prod.write: ann",
        "github:ann,       APPROVE, prod, access.prod.approve: writers: ann",
        "email:bob@example.org, EXECUTE, prod, access.prod.execute: bob",
        "system:timer,     EXECUTE, prod, access.prod.execute: system:timer",
        "system:scm,       EXECUTE, prod, CAS-ACCESS-002",
        "system:timer,     WRITE,   prod, CAS-ACCESS-002",
        "github:ann,       WRITE,   dr,   CAS-ACCESS-003",
        "local:root,       WRITE,   dr,   CAS-ACCESS-003"
    })
    void aRightIsGivenByAListOrNotAtAll(String identity, Right right, String environment, String answer) {
        var permission = rights.may(new Identity(identity), right, environment);

        assertThat(permission.fold(
                        Permission.Given::via, withheld -> withheld.why().code().toString()))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "jenkins:ci:cid, WINDOW,    prod, true",
        "jenkins:ci:cid, APPROVAL,  prod, false",
        "jenkins:ci:cid, PROMOTION, prod, false",
        "jenkins:ci:cid, LEDGER,    prod, false",
        "jenkins:ci:cid, WINDOW,    dev,  false",
        "jenkins:ci:cid, WINDOW,    dr,   false",
        "github:ann,     WINDOW,    prod, false",
        "local:root,     WINDOW,    prod, false",
        "system:timer,   WINDOW,    prod, false"
    })
    void onlyTheGroupOfTheBreakGlassMaySkipAndOnlyWhatItSays(
            String identity, Skip skip, String environment, boolean given) {
        var who = rights.policy().people().resolve(new Identity(identity));

        assertThat(rights.maySkip(who, skip, environment).isGiven()).isEqualTo(given);
    }

    @Test
    void whoIsSpelledDifferentlyIsToldWhichSpellingIsKnown() {
        var withheld = rights.may(new Identity("jenkins:ci:CID"), Right.EXECUTE, "dev");

        assertThat(withheld.<String>fold(given -> "", no -> no.why().toString()))
                .contains("'jenkins:ci:CID' is nobody", "'jenkins:ci:cid' is known", "exactly");
    }
}
