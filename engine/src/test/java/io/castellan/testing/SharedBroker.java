package io.castellan.testing;

import io.castellan.sandbox.SandboxSpec;

/**
 * One broker for all integration tests of a JVM: started when first asked for, gone when the JVM ends. Tests keep apart by
 * {@link TestCluster#prefix prefixes} and change nothing that belongs to the whole cluster.
 */
public final class SharedBroker {
    private SharedBroker() {}

    public static TestCluster get() {
        return Holder.CLUSTER;
    }

    /** Started once, under the lock of class initialisation. */
    private static final class Holder {
        private static final TestCluster CLUSTER = SandboxCluster.start(SandboxSpec.of("shared"));
    }
}
