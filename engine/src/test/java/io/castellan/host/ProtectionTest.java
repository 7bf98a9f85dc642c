package io.castellan.host;

import static io.castellan.host.Answer.NO;
import static io.castellan.host.Answer.UNKNOWN;
import static io.castellan.host.Answer.YES;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProtectionTest {
    private final FakeHost fake = new FakeHost();

    @AfterEach
    void stop() {
        fake.close();
    }

    private Protection protection(HostKind kind, String branch) {
        return Hosts.open(fake.settings(kind), name -> "token", Clock.systemUTC(), wait -> {})
                .protection(branch);
    }

    @Test
    void gitHubTellsOfBothItsWaysToProtect() {
        fake.when("GET /repos/example/state/branches/main", "{\"name\": \"main\", \"protected\": true}")
                .when(
                        "GET /repos/example/state/branches/main/protection",
                        "{\"required_pull_request_reviews\": {\"required_approving_review_count\": 1,"
                                + " \"dismiss_stale_reviews\": true, \"require_code_owner_reviews\": false},"
                                + " \"enforce_admins\": {\"enabled\": true}, \"allow_force_pushes\": {\"enabled\": true},"
                                + " \"allow_deletions\": {\"enabled\": false}, \"required_signatures\": {\"enabled\": false}}")
                .when(
                        "GET /repos/example/state/rules/branches/main?per_page=100",
                        "[{\"type\": \"non_fast_forward\"}, {\"type\": \"pull_request\", \"parameters\":"
                                + " {\"required_approving_review_count\": 2, \"require_code_owner_review\": true}}]");

        assertThat(protection(HostKind.GITHUB, "main"))
                .isEqualTo(new Protection("main", YES, NO, NO, NO, NO, OptionalInt.of(2), YES, YES, NO, NO));
    }

    @Test
    void gitHubHidesDetailsFromWhoIsNoAdministrator() {
        fake.when("GET /repos/example/state/branches/main", "{\"name\": \"main\", \"protected\": true}")
                .when("GET /repos/example/state/branches/main/protection", 403, Map.of(), "{\"message\": \"no\"}")
                .when("GET /repos/example/state/rules/branches/main?per_page=100", "[]");

        assertThat(protection(HostKind.GITHUB, "main"))
                .isEqualTo(new Protection(
                        "main",
                        YES,
                        UNKNOWN,
                        UNKNOWN,
                        UNKNOWN,
                        UNKNOWN,
                        OptionalInt.empty(),
                        UNKNOWN,
                        UNKNOWN,
                        UNKNOWN,
                        UNKNOWN));
    }

    @Test
    void aLedgerThatIsNotThereYetCanHaveRulesAtGitHub() {
        fake.when(
                "GET /repos/example/state/rules/branches/castellan%2Fledger%2Fprod?per_page=100",
                "[{\"type\": \"non_fast_forward\"}, {\"type\": \"deletion\"}, {\"type\": \"update\"}]");

        var found = protection(HostKind.GITHUB, "castellan/ledger/prod");

        assertThat(found.forcePushes()).isEqualTo(NO);
        assertThat(found.deletion()).isEqualTo(NO);
        assertThat(found.pushesRestricted()).isEqualTo(YES);
        assertThat(found.bypass()).isEqualTo(UNKNOWN);
    }

    @Test
    void gitLabTellsByPatternsOfWhichTheMildestHolds() {
        fake.when(
                        "GET /projects/example%2Fstate/protected_branches?per_page=100",
                        "[{\"name\": \"main\", \"push_access_levels\": [{\"access_level\": 0}], \"allow_force_push\": false,"
                                + " \"code_owner_approval_required\": true},"
                                + " {\"name\": \"castellan/*\", \"push_access_levels\": [{\"access_level\": 40,"
                                + " \"user_id\": 7}], \"allow_force_push\": false},"
                                + " {\"name\": \"*ledger/dev\", \"push_access_levels\": [{\"access_level\": 30,"
                                + " \"user_id\": null}], \"allow_force_push\": true}]")
                .when("GET /projects/example%2Fstate/approvals", "{\"reset_approvals_on_push\": true}")
                .when(
                        "GET /projects/example%2Fstate/approval_rules?per_page=100",
                        "[{\"name\": \"all\", \"approvals_required\": 2}]")
                .when("GET /projects/example%2Fstate/push_rule", "{\"reject_unsigned_commits\": true}");

        assertThat(protection(HostKind.GITLAB, "main"))
                .isEqualTo(new Protection("main", YES, NO, NO, NO, YES, OptionalInt.of(2), YES, YES, YES, NO));
        assertThat(protection(HostKind.GITLAB, "castellan/ledger/prod").pushesRestricted())
                .isEqualTo(YES);
        assertThat(protection(HostKind.GITLAB, "castellan/ledger/dev").forcePushes())
                .isEqualTo(YES);
        assertThat(protection(HostKind.GITLAB, "castellan/ledger/dev").pushesRestricted())
                .isEqualTo(NO);
        assertThat(protection(HostKind.GITLAB, "other")).isEqualTo(Protection.none("other"));
    }

    @Test
    void giteaTellsByTheRuleOfThatNameBeforePatterns() {
        fake.when(
                "GET /repos/example/state/branch_protections",
                "[{\"rule_name\": \"*\", \"enable_push\": true},"
                        + " {\"rule_name\": \"main\", \"enable_push\": false, \"required_approvals\": 1,"
                        + " \"dismiss_stale_approvals\": true, \"require_signed_commits\": true,"
                        + " \"block_admin_merge_override\": true},"
                        + " {\"rule_name\": \"castellan/**\", \"enable_push\": true, \"enable_push_whitelist\": true}]");

        assertThat(protection(HostKind.GITEA, "main"))
                .isEqualTo(new Protection("main", YES, NO, NO, NO, YES, OptionalInt.of(1), YES, UNKNOWN, YES, NO));
        assertThat(protection(HostKind.GITEA, "castellan/ledger/prod").pushesRestricted())
                .isEqualTo(YES);
    }

    @Test
    void bitbucketTellsByOneRuleForEachThing() {
        fake.when(
                "GET /repositories/example/state/branch-restrictions?pagelen=100",
                "{\"values\": [{\"kind\": \"force\", \"pattern\": \"main\"}, {\"kind\": \"delete\", \"pattern\": \"ma*\"},"
                        + " {\"kind\": \"push\", \"pattern\": \"main\", \"users\": [], \"groups\": []},"
                        + " {\"kind\": \"require_approvals_to_merge\", \"pattern\": \"main\", \"value\": 2},"
                        + " {\"kind\": \"enforce_merge_checks\", \"pattern\": \"main\"},"
                        + " {\"kind\": \"force\", \"pattern\": \"castellan/*\"}]}");

        assertThat(protection(HostKind.BITBUCKET, "main"))
                .isEqualTo(new Protection("main", YES, NO, NO, NO, YES, OptionalInt.of(2), NO, NO, UNKNOWN, NO));
        assertThat(protection(HostKind.BITBUCKET, "castellan/ledger/prod").deletion())
                .isEqualTo(YES);
    }

    @Test
    void aNumberThatMakesNoSenseIsBroughtIntoBounds() {
        fake.when(
                "GET /repos/example/state/branch_protections",
                "[{\"rule_name\": \"few\", \"required_approvals\": -3000000000},"
                        + " {\"rule_name\": \"many\", \"required_approvals\": 3000000000}]");

        assertThat(protection(HostKind.GITEA, "few").approvals()).hasValue(0);
        assertThat(protection(HostKind.GITEA, "many").approvals()).hasValue(1000);
    }

    @Test
    void whatMayNotBeSeenIsUnknownAndNotMissing() {
        for (var kind : HostKind.values()) {
            assertThat(protection(kind, "main").isProtected()).isIn(UNKNOWN, YES);
            assertThat(protection(kind, "main").forcePushes()).isEqualTo(UNKNOWN);
        }
    }
}
