package io.castellan.testing;

import io.castellan.sandbox.JarSource;
import io.castellan.sandbox.Progress;
import io.castellan.sandbox.Sandbox;
import io.castellan.sandbox.SandboxSpec;
import java.nio.file.Path;

/** A test cluster of the product's own sandbox, with a hand on its nodes. Killed and wiped when closed. */
public final class SandboxCluster extends SaslCluster {
    private final Sandbox sandbox;

    private SandboxCluster(Sandbox sandbox) {
        super(sandbox.adminProperties());
        this.sandbox = sandbox;
    }

    /** Ends with the JVM at the latest; a JVM that was killed leaves it to the next one of the same build folder. */
    public static SandboxCluster start(SandboxSpec spec) {
        var home = TestSandboxes.home(spec.name());
        var sandbox = Sandbox.in(home, JarSource.locked(), Progress.SILENT);
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::wipe));
        sandbox.up(spec);
        return new SandboxCluster(sandbox);
    }

    /** To stop, start, kill, freeze and thaw nodes. */
    public Sandbox sandbox() {
        return sandbox;
    }

    /** Where a node's log and data are. */
    public Path log(int node) {
        return sandbox.log(node);
    }

    @Override
    public void close() {
        super.close();
        sandbox.wipe();
    }
}
