package io.castellan.kafka.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.castellan.diagnostics.Failure;
import io.castellan.kafka.ClientProperties;
import io.castellan.kafka.KafkaAccess;
import io.castellan.testing.SandboxCluster;
import io.castellan.testing.ThreeBrokers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The broker that keeps the lock's group goes away under the holder, as it does when we roll the brokers ourselves. */
@Tag("qualify")
@Timeout(180)
class CoordinatorIT {
    private static final LockSettings SETTINGS = LockSettings.defaults();

    private final SandboxCluster cluster = ThreeBrokers.get();

    private KafkaAccess access() {
        return new KafkaAccess(new ClientProperties(cluster.adminProperties()));
    }

    private static int coordinator(KafkaAccess access) {
        return access.reads()
                .groups()
                .consumerGroups(List.of(SETTINGS.group()), ConsumerGroupDescription::coordinator)
                .get(SETTINGS.group())
                .found()
                .orElseThrow()
                .id();
    }

    private void keepsTheLockWhile(IntConsumer goesDown, IntConsumer comesBack) {
        try (var access = access();
                var lock = new ClusterLock(access, SETTINGS).acquire("roll", (holder, patience) -> {})) {
            int node = coordinator(access);
            var contender = CompletableFuture.supplyAsync(() -> contend());

            goesDown.accept(node);
            long down = System.nanoTime();
            // later than a proof is given twice
            await().pollDelay(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> !lock.next().isNegative());
            var gap = Duration.ofNanos(System.nanoTime() - down);
            comesBack.accept(node);
            assertThat(lock.next()).isPositive();

            System.out.println("the lock was proved " + gap.toMillis() + " ms after its coordinator went");
            assertThat(contender.join()).contains("CAS-LOCK-001", "roll (process");
            assertThat(lock.next()).isPositive();
        }
    }

    private String contend() {
        try (var other = access();
                var stolen = new ClusterLock(other, SETTINGS.withPatience(Duration.ofSeconds(20)))
                        .acquire("contender", (holder, patience) -> {})) {
            return "got it with " + stolen.next();
        } catch (Failure e) {
            return e.getMessage();
        }
    }

    @Test
    void isKeptWhenTheCoordinatorIsRestarted() {
        keepsTheLockWhile(cluster.sandbox()::stopNode, cluster.sandbox()::startNode);
    }

    @Test
    void isKeptWhenTheCoordinatorDies() {
        keepsTheLockWhile(cluster.sandbox()::killNode, cluster.sandbox()::startNode);
    }
}
