package io.castellan.resource.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.castellan.diagnostics.ExitCode;
import io.castellan.model.Change;
import io.castellan.model.Disposition;
import io.castellan.testing.RoomBench;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** What who plans and applies rules may do, and must keep. */
class AclRightsIT extends LiveAcls {
    @Test
    void whoMayNotReadRulesPlansNothingAndSaysSo() throws Exception {
        var blind = cluster.user(prefix + "blind");
        try (var other = new RoomBench(blind, AclRoom.room())) {
            other.commit("acls: {'User:" + prefix + "a': [{allow: [Read], topic: " + prefix + "t}]}");

            var plan = other.plan();

            assertThat(plan.complete()).isFalse();
            assertThat(plan.planned()).isEmpty();
            assertThat(plan.changes())
                    .singleElement()
                    .satisfies(change -> assertThat(change.disposition())
                            .isInstanceOfSatisfying(
                                    Disposition.Deferred.class,
                                    deferred -> assertThat(deferred.condition()).contains("Describe on the cluster")));
        }
    }

    @Test
    void aSuperUserIsKnownByWhatItMayDo() throws Exception {
        create("acls: {'User:PREa': [{allow: [Read], topic: PREt}]}");
        declare("acls: {'User:*': [{deny: [Describe], topic: PREsecret}]}");

        assertThat(only(bench.plan(), "User:* deny Describe topic PREsecret")
                        .disposition()
                        .isPlanned())
                .isTrue();
    }

    @Test
    void whoAppliesKeepsWhatItNeeds() throws Exception {
        var name = prefix + "castellan";
        create("acls:\n  User:PREcastellan:\n"
                + "    - {allow: [Alter, Describe, DescribeConfigs], cluster: kafka-cluster}\n"
                + "    - {allow: [Describe], topic: '*'}\n");
        var properties = cluster.user(name);
        try (var other = new RoomBench(properties, AclRoom.room())) {
            var own = "  User:" + name + ": [{allow: [Alter, Describe, DescribeConfigs], cluster: kafka-cluster},"
                    + " {allow: [Describe], topic: '*'}]\n";
            var theirs = "  User:" + prefix + "a: [{allow: [Read], topic: " + prefix + "t}]\n";
            other.commit("acls:\n" + own + theirs);
            assertThat(other.apply().exitCode()).isEqualTo(ExitCode.OK);
            // what is live was applied: now it can be withdrawn
            create("acls: {'User:PREb': [{allow: [Read], topic: PREt}]}");
            other.commit("acls:\n" + theirs + "  User:*: [{deny: [Describe], topic: " + prefix + "secret}]\n");

            var plan = other.plan();

            assertThat(refusal(only(plan, "User:PREcastellan allow Alter cluster")))
                    .isEqualTo("CAS-ACL-021");
            assertThat(refusal(only(plan, "User:PREcastellan allow Describe topic *")))
                    .isEqualTo("CAS-ACL-021");
            assertThat(refusal(only(plan, "User:* deny Describe topic PREsecret")))
                    .isEqualTo("CAS-ACL-021");
            assertThat(plan.notes()).noneMatch(note -> note.code().equals(AclCodes.EVERYONE_UNKNOWN));
        }
    }

    private static String refusal(Change change) {
        return change.disposition()
                .refusal()
                .map(refused -> refused.code().toString())
                .orElse(change.disposition().word());
    }

    @Test
    void kafkaChecksOnEachSortOfResourceWhatWeSayItChecks() throws Exception {
        var topic = prefix + "checked";
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        await().until(() -> admin.listTopics().names().get().contains(topic));
        try {
            var description = admin.describeTopics(
                            List.of(topic),
                            new org.apache.kafka.clients.admin.DescribeTopicsOptions()
                                    .includeAuthorizedOperations(true))
                    .allTopicNames()
                    .get()
                    .get(topic);
            var onCluster = admin.describeCluster(new org.apache.kafka.clients.admin.DescribeClusterOptions()
                            .includeAuthorizedOperations(true))
                    .authorizedOperations()
                    .get();

            assertThat(Guarded.TOPIC.checked().stream().map(Operation::kafka))
                    .containsExactlyInAnyOrderElementsOf(description.authorizedOperations());
            assertThat(Guarded.CLUSTER.checked().stream().map(Operation::kafka))
                    .containsExactlyInAnyOrderElementsOf(onCluster);
        } finally {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }
}
