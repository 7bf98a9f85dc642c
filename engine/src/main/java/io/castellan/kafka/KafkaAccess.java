package io.castellan.kafka;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;

/**
 * One cluster and the one admin client that everybody shares. Opened by the first call; the first contact is bounded, and when it
 * fails the {@link Failure} names the servers and the likely cause. For one thread at a time.
 */
public final class KafkaAccess implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(2);
    /** When nothing has answered for so long, we look whether any server is there at all. */
    private static final Duration FIRST_DOUBT = Duration.ofMillis(1500);

    private final ClientProperties properties;
    private final CallSettings settings;
    private final TimeSource time;
    private final Reachability reachability;
    private final Calls calls;
    private final CallListener listener;
    private @Nullable Admin admin;
    private @Nullable ClusterInfo contacted;

    public KafkaAccess(ClientProperties properties) {
        this(properties, CallSettings.defaults(), TimeSource.system(), CallListener.silent());
    }

    public KafkaAccess(ClientProperties properties, CallSettings settings, TimeSource time, CallListener listener) {
        this.properties = Objects.requireNonNull(properties, "properties");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.time = Objects.requireNonNull(time, "time");
        this.reachability = new Reachability(properties);
        this.calls = new Calls(time, settings, listener);
        this.listener = listener;
    }

    public ClientProperties properties() {
        return properties;
    }

    public TimeSource time() {
        return time;
    }

    /**
     * Which cluster this is; asks only once.
     *
     * @throws Failure {@link ExitCode#UNREACHABLE} when no broker answers or lets us in, {@link ExitCode#INPUT} when Kafka's
     *     client refuses its properties
     */
    public ClusterInfo connect() {
        if (contacted == null) {
            contacted = firstContact(admin());
        }
        return contacted;
    }

    /**
     * Asks again which cluster this is, over the same connections; for whoever waited since {@link #connect}.
     *
     * @throws Failure as {@link #connect}
     */
    public ClusterInfo connectAnew() {
        contacted = null;
        return connect();
    }

    /** Reads with the default time for each call. */
    public KafkaReads reads() {
        return reads(CallBudget.each(settings.call()));
    }

    public KafkaReads reads(CallBudget budget) {
        connect();
        return new KafkaReads(admin(), calls, budget, reachability);
    }

    /** @param budget asked before every call; whoever holds the lock proves it there */
    public KafkaWrites writes(CallBudget budget) {
        connect();
        return new KafkaWrites(admin(), calls, budget, false);
    }

    /** Asks Kafka whether it would take topics, partitions and settings: rights, policies, values. Changes nothing. */
    public KafkaWrites trials() {
        connect();
        return new KafkaWrites(admin(), calls, CallBudget.each(settings.call()), true);
    }

    /** Whether Kafka would accept these levels, asked without doing it, so no lock is needed. By feature name. */
    public Map<String, WriteResult> validateFeatures(Map<String, FeatureUpdate> features) {
        return writes(CallBudget.each(settings.call())).validateFeatures(features);
    }

    /** What went over the wire since this was opened. */
    public Traffic traffic() {
        return admin == null
                ? Traffic.NONE
                : new Traffic(metric("request-total"), metric("incoming-byte-total"), metric("outgoing-byte-total"));
    }

    private long metric(String name) {
        return admin().metrics().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name)
                        && entry.getKey().group().equals("admin-client-metrics"))
                .mapToLong(entry -> ((Number) entry.getValue().metricValue()).longValue())
                .sum();
    }

    @Override
    public void close() {
        if (admin != null) {
            listener.closed(traffic());
            // what never had contact has nothing to wait for
            admin.close(contacted == null ? Duration.ZERO : CLOSE);
            admin = null;
        }
    }

    private Admin admin() {
        if (admin == null) {
            KafkaLogging.quieten();
            try {
                admin = Admin.create(properties.with(
                        Map.of(
                                "request.timeout.ms", "15000",
                                "default.api.timeout.ms",
                                        String.valueOf(settings.call().toMillis()),
                                "socket.connection.setup.timeout.ms", "3000",
                                "socket.connection.setup.timeout.max.ms", "6000"),
                        // no JMX beans and no metrics pushed to the brokers: requests and start-up time for nothing
                        Map.of("client.id", "castellan", "metric.reporters", "", "enable.metrics.push", "false")));
            } catch (KafkaException e) {
                throw refusedProperties(e);
            }
        }
        return admin;
    }

    private Failure refusedProperties(KafkaException thrown) {
        var root = rootOf(thrown);
        var message = properties.hideIn(String.valueOf(root.getMessage()));
        if (message.contains("bootstrap")) {
            return reachability.silence(reachability.knock(), new KafkaError(root.getClass(), message));
        }
        return new Failure(
                ExitCode.INPUT,
                Problem.error(KafkaCodes.CLIENT_PROPERTIES, "Kafka's client refuses its properties: " + message)
                        .withHint("check clientConfig of the environment"));
    }

    private static Throwable rootOf(Throwable thrown) {
        var root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private ClusterInfo firstContact(Admin client) {
        var result = client.describeCluster(
                new DescribeClusterOptions().includeAuthorizedOperations(true).timeoutMs((int)
                        settings.connect().toMillis()));
        var all = KafkaFuture.allOf(
                result.clusterId(), result.nodes(), result.controller(), result.authorizedOperations());
        try {
            if (!endsWithin(all, FIRST_DOUBT)) {
                var knocks = reachability.knock();
                if (knocks.stream().noneMatch(Reachability.Knock::open)) {
                    throw reachability.silence(knocks, new KafkaError(TimeoutException.class, "no connection"));
                }
                all.get(settings.connect().plus(CLOSE).toMillis(), TimeUnit.MILLISECONDS);
            }
            return info(result);
        } catch (ExecutionException | TimeoutException e) {
            throw reachability.explain(KafkaError.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(
                    ExitCode.INTERRUPTED, Problem.error(KafkaCodes.UNREACHABLE, "interrupted while connecting"));
        }
    }

    private static boolean endsWithin(KafkaFuture<?> future, Duration time)
            throws InterruptedException, ExecutionException {
        try {
            future.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static ClusterInfo info(DescribeClusterResult result) throws InterruptedException, ExecutionException {
        return new ClusterInfo(
                result.clusterId().get(),
                List.copyOf(result.nodes().get()),
                Optional.ofNullable(result.controller().get()).filter(node -> !node.isEmpty()),
                result.authorizedOperations().get());
    }
}
