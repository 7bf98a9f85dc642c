package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a policy makes of evidence, with a real broker behind preprod. */
class PromotionPolicyIT {
    private static final String POLICY = """
            apiVersion: castellan/v1
            pipeline: [dev, preprod]
            people:
              admin:    {emails: [admin@example.org]}
              reviewer: {emails: [reviewer@example.org], keys: [key/reviewer]}
              second:   {emails: [second@example.org], keys: [key/second]}
              third:    {emails: [third@example.org], keys: [key/third]}
              deployer: {accounts: [jenkins:ci:deployer]}
            groups: {kafka-admins: [admin], reviewers: [reviewer, second, third], developers: [deployer]}
            access:
              dev: {write: [kafka-admins], approve: [reviewers], execute: [developers]}
              preprod:
                write: [kafka-admins]
                approve: [reviewers]
                execute: [developers]
                approvals: {safe: 1, disruptive: 1, destructive: 1, irreversible: 1, environmentOnly: 3}
                secrets: [DEV_JAAS]
                clientConfig: [security.protocol, sasl.mechanism, sasl.jaas.config]
            """;

    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private final String topic = cluster.prefix() + "orders";
    private final Instant yesterday = Instant.now().minus(1, ChronoUnit.DAYS);
    private TwoStages stages;

    @BeforeEach
    void inStepUnderAPolicy() throws Exception {
        stages = new TwoStages(temp).on(cluster, "promotion: {from: dev}");
        stages.dev(topics("1")).preprod(topics("1"));
    }

    private String topics(String partitions) {
        return "topics: {%s: {partitions: %s, config: {retention.ms: 7d}}}".formatted(topic, partitions);
    }

    private void appliedUnder(String policy) throws IOException {
        Files.writeString(stages.desk.folder.resolve("castellan.yaml"), policy);
        stages.desk.commit("under a policy");
        stages.appliedInDev(yesterday, topic);
    }

    private Desk.Said approvals() {
        return stages.desk.run("approvals", "preprod");
    }

    @Test
    void evidenceAndApprovalsAreAskedAndToldTogether() throws Exception {
        appliedUnder(POLICY);

        var said = approvals();
        assertThat(said.out())
                .as(said.err())
                .contains("topic/" + topic + "  0 of 1 approval (safe)", "proved by dev #1");
        assertThat(said.err()).contains("CAS-AUTH-001").doesNotContain("CAS-PROMOTE");
        assertThat(said.exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void anUnsignedEntryIsNoEvidenceWhereThePolicyWantsTheLedgerSigned() throws Exception {
        appliedUnder(POLICY.replace(
                "execute: [developers]}", "execute: [developers], signed: {ledger: required, keys: [key/ci]}}"));

        var said = approvals();
        assertThat(said.err()).as(said.out()).contains("CAS-PROMOTE-001", "not signed by a key that the policy allows");
        assertThat(said.exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void aValueThatAVariableBringsAlongNeedsTheApprovalsOfTheEnvironmentsOwn() throws Exception {
        stages.dev(topics("'${large}'")).preprod(topics("'${large}'"));
        var dev = stages.desk.read("environment.yaml");
        stages.desk.write("environment.yaml", dev + "variables: {large: 1}\n");
        var preprod = stages.desk.read("../preprod/environment.yaml");
        stages.desk.write("../preprod/environment.yaml", preprod + "variables: {large: 100}\n");
        appliedUnder(POLICY);

        var said = approvals();
        assertThat(said.out()).as(said.err()).contains("0 of 3 approvals (environmentOnly)", "proved by dev #1");
        assertThat(stages.desk.run("plan", "preprod").out()).contains("CAS-PROMOTE-004");
    }

    @Test
    void whileItSoaksAsManyApprovalsAreAskedForAsAfterwards() throws Exception {
        stages.dev(topics("'${large}'")).preprod(topics("'${large}'"));
        stages.desk.write("environment.yaml", stages.desk.read("environment.yaml") + "variables: {large: 1}\n");
        stages.desk.write(
                "../preprod/environment.yaml",
                stages.desk
                                .read("../preprod/environment.yaml")
                                .replace("promotion: {from: dev}", "promotion: {from: dev, soak: 30d}")
                        + "variables: {large: 100}\n");
        appliedUnder(POLICY);

        var said = approvals();
        assertThat(said.out()).as(said.err()).contains("0 of 3 approvals (environmentOnly)", "soaking in dev");
    }
}
