package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RightsTest {
    private static final String PROD = """
            prod:
              write: [adm]
              approve: [approvers, writers]
              execute: [runners, apr, system:timer]
              breakGlass: {group: runners, may: [window]}
            """;
    private static final String OPEN = """
            open:
              write: [everyone]
              execute: [everyone, runners]
              approvals: {safe: 0, disruptive: 0, destructive: 0, irreversible: 0, environmentOnly: 0, control: 0}
            """;

    private final Rights rights = Policies.policy(
                    Policies.SMALL + (PROD + OPEN).indent(2), Set.of("dev", "prod", "open"))
            .rights();

    @ParameterizedTest
    @CsvSource({
        "github:adm,       WRITE,   dev,  access.dev.write: writers: adm",
        "key/adm,          WRITE,   dev,  access.dev.write: writers: adm",
        "github:adm,       APPROVE, dev,  CAS-ACCESS-002",
        "github:adm,       EXECUTE, dev,  CAS-ACCESS-002",
        "key/rev,          APPROVE, dev,  access.dev.approve: approvers: rev",
        "key/rev,          WRITE,   dev,  CAS-ACCESS-002",
        "jenkins:ci:dep,   EXECUTE, dev,  access.dev.execute: runners: dep",
        "jenkins:ci:Dep,   EXECUTE, dev,  CAS-ACCESS-001",
        "system:timer,     EXECUTE, dev,  CAS-ACCESS-002",
        "local:root,       EXECUTE, dev,  CAS-ACCESS-001",
        "local:root,       WRITE,   dev,  CAS-ACCESS-001",
        "local:root,       APPROVE, dev,  CAS-ACCESS-001",
        "dep,              EXECUTE, dev,  CAS-ACCESS-001",
        "runners,          EXECUTE, dev,  CAS-ACCESS-001",
        "github:adm,       WRITE,   prod, access.prod.write: adm",
        "github:adm,       APPROVE, prod, access.prod.approve: writers: adm",
        "email:apr@example.org, EXECUTE, prod, access.prod.execute: apr",
        "system:timer,     EXECUTE, prod, access.prod.execute: system:timer",
        "system:scm,       EXECUTE, prod, CAS-ACCESS-002",
        "system:timer,     WRITE,   prod, CAS-ACCESS-002",
        "github:adm,       WRITE,   open, access.open.write: everyone",
        "local:root,       WRITE,   open, access.open.write: everyone",
        "local:root,       EXECUTE, open, access.open.execute: everyone",
        "jenkins:ci:dep,   EXECUTE, open, access.open.execute: runners: dep",
        "system:timer,     EXECUTE, open, CAS-ACCESS-002",
        "local:root,       APPROVE, open, CAS-ACCESS-001",
        "github:adm,       APPROVE, open, CAS-ACCESS-002",
        "github:adm,       WRITE,   dr,   CAS-ACCESS-003",
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
        "jenkins:ci:dep, WINDOW,    prod, true",
        "jenkins:ci:dep, APPROVAL,  prod, false",
        "jenkins:ci:dep, PROMOTION, prod, false",
        "jenkins:ci:dep, WINDOW,    dev,  false",
        "jenkins:ci:dep, WINDOW,    dr,   false",
        "github:adm,     WINDOW,    prod, false",
        "local:root,     WINDOW,    prod, false",
        "local:root,     WINDOW,    open, false",
        "system:timer,   WINDOW,    prod, false"
    })
    void onlyTheGroupOfTheBreakGlassMaySkipAndOnlyWhatItSays(
            String identity, Skip skip, String environment, boolean given) {
        var who = rights.policy().people().resolve(new Identity(identity));

        assertThat(rights.maySkip(who, skip, environment).isGiven()).isEqualTo(given);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            WINDOW   | say who executes with --as, or in castellan.yaml add it to 'accounts' of dep
            APPROVAL | no person may: say who does in 'access.prod.breakGlass' of castellan.yaml
            """)
    void aStrangerIsToldWhoMayBreakTheGlassAndWhereNobodyMay(Skip skip, String hint) {
        var stranger = rights.policy().people().resolve(new Identity("local:root"));

        assertThat(rights.maySkip(stranger, skip, "prod")
                        .<String>fold(given -> "", no -> no.why().hint()))
                .isEqualTo(hint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            local:root             | EXECUTE | dev  | say who executes with --as, or in castellan.yaml add it to 'accounts' of dep
            email:root@example.org | WRITE   | dev  | in castellan.yaml add it to 'emails' of adm
            key/root               | APPROVE | prod | in castellan.yaml add it to 'keys' of one of: adm, apr, rev
            local:root             | APPROVE | open | no person may: say who does in 'access.open.approve' of castellan.yaml
            """)
    void aStrangerIsToldWhereToBecomeKnown(String identity, Right right, String environment, String hint) {
        var withheld = rights.may(new Identity(identity), right, environment);

        assertThat(withheld.<String>fold(given -> "", no -> no.why().hint())).isEqualTo(hint);
    }

    @Test
    void whoIsSpelledDifferentlyIsToldWhichSpellingIsKnown() {
        var withheld = rights.may(new Identity("jenkins:ci:DEP"), Right.EXECUTE, "dev");

        assertThat(withheld.<String>fold(given -> "", no -> no.why().toString()))
                .contains("'jenkins:ci:DEP' is nobody", "'jenkins:ci:dep' is known", "exactly");
    }
}
