package io.castellan.testing;

import io.castellan.sandbox.SandboxSpec;
import java.util.List;

/**
 * Three combined nodes on three racks for the tests of a JVM that need replicas: started when first asked for, gone when the
 * JVM ends. A test that stops, kills or freezes a node puts it back.
 */
public final class ThreeBrokers {
    private ThreeBrokers() {}

    public static SandboxCluster get() {
        return Holder.CLUSTER;
    }

    /** Started once, under the lock of class initialisation. */
    private static final class Holder {
        private static final SandboxCluster CLUSTER = SandboxCluster.start(
                SandboxSpec.of("three").withBrokers(3).withRacks(List.of("rack-a", "rack-b", "rack-c")));
    }
}
