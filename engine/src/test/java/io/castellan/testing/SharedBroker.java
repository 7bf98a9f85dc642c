package io.castellan.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.castellan.sandbox.SandboxSpec;

/**
 * One broker for all integration tests of a JVM: started when first asked for, gone when the JVM ends. Tests keep apart by
 * {@link TestCluster#prefix prefixes} and change nothing that belongs to the whole cluster.
 *
 * <p>With {@code -D}{@value #BROKER}{@code =testcontainers} it runs in a container; where no Docker engine answers, the tests
 * that ask for it are skipped.
 */
public final class SharedBroker {
    static final String BROKER = "castellan.test.broker";

    private SharedBroker() {}

    public static TestCluster get() {
        if (inContainer()) {
            assumeTrue(Tools.ofThisMachine().has("docker"), "needs docker");
        }
        return Holder.CLUSTER;
    }

    private static boolean inContainer() {
        var broker = System.getProperty(BROKER, "sandbox");
        return switch (broker) {
            case "sandbox" -> false;
            case "testcontainers" -> true;
            default -> throw new IllegalArgumentException(BROKER + " is sandbox or testcontainers, not " + broker);
        };
    }

    /** Started once, under the lock of class initialisation. */
    private static final class Holder {
        private static final TestCluster CLUSTER =
                inContainer() ? ContainerCluster.start() : SandboxCluster.start(SandboxSpec.of("shared"));
    }
}
