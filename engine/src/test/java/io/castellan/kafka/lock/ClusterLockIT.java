package io.castellan.kafka.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.kafka.ClientProperties;
import io.castellan.kafka.KafkaAccess;
import io.castellan.testing.ChildProcess;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One writer at a time, with real processes that die and freeze. The session is the shortest that brokers allow. */
@Timeout(60)
class ClusterLockIT {
    private static final LockSettings SETTINGS =
            LockSettings.defaults().withSession(Duration.ofSeconds(6)).withPatience(Duration.ofSeconds(15));
    private static final LockListener SILENT = (holder, patience) -> {};

    private final TestCluster cluster = SharedBroker.get();
    private final String prefix = cluster.prefix();
    private final KafkaAccess access = access(cluster.adminProperties());
    private final List<ChildProcess> children = new ArrayList<>();

    @TempDir
    private Path folder;

    private static KafkaAccess access(Map<String, Object> properties) {
        return new KafkaAccess(new ClientProperties(properties));
    }

    @AfterEach
    void end() {
        children.forEach(ChildProcess::close);
        access.close();
    }

    @Test
    void refusesASecondHolderAndNamesTheFirstThenLetsItInAtOnceAfterACleanClose() {
        var heard = new ArrayList<String>();
        try (var second = access(cluster.adminProperties())) {
            var first = new ClusterLock(access, SETTINGS).acquire("jenkins: prod/12", SILENT);
            var impatient = new ClusterLock(second, SETTINGS.withPatience(Duration.ofSeconds(2)));

            var failure = catchThrowableOfType(
                    Failure.class, () -> impatient.acquire("apr", (holder, patience) -> heard.add(holder)));

            assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(failure.getMessage())
                    .contains(
                            "CAS-LOCK-001",
                            "jenkins: prod/12 (process "
                                    + ProcessHandle.current().pid() + " at 127.0.0.1) since 20");
            assertThat(heard).singleElement().asString().startsWith("jenkins: prod/12");
            assertThat(first.next()).as("the holder is undisturbed").isPositive();

            first.close();
            long start = System.nanoTime();
            try (var next = impatient.acquire("apr", SILENT)) {
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
                assertThat(next.next()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(4));
            }
            assertThatThrownBy(first::next).isInstanceOf(LockLostException.class);
        }
    }

    @Test
    void freesTheLockOfAKilledProcessWithinASession() throws Exception {
        var child = child("killed");
        child.await("pausing");

        child.signal("KILL");
        long start = System.nanoTime();

        try (var lock = new ClusterLock(access, SETTINGS).acquire("next", SILENT)) {
            assertThat(lock.next()).isPositive();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void letsAFrozenProcessThatWakesSendNothingMore() throws Exception {
        var child = child("frozen");
        child.await("pausing");

        child.signal("STOP");
        try (var lock = new ClusterLock(access, SETTINGS).acquire("next", SILENT)) {
            child.signal("CONT");
            child.go();

            assertThat(child.await(prefix + "frozen-2")).contains("not sent: the cluster's lock is lost");
            child.await("end");
            assertThat(lock.next()).isPositive();
            assertThat(topics()).containsExactlyInAnyOrder(prefix + "frozen-0", prefix + "frozen-1");
        }
    }

    /** The window that remains: the one call that was being sent at that moment may still go out, and never a second one. */
    @Test
    @Tag("qualify")
    @Timeout(300)
    void letsAProcessThatIsFrozenInTheMiddleOfItsWorkFinishAtMostThatCall() throws Exception {
        var random = new Random(4711);
        for (int round = 0; round < 12; round++) {
            var child = child("working" + round);
            child.go();
            child.await(prefix + "working" + round + "-5 done");
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(300)).toNanos());

            child.signal("STOP");
            try (var lock = new ClusterLock(access, SETTINGS).acquire("next", SILENT)) {
                var before = settledTopics();
                child.signal("CONT");
                child.await("end");
                assertThat(lock.next()).isPositive();

                var late = settledTopics();
                late.removeAll(before);
                assertThat(late).as("round %d of seed 4711", round).hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    private Set<String> topics() {
        return access.reads().listTopics().stream()
                .map(TopicListing::name)
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toSet());
    }

    /** What is visible once it did not change for a while. */
    private Set<String> settledTopics() {
        var last = new AtomicReference<>(topics());
        await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(10)).until(() -> {
            var now = topics();
            return last.getAndSet(now).equals(now);
        });
        return last.get();
    }

    private ChildProcess child(String who) throws IOException {
        var file = folder.resolve(who + ".properties");
        var properties = new Properties();
        properties.putAll(cluster.adminProperties());
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        var child = new ChildProcess(LockChild.class, file.toString(), who, "6", prefix + who + "-");
        children.add(child);
        return child;
    }

    @Test
    void isLostWhenTheGroupIsTakenAwayFromUnderIt() throws Exception {
        try (var lock = new ClusterLock(access, SETTINGS).acquire("agent", SILENT)) {
            cluster.admin()
                    .removeMembersFromConsumerGroup(
                            SETTINGS.group(),
                            new org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get();

            await().untilAsserted(() -> assertThatThrownBy(lock::prove).isInstanceOf(LockLostException.class));
            assertThatThrownBy(lock::prove).isInstanceOf(LockLostException.class);
        }
    }

    @Test
    void namesTheRightsThatAreMissingAndNeedsNoOthers() throws Exception {
        try (var first = new ClusterLock(access, SETTINGS).acquire("makes the topic", SILENT)) {
            assertThat(first.next()).isPositive();
        }
        var user = prefix + "deployer";
        var topic = acl(user, ResourceType.TOPIC);
        var group = acl(user, ResourceType.GROUP);
        try (var limited = access(cluster.user(user))) {
            var lock = new ClusterLock(limited, SETTINGS);

            var noTopic = catchThrowableOfType(Failure.class, () -> lock.acquire("deployer", SILENT));
            grant(topic);
            var noGroup = catchThrowableOfType(Failure.class, () -> lock.acquire("deployer", SILENT));
            grant(group);

            assertThat(noTopic.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(noTopic.getMessage()).contains("CAS-LOCK-002", "Read on topic castellan.lock");
            assertThat(noGroup.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(noGroup.getMessage()).contains("CAS-LOCK-002", "Read on group castellan.lock");
            try (var held = lock.acquire("deployer", SILENT)) {
                assertThat(held.next()).isPositive();
            }
        } finally {
            cluster.admin()
                    .deleteAcls(List.of(topic.toFilter(), group.toFilter()))
                    .all()
                    .get();
        }
    }

    private static AclBinding acl(String user, ResourceType type) {
        return new AclBinding(
                new ResourcePattern(type, LockSettings.NAME, PatternType.LITERAL),
                new AccessControlEntry("User:" + user, "*", AclOperation.READ, AclPermissionType.ALLOW));
    }

    private void grant(AclBinding binding) throws Exception {
        cluster.admin().createAcls(List.of(binding)).all().get();
        await().until(() -> cluster.admin()
                .describeAcls(AclBindingFilter.ANY)
                .values()
                .get()
                .contains(binding));
    }
}
