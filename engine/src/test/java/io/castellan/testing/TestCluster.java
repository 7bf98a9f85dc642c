package io.castellan.testing;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A real Kafka cluster with authorizer, SASL and SCRAM, in which nothing is allowed without an ACL. */
public interface TestCluster {
    /** The super user, whom these methods act as; a SCRAM user. */
    String ADMIN = "admin";

    String bootstrapServers();

    /** Client properties of the super user, bootstrap servers included. */
    Map<String, Object> adminProperties();

    /** One client of the super user, shared by all tests: do not close it. */
    Admin admin();

    /**
     * Makes a SCRAM-SHA-512 user, waits until the brokers let it in, and returns its client properties, bootstrap servers
     * included.
     */
    Map<String, Object> user(String name);

    /** A prefix for the names of one test's topics, groups and principals, which nobody else uses: {@code t17-}. */
    String prefix();
}
