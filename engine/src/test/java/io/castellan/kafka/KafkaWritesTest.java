package io.castellan.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With Kafka's real client and no cluster: what never may leave this machine does not. */
class KafkaWritesTest {
    private static final AclBinding ACL = new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, "t", PatternType.LITERAL),
            new AccessControlEntry("User:u", "*", AclOperation.READ, AclPermissionType.ALLOW));
    private static final Collection<AlterConfigOp> SET =
            List.of(new AlterConfigOp(new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET));

    private interface Write extends Function<KafkaWrites, Map<?, WriteResult>> {}

    static Stream<Named<Write>> writes() {
        return Stream.of(
                named("createTopics", writes -> writes.createTopics(List.of(new NewTopic("t", 1, (short) 1)))),
                named("createPartitions", writes -> writes.createPartitions(Map.of("t", NewPartitions.increaseTo(2)))),
                named("deleteTopics", writes -> writes.deleteTopics(List.of(Uuid.randomUuid()))),
                named(
                        "alterConfigs",
                        writes -> writes.alterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, "t"), SET))),
                named("alterBrokerConfigs", writes -> writes.alterBrokerConfigs(Map.of(1, SET))),
                named("createAcls", writes -> writes.createAcls(List.of(ACL))),
                named("deleteAcls", writes -> writes.deleteAcls(List.of(ACL))),
                named(
                        "alterQuotas",
                        writes -> writes.alterQuotas(List.of(new ClientQuotaAlteration(
                                new ClientQuotaEntity(Map.of("user", "u")),
                                List.of(new ClientQuotaAlteration.Op("producer_byte_rate", 1.0)))))),
                named(
                        "alterScramUsers",
                        writes -> writes.alterScramUsers(
                                List.of(new UserScramCredentialDeletion("u", ScramMechanism.SCRAM_SHA_256)))),
                named(
                        "updateFeatures",
                        writes -> writes.updateFeatures(Map.of(
                                "metadata.version",
                                new FeatureUpdate((short) 33, FeatureUpdate.UpgradeType.UPGRADE)))));
    }

    private static Named<Write> named(String name, Write write) {
        return Named.of(name, write);
    }

    private static Collection<WriteResult> results(Write write, Iterator<Duration> left) {
        KafkaLogging.quieten();
        try (var admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:1", "metric.reporters", ""))) {
            var calls = new Calls(new HandTime(), CallSettings.defaults(), CallListener.silent());
            var results = write.apply(new KafkaWrites(admin, calls, left::next, false))
                    .values();
            assertThat(left.hasNext()).as("the budget was asked to the end").isFalse();
            admin.close(Duration.ZERO);
            return results;
        }
    }

    @ParameterizedTest
    @MethodSource("writes")
    void asksForTheTimeAgainWhenTheClientSetsItsDeadline(Write write) {
        var frozenInBetween =
                List.of(Duration.ofSeconds(5), Duration.ofSeconds(-20)).iterator();

        assertThat(results(write, frozenInBetween))
                .singleElement()
                .satisfies(result -> assertThat(result)
                        .isNotInstanceOf(WriteResult.Done.class)
                        .isNotInstanceOf(WriteResult.Failed.class));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void sendsNothingWithoutTime(Write write) {
        assertThat(results(write, List.of(Duration.ZERO).iterator()))
                .containsExactly(new WriteResult.NotSent("no time is left for another call"));
    }

    @Test
    void doesNothingForNothing() {
        assertThat(results(
                        writes -> writes.createTopics(List.of()),
                        List.<Duration>of().iterator()))
                .isEmpty();
    }
}
