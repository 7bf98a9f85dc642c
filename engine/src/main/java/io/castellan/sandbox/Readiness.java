package io.castellan.sandbox;

import io.castellan.kafka.KafkaLogging;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;

/**
 * Whether a cluster serves. A broker opens its client port after the controller has registered it and it has caught up;
 * so with every port open, a cluster that lists every node lists none of an earlier life. Two equal looks are wanted,
 * because a single one may be answered by a broker that is behind.
 */
final class Readiness implements AutoCloseable {
    private static final int LOOKS = 2;
    private static final int CALL_MILLIS = 5_000;

    private final Admin admin;
    private final Set<Integer> expected;
    private int good;

    Readiness(Map<String, String> adminProperties, Collection<Integer> expected) {
        var properties = new java.util.HashMap<String, Object>(adminProperties);
        properties.put("client.id", "castellan-sandbox");
        properties.put("reconnect.backoff.ms", "50");
        properties.put("reconnect.backoff.max.ms", "250");
        properties.put("retry.backoff.ms", "50");
        properties.put("request.timeout.ms", String.valueOf(CALL_MILLIS));
        properties.put("default.api.timeout.ms", String.valueOf(CALL_MILLIS));
        properties.put("enable.metrics.push", "false");
        KafkaLogging.quieten();
        this.admin = Admin.create(properties);
        this.expected = Set.copyOf(expected);
    }

    /** Asks once; blocks for a call's timeout at most. */
    boolean look() {
        good = lists() ? good + 1 : 0;
        return good >= LOOKS;
    }

    private boolean lists() {
        try {
            return admin.describeCluster(new DescribeClusterOptions().timeoutMs(CALL_MILLIS)).nodes().get().stream()
                    .map(Node::id)
                    .collect(Collectors.toSet())
                    .containsAll(expected);
        } catch (ExecutionException | KafkaException e) {
            return false;
        } catch (InterruptedException e) {
            throw Waiting.interrupted(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
