package io.castellan.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.awaitility.Awaitility;

/** What every cluster with SCRAM users offers, given the super user's properties. */
class SaslCluster implements TestCluster, AutoCloseable {
    private static final int ITERATIONS = 4096;
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    private final Map<String, Object> adminProperties;
    private final Admin admin;

    SaslCluster(Map<String, ?> adminProperties) {
        this.adminProperties = Map.copyOf(adminProperties);
        this.admin = Admin.create(this.adminProperties);
    }

    @Override
    public final String bootstrapServers() {
        return String.valueOf(adminProperties.get("bootstrap.servers"));
    }

    @Override
    public final Map<String, Object> adminProperties() {
        return adminProperties;
    }

    @Override
    public final Admin admin() {
        return admin;
    }

    @Override
    public final Map<String, Object> user(String name) {
        var password = name + "-secret";
        var credentials = new UserScramCredentialUpsertion(
                name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password);
        try {
            admin.alterUserScramCredentials(List.of(credentials)).all().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("user " + name + " was not made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        var properties = new HashMap<>(adminProperties);
        properties.put("sasl.mechanism", "SCRAM-SHA-512");
        properties.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + name + "\" password=\""
                        + password + "\";");
        // Each broker learns of the user by itself.
        for (var server : bootstrapServers().split(",")) {
            var one = new HashMap<>(properties);
            one.put("bootstrap.servers", server);
            Awaitility.await(server + " lets " + name + " in").until(() -> isLetIn(one));
        }
        return Map.copyOf(properties);
    }

    private static boolean isLetIn(Map<String, Object> properties) throws InterruptedException, TimeoutException {
        try (var client = Admin.create(properties)) {
            client.describeCluster().clusterId().get(30, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SaslAuthenticationException) {
                return false;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public final String prefix() {
        return "t" + PREFIXES.incrementAndGet() + "-";
    }

    @Override
    public void close() {
        admin.close();
    }
}
