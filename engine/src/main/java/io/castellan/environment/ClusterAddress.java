package io.castellan.environment;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/** How to reach an environment's cluster. */
public sealed interface ClusterAddress permits ClusterAddress.Servers, ClusterAddress.Sandbox {
    <R> R fold(Function<Servers, R> servers, Function<Sandbox, R> sandbox);

    /**
     * A cluster that somebody runs.
     *
     * @param clientConfig client properties besides the bootstrap servers
     */
    record Servers(List<String> bootstrapServers, Map<String, SecretText> clientConfig) implements ClusterAddress {
        public Servers {
            bootstrapServers = List.copyOf(bootstrapServers);
            clientConfig = java.util.Collections.unmodifiableMap(new TreeMap<>(clientConfig));
        }

        @Override
        public <R> R fold(Function<Servers, R> servers, Function<Sandbox, R> sandbox) {
            return servers.apply(this);
        }
    }

    /**
     * Local brokers that {@code castellan sandbox} runs.
     *
     * @param version of Kafka
     * @param racks given to the brokers in turn; may be empty
     */
    record Sandbox(int brokers, String version, List<String> racks) implements ClusterAddress {
        public Sandbox {
            Objects.requireNonNull(version, "version");
            racks = List.copyOf(racks);
        }

        @Override
        public <R> R fold(Function<Servers, R> servers, Function<Sandbox, R> sandbox) {
            return sandbox.apply(this);
        }
    }
}
