package io.castellan.sandbox;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** Plays somebody who changes a sandbox past Castellan, as Kafka's own tools would. For demonstrations. */
public final class Intruder {
    private final Sandbox sandbox;

    public Intruder(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Sets one setting of a topic. */
    public void setTopic(String topic, String key, String value) {
        try (var admin = Admin.create(Map.<String, Object>copyOf(sandbox.adminProperties()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw failed(topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(topic, e);
        }
    }

    private static Failure failed(String topic, Exception cause) {
        return new Failure(
                ExitCode.UNREACHABLE,
                Problem.error(
                        SandboxCodes.NOT_CHANGED, "topic " + topic + " of the sandbox could not be changed by hand"),
                cause);
    }
}
