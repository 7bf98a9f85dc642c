package io.castellan.cli;

import io.castellan.environment.ClusterAddress;
import io.castellan.environment.Environment;
import io.castellan.environment.Secrets;
import io.castellan.kafka.ClientProperties;
import io.castellan.kafka.KafkaAccess;
import io.castellan.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.TreeMap;

/** Opens the cluster of an environment. */
final class Connections {
    private final Path root;
    private final Secrets secrets;

    /** @param root the folder beside which sandboxes keep what is theirs */
    Connections(Path root, Secrets secrets) {
        this.root = root;
        this.secrets = secrets;
    }

    /** Nothing is contacted yet. Secrets are resolved here, and not kept but in the client's own properties. */
    KafkaAccess open(Environment environment) {
        return new KafkaAccess(environment
                .address()
                .fold(this::properties, sandbox -> new ClientProperties(Sandboxes.of(root, environment.name()).adminProperties())));
    }

    private ClientProperties properties(ClusterAddress.Servers servers) {
        var properties = new TreeMap<String, String>();
        servers.clientConfig().forEach((key, text) -> properties.put(key, text.resolve(secrets::resolve)));
        properties.put("bootstrap.servers", String.join(",", servers.bootstrapServers()));
        return new ClientProperties(properties);
    }
}
