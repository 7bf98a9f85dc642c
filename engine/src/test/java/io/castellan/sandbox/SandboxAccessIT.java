package io.castellan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Authentication and authorisation in a sandbox are Kafka's own. */
class SandboxAccessIT {
    private final TestCluster broker = SharedBroker.get();
    private final String prefix = broker.prefix();

    @Test
    void aUserMayDoWhatAnAclAllowsAndNothingElse() throws Exception {
        // given
        var user = broker.user(prefix + "user");
        try (var client = Admin.create(user)) {
            assertThatThrownBy(() -> create(client, prefix + "a"))
                    .hasCauseInstanceOf(TopicAuthorizationException.class);

            // when
            broker.admin()
                    .createAcls(List.of(new AclBinding(
                            new ResourcePattern(ResourceType.TOPIC, prefix, PatternType.PREFIXED),
                            new AccessControlEntry(
                                    "User:" + prefix + "user", "*", AclOperation.CREATE, AclPermissionType.ALLOW))))
                    .all()
                    .get();

            // then
            Awaitility.await().ignoreExceptions().untilAsserted(() -> create(client, prefix + "a"));
            assertThatThrownBy(() -> create(client, "x" + prefix))
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
        assertThat(broker.admin().listTopics().names().get())
                .contains(prefix + "a")
                .doesNotContain("x" + prefix);
    }

    @Test
    void aWrongPasswordIsRefused() {
        var properties = new HashMap<>(broker.user(prefix + "forgetful"));
        properties.put(
                "sasl.jaas.config",
                String.valueOf(properties.get("sasl.jaas.config")).replace("-secret", "-x"));

        assertThatThrownBy(() -> describe(properties)).hasCauseInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void aClientWithoutAuthenticationIsNotHeard() {
        var properties = Map.<String, Object>of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "default.api.timeout.ms",
                "1500",
                "request.timeout.ms",
                "1000");

        assertThatThrownBy(() -> describe(properties)).hasCauseInstanceOf(TimeoutException.class);
    }

    private static void create(Admin client, String topic) throws Exception {
        client.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }

    private static void describe(Map<String, Object> properties) throws Exception {
        try (var client = Admin.create(properties)) {
            client.describeCluster().clusterId().get();
        }
    }
}
