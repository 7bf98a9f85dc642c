package io.castellan.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.castellan.model.Observed;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RightsIT {
    private final TestCluster cluster = SharedBroker.get();
    private final String prefix = cluster.prefix();
    private final String user = prefix + "reader";

    @AfterEach
    void takeRightsAway() throws Exception {
        cluster.admin()
                .deleteAcls(List.of(new AclBindingFilter(
                        org.apache.kafka.common.resource.ResourcePatternFilter.ANY,
                        new org.apache.kafka.common.acl.AccessControlEntryFilter(
                                "User:" + user, null, AclOperation.ANY, AclPermissionType.ANY))))
                .all()
                .get();
    }

    private AclBinding acl(
            ResourceType type, String name, PatternType pattern, AclPermissionType permission, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + user, "*", operation, permission));
    }

    private AclBinding onTopics(String name, PatternType pattern, AclPermissionType permission) {
        return acl(ResourceType.TOPIC, name, pattern, permission, AclOperation.DESCRIBE);
    }

    private AclBinding onCluster(AclOperation operation) {
        return acl(
                ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL, AclPermissionType.ALLOW, operation);
    }

    private Map<String, Object> userWith(AclBinding... bindings) throws Exception {
        var properties = cluster.user(user);
        cluster.admin().createAcls(List.of(bindings)).all().get();
        await().until(() -> cluster.admin()
                .describeAcls(AclBindingFilter.ANY)
                .values()
                .get()
                .containsAll(List.of(bindings)));
        return properties;
    }

    private static Rights rights(Map<String, Object> properties) {
        try (var access = new KafkaAccess(new ClientProperties(properties))) {
            return new RightsReader(access, new Random(4711)).read();
        }
    }

    @Test
    void provesThatTheSuperUserSeesEverything() {
        var rights = rights(cluster.adminProperties());

        assertThat(rights.topics()).isInstanceOf(Visibility.Proven.class);
        assertThat(rights.groups()).isInstanceOf(Visibility.Proven.class);
        assertThat(rights.principal()).contains("User:admin");
        assertThat(rights.missing(Map.of(AclOperation.ALTER_CONFIGS, "to change quotas")))
                .isEmpty();
    }

    @Test
    void provesItForAReaderOfEverythingInTwoRequestsMore() throws Exception {
        var properties =
                userWith(onTopics("*", PatternType.LITERAL, AclPermissionType.ALLOW), onCluster(AclOperation.DESCRIBE));

        try (var access = new KafkaAccess(new ClientProperties(properties))) {
            access.connect();
            var before = access.traffic();
            var rights = new RightsReader(access, new Random(4711)).read();

            assertThat(rights.topics()).isInstanceOf(Visibility.Proven.class);
            assertThat(rights.groups()).isInstanceOf(Visibility.Proven.class);
            assertThat(access.traffic().since(before).requests()).isLessThanOrEqualTo(3);
            assertThat(rights.missing(Map.of(AclOperation.ALTER_CONFIGS, "to change quotas")))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.toString())
                            .contains("CAS-KAFKA-008", "User:" + user, "AlterConfigs", "to change quotas"));
        }
    }

    @Test
    void disprovesItForAPrincipalThatSeesSomeTopicsOnly() throws Exception {
        var properties = userWith(
                onTopics(prefix, PatternType.PREFIXED, AclPermissionType.ALLOW), onCluster(AclOperation.DESCRIBE));
        cluster.admin()
                .createTopics(Stream.of(prefix + "seen", "x" + prefix + "hidden")
                        .map(name -> new NewTopic(name, 1, (short) 1))
                        .toList())
                .all()
                .get();

        try (var access = new KafkaAccess(new ClientProperties(properties))) {
            assertThat(new RightsReader(access, new Random(4711)).read().topics())
                    .isInstanceOf(Visibility.Disproved.class);
            await().untilAsserted(() -> assertThat(access.reads().listTopics())
                    .extracting(TopicListing::name)
                    .contains(prefix + "seen")
                    .doesNotContain("x" + prefix + "hidden"));
            assertThat(access.reads().topics(List.of(prefix + "seen", "x" + prefix + "hidden"), TopicDescription::name))
                    .containsEntry(prefix + "seen", Observed.present(prefix + "seen"))
                    .hasEntrySatisfying(
                            "x" + prefix + "hidden", seen -> assertThat(seen).isInstanceOf(Observed.Unreadable.class));
        }
    }

    @Test
    void disprovesItForAReaderFromWhomADenyHidesATopic() throws Exception {
        var properties = userWith(
                onTopics("*", PatternType.LITERAL, AclPermissionType.ALLOW),
                onTopics(prefix + "hr.", PatternType.PREFIXED, AclPermissionType.DENY),
                onCluster(AclOperation.DESCRIBE));

        assertThat(rights(properties).topics())
                .isEqualTo(new Visibility.Disproved(
                        "not allowed to see topics whose name begins with '" + prefix + "hr.', which a DENY hides"));
    }

    @Test
    void leavesItOpenForAReaderThatMayNotReadTheDenyRules() throws Exception {
        var rights = rights(userWith(onTopics("*", PatternType.LITERAL, AclPermissionType.ALLOW)));

        assertThat(rights.topics()).isInstanceOf(Visibility.Unknown.class);
        assertThat(rights.groups()).isInstanceOf(Visibility.Disproved.class);
        assertThat(rights.cluster()).isEmpty();
    }
}
